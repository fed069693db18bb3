import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats

/// The rules of the project, which the tests read and mutate.
enum RuleFiles {
    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](contentsOfFile: Repository.root + "/data/rules/" + name)
    }

    static var schema: JSONSchema {
        get throws { try JSONSchema(bytes: bytes("schema.json"), file: "schema.json") }
    }
}

func document(_ yaml: String) throws(ImportError) -> YAMLDocument {
    try YAMLDocument(bytes: Array(yaml.utf8), file: "rule.yaml")
}

/// The problems of a text under a schema, as English sentences.
func problems(_ yaml: String, under schema: String) throws -> [String] {
    let schema = try JSONSchema(bytes: Array(schema.utf8), file: "schema.json")
    return schema.problems(in: try document(yaml)).map { $0.sentence(in: .english) }
}

/// The problems of a text that cannot be read, as English sentences; none if it can.
func refusals(_ yaml: String) -> [String] {
    do {
        _ = try document(yaml)
        return []
    } catch {
        return error.problems.map { $0.sentence(in: .english) }
    }
}
