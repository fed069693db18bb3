@testable import TerritoryKit

/// A query and a set; a refusal has a place in the text and a sentence without control characters.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    do {
        let query = try TerritoryQuery(text)
        let canonical = query.set.canonical
        precondition(canonical == canonical.canonical, "canonical in two ways")
    } catch {
        precondition((0...text.count).contains(error.position), "a place beyond the text")
        precondition(error.excerpt.split(separator: "\n").allSatisfy { $0.allSatisfy(\.isVisible) })
        precondition(error.message.fr.allSatisfy(\.isVisible) && error.message.en.allSatisfy(\.isVisible))
    }
    _ = try? SetExpression(text)
    return 0
}
