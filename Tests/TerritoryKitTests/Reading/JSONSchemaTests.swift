import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats

@Suite("A schema")
struct JSONSchemaTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var schema: String
        var good: String
        var bad: String
        var problem: String

        var testDescription: String { schema }
    }

    static let cases = [
        Case(
            schema: #"{"type": "object"}"#, good: "{}", bad: "[]",
            problem: "rule.yaml:1: the document: an empty list instead of an object"),
        Case(
            schema: #"{"type": "array"}"#, good: "[1]", bad: "a: 1",
            problem: "rule.yaml:1: the document: an object (a) instead of a list"),
        Case(
            schema: #"{"type": "string"}"#, good: "2024-07-01", bad: "12",
            problem: "rule.yaml:1: the document: the number 12 instead of a text"),
        Case(
            schema: #"{"type": "integer"}"#, good: "1.0", bad: "1.5",
            problem: "rule.yaml:1: the document: the number 1.5 instead of an integer"),
        Case(
            schema: #"{"type": "number"}"#, good: "-1.5", bad: "'1.5'",
            problem: "rule.yaml:1: the document: the text “1.5” instead of a number"),
        Case(
            schema: #"{"type": "boolean"}"#, good: "true", bad: "~",
            problem: "rule.yaml:1: the document: nothing (null) instead of true or false"),
        Case(
            schema: #"{"enum": ["a", 2, true]}"#, good: "2", bad: "b",
            problem: "rule.yaml:1: the document: the text “b” is not allowed: “a”, 2 or true expected"),
        Case(
            schema: #"{"const": true}"#, good: "true", bad: "1",
            problem: "rule.yaml:1: the document: the number 1 is not allowed: true expected"),
        Case(
            schema: #"{"required": ["fr", "en"]}"#, good: "{fr: a, en: b}", bad: "{fr: a}",
            problem: "rule.yaml:1: the document: “en” missing; members present: “fr”"),
        Case(
            schema: #"{"properties": {"fr": {"type": "string"}}}"#, good: "{fr: a, de: 1}", bad: "fr: 1",
            problem: "rule.yaml:1: fr: the number 1 instead of a text"),
        Case(
            schema: #"{"properties": {"fr": {}, "en": {}}, "additionalProperties": false}"#, good: "fr: 1",
            bad: "fr: 1\nde: 2",
            problem: "rule.yaml:2: the document: the member “de” is not known here: “fr” or “en” expected"),
        Case(
            schema: #"{"items": {"type": "string"}}"#, good: "[a, b]", bad: "- a\n- 2",
            problem: "rule.yaml:2: [1]: the number 2 instead of a text"),
        Case(
            schema: #"{"minItems": 2}"#, good: "[a, b]", bad: "[a]",
            problem: "rule.yaml:1: the document: a list of 1 item: at least 2 items expected"),
        Case(
            schema: #"{"minProperties": 1}"#, good: "a: b", bad: "{}",
            problem: "rule.yaml:1: the document: an empty object: at least 1 member expected"),
        Case(
            schema: #"{"minLength": 1}"#, good: "é", bad: "''",
            problem: "rule.yaml:1: the document: an empty text: at least 1 character expected"),
        Case(
            schema: #"{"minimum": 1}"#, good: "1", bad: "0",
            problem: "rule.yaml:1: the document: the number 0: 1 at least expected"),
        Case(
            schema: #"{"exclusiveMinimum": 0}"#, good: "0.1", bad: "0",
            problem: "rule.yaml:1: the document: the number 0: more than 0 expected"),
        Case(
            schema: #"{"pattern": "^[0-9]+$"}"#, good: "'12'", bad: #""12\n""#,
            problem: "rule.yaml:1: the document: the text “12⏎” does not have the form expected: “^[0-9]+$”"),
        Case(
            schema: #"{"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, good: "a: 1", bad: "{a: 1, b: 2}",
            problem: "rule.yaml:1: the document: exactly one of a, b expected, found 2: a, b"),
        Case(
            schema: #"{"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, good: "b: 1", bad: "{}",
            problem: "rule.yaml:1: the document: exactly one of a, b expected, found none"),
        Case(
            schema: #"{"oneOf": [{"type": "string"}, {"type": "number", "minimum": 3}]}"#, good: "a2", bad: "2",
            problem:
                "rule.yaml:1: the document: the number 2 must follow exactly one of the schema’s 2 forms; found: none"),
        Case(
            schema: ##"{"$ref": "#/$defs/t", "minLength": 2, "$defs": {"t": {"type": "string"}}}"##, good: "ab",
            bad: "a", problem: "rule.yaml:1: the document: the text “a”: at least 2 characters expected"),
        Case(
            schema: ##"{"$ref": "#/$defs/t", "$defs": {"t": {"items": {"$ref": "#/$defs/t"}, "type": "array"}}}"##,
            good: "[[], [[]]]", bad: "[[], [[1]]]",
            problem: "rule.yaml:1: [1][0][0]: the number 1 instead of a list"),
    ]

    @Test("accepts what it allows and tells what it does not", arguments: cases)
    func keyword(_ test: Case) throws {
        #expect(try problems(test.good, under: test.schema) == [])
        let found = try problems(test.bad, under: test.schema)
        #expect(found == [test.problem])
    }

    @Test(
        "that says what we do not check is refused",
        arguments: [
            (#"{"maxItems": 2}"#, "maxItems: this keyword of JSON Schema is not supported here"),
            (#"{"items": {"not": {}}}"#, "items.not: this keyword of JSON Schema is not supported here"),
            (
                #"{"properties": {"a": {"$defs": {}}}}"#,
                "properties.a.$defs: this keyword of JSON Schema is not supported here"
            ),
            (#"{"additionalProperties": {}}"#, "additionalProperties: an empty object instead of false"),
            (
                #"{"type": ["string"]}"#,
                "type: a list of 1 item instead of one of object, array, string, integer, number, boolean"
            ),
            (
                #"{"type": "null"}"#,
                "type: the text “null” instead of one of object, array, string, integer, number, boolean"
            ),
            (##"{"$ref": "#/$defs/nowhere"}"##, "$ref: the text “#/$defs/nowhere” instead of an existing “#/$defs/…”"),
            (#"{"pattern": "("}"#, "pattern: the text “(” instead of a regular expression"),
            (#"{"minItems": -1}"#, "minItems: the number -1 instead of an integer, 0 or more"),
            (#"{"const": []}"#, "const: an empty list instead of a simple value"),
            (#"{"items": true}"#, "items: the boolean true instead of an object"),
            (#"{"type": "string", "type": "array"}"#, "type: this member is written twice"),
            (
                #"{"$schema": "http://json-schema.org/draft-07/schema#"}"#,
                "$schema: the text “http://json-schema.org/draft-07/schema#” instead of "
                    + "“https://json-schema.org/draft/2020-12/schema”"
            ),
        ])
    func refused(schema: String, problem: String) throws {
        let error = #expect(throws: ImportError.self) {
            try JSONSchema(bytes: Array(schema.utf8), file: "schema.json")
        }
        #expect(error?.description == "schema.json:1: \(problem)")
    }

    @Test("that leads back to itself on the same value is refused")
    func endless() throws {
        let schema = ##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"oneOf": [{"$ref": "#/$defs/a"}]}}}"##
        let error = #expect(throws: ImportError.self) {
            try JSONSchema(bytes: Array(schema.utf8), file: "schema.json")
        }
        #expect(error?.description == "schema.json:1: $defs.a refers to itself on the same value, without end")
    }

    @Test("that is not JSON is refused with the line")
    func notJSON() throws {
        let error = #expect(throws: ImportError.self) {
            try JSONSchema(bytes: Array("{\n\"type\": string}".utf8), file: "schema.json")
        }
        #expect(error?.problems.map(\.line) == [2])
    }

    @Test("tells several problems in one run, in the order of the lines, in both languages")
    func several() throws {
        var yaml = String(decoding: try RuleFiles.bytes("cantine.yaml"), as: UTF8.self)
        yaml.replace("nature: territorial", with: "nature: local")
        yaml.replace("check_every_months: 12", with: "check_every_months: 0")
        yaml.replace("transferable: true", with: "transferable: perhaps")
        yaml.replace("below: 10000}", with: "below: 10000, at_least: 1}")
        let problems = try RuleFiles.schema.problems(in: document(yaml))
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(problems.count == 5)
        let expected = ["nature:", "check_every_months:", "population:", "transferable:", "transferable:"]
        for (problem, text) in zip(problems, expected) {
            let line = try #require(problem.line)
            #expect(lines[line - 1].contains(text))
        }
        #expect(
            problems[0].message.fr
                == "nature\u{202F}: le texte «\u{202F}local\u{202F}» n’est pas admis\u{202F}: "
                + "«\u{202F}territorial\u{202F}» ou «\u{202F}personal\u{202F}» attendu")
        #expect(
            problems[2].message.en
                == "versions[0].subjects.commune.all_of[0].zoning.implies[0].population: "
                + "exactly one of below, at_least expected, found 2: below, at_least")
    }

    @Test("of the project accepts its rules")
    func ownRules() throws {
        let document = try YAMLDocument(bytes: RuleFiles.bytes("cantine.yaml"), file: "cantine.yaml")
        #expect(try RuleFiles.schema.problems(in: document).isEmpty)
    }
}
