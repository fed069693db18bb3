@testable import TerritoryBuild
@testable import TerritoryFormats
@testable import TerritoryKit

/// The schema of the rules, as the package has it: `make fuzz` runs in the folder of the repository.
private let schema: JSONSchema? = {
    let file = "data/rules/schema.json"
    return try? JSONSchema(bytes: try SourceFile.bytes(of: file), file: file)
}()

/// A file of rules, from its bytes to a programme; every refusal has a sentence.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        let document = try YAMLDocument(bytes: bytes, file: "f.yaml")
        _ = document.firstLine(containing: "x")
        guard let schema else { preconditionFailure("no schema: run in the folder of the repository") }
        let problems = schema.problems(in: document)
        for problem in problems { _ = problem.sentence(in: .french) }
        if problems.isEmpty { _ = try? document.decode(Programme.self) }
    } catch let error as ImportError {
        precondition(!error.problems.isEmpty, "a refusal without a reason")
        for problem in error.problems { _ = problem.sentence(in: .french) }
    } catch {
        preconditionFailure("a refusal without a sentence: \(error)")
    }
    return 0
}
