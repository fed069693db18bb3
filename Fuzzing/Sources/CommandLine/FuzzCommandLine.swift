import ArgumentParser
@testable import TerritoryCommand

/// The words of a command, one a line: parsed and checked, and not run.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let words = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    do {
        _ = try Territory.parseAsRoot(words)
    } catch {
        precondition(!Territory.fullMessage(for: error).isEmpty || words.contains { $0.hasPrefix("-") })
    }
    return 0
}
