import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats
@testable import TerritoryKit

@Suite("A YAML document")
struct YAMLDocumentTests {
    // MARK: Scalars

    @Test(
        "takes plain scalars for what YAML says, and dates for texts",
        arguments: [
            ("12", "the number 12"), ("-0.50", "the number -0.50"), ("1_000", "the number 1000"),
            ("0x10", "the number 16"), ("1e3", "the number 1000"), ("true", "the boolean true"),
            ("no", "the boolean false"), ("~", "nothing (null)"), ("2024-07-01", "the text “2024-07-01”"),
            ("2/3", "the text “2/3”"), ("'12'", "the text “12”"), ("\"true\"", "the text “true”"),
            ("''", "an empty text"),
            (".inf", "the text “.inf”"), ("= 3", "the text “= 3”"), ("a * b *c*", "the text “a * b *c*”"),
            ("b ?", "the text “b ?”"), ("'?'", "the text “?”"), ("'*a'", "the text “*a”"),
            ("|\n  *a\n  b", "the text “*a⏎b”"),
            ("9223372036854775808", "the number 9223372036854775808"),
        ])
    func scalars(yaml: String, description: String) throws {
        let content = try document("a: \(yaml)").root.content
        guard case .object(let members) = content, let value = members.first?.value else {
            Issue.record("no object")
            return
        }
        #expect(JSONSchemaProblem.description(of: value.content).en == description)
    }

    // MARK: What is refused

    @Test(
        "that is not YAML, or more than values, is refused with the line",
        arguments: [
            ("", ["rule.yaml: this file has no content"]),
            ("# nothing\n", ["rule.yaml: this file has no content"]),
            ("a: 1\nb: c: 2\n", ["rule.yaml:2: this is not YAML: mapping values are not allowed in this context"]),
            ("a:\n  - [1, 2\nb: 3", ["rule.yaml:3: this is not YAML: did not find expected ',' or ']'"]),
            ("a:\n\t- 1", ["rule.yaml:2: this is not YAML: found character that cannot start any token"]),
            ("a: \"b", ["rule.yaml:1: this is not YAML: found unexpected end of stream"]),
            ("a: 1\nb: \u{1}", ["rule.yaml:2: this is not YAML: control characters are not allowed"]),
            ("a: 1\n---\nb: 2", ["rule.yaml:2: a second document begins here: one alone is expected in the file"]),
            ("x: 0\na: 1\nb: 2\na: 3", ["rule.yaml:2: more than once in the same object: “a”; the first is here"]),
            ("a: *b", ["rule.yaml:1: the alias “*b” refers to nothing: no anchor is set before it"]),
            ("a: &a [*a]", ["rule.yaml:1: the alias “*a” refers to nothing: no anchor is set before it"]),
            ("a: &x 1\nb: *y", ["rule.yaml:2: the alias “*y” refers to nothing; anchors set before it: x"]),
            ("a: &x 1\nb: &x 2", ["rule.yaml:2: the anchor “&x” is set already on line 1"]),
            (
                "a: &x {}\n*x : 1",
                ["rule.yaml:2: a member’s name is a list, an object or an alias: a text is expected"]
            ),
            ("- a\n- {[1]: 2}", ["rule.yaml:2: a member’s name is a list, an object or an alias: a text is expected"]),
            (
                "a: !!str 1\nb: !x {}",
                [
                    "rule.yaml:1: the tag “tag:yaml.org,2002:str” is not accepted: a value alone is expected",
                    "rule.yaml:2: the tag “!x” is not accepted: a value alone is expected",
                ]
            ),
            ("a: &x {}\nb: {<<: *x}", ["rule.yaml:2: the merge key “<<” is not accepted: write the members out"]),
            ("- ? a", ["rule.yaml:1: a text that begins with “?” is written in straight quotation marks"]),
            ("{? a}", ["rule.yaml:1: a text that begins with “?” is written in straight quotation marks"]),
            ("? a\n: 1", ["rule.yaml:2: this is not YAML: did not find expected <document start>"]),
            ("a: \u{E000}", ["rule.yaml: the characters U+E000 and U+E001 are not accepted"]),
        ])
    func refused(yaml: String, problems: [String]) {
        #expect(refusals(yaml) == problems)
    }

    @Test("that is not UTF-8 is refused with the line")
    func notUTF8() {
        #expect(throws: ImportError.self) {
            try YAMLDocument(bytes: Array("a: 1\nb: ".utf8) + [0xE9], file: "rule.yaml")
        }
    }

    // MARK: Limits

    static let deep: [String] = [
        String(repeating: "[", count: 10_000),
        String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000),
        String(repeating: "{a: ", count: 10_000),
        String(repeating: "- ", count: 10_000),
        (0..<900).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
        // Each line is one level deeper than the one before, through its alias.
        "- &a0 x\n" + (1...10_000).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined(),
        String(repeating: "[", count: 66) + String(repeating: "]", count: 66),
    ]

    @Test("nested too deep is a problem, not a crash", .timeLimit(.minutes(1)), arguments: deep.indices)
    func tooDeep(index: Int) {
        let found = refusals(Self.deep[index])
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("nested more than 64 levels deep, aliases included") == true)
    }

    @Test("nested 64 levels deep is read")
    func deepEnough() {
        #expect(refusals(String(repeating: "[", count: 65) + String(repeating: "]", count: 65)) == [])
    }

    static let laughs =
        "- &a0 [x, x, x, x, x, x, x, x, x]\n"
        + (1...30).map { line in
            "- &a\(line) [" + repeatElement("*a\(line - 1)", count: 9).joined(separator: ", ") + "]\n"
        }.joined()

    static let bombs = [
        laughs, laughs + "- {*a30 : 1}\n", laughs + "- {{a: *a30}: 1}\n",
        "[" + String(repeating: "x,", count: 100_001) + "]",
    ]

    @Test("that aliases make too large is a problem, at once", .timeLimit(.minutes(1)), arguments: bombs.indices)
    func tooLarge(index: Int) {
        let found = refusals(Self.bombs[index])
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("more than 100000 values with its aliases") == true)
    }

    @Test("of more than a megabyte is refused")
    func tooManyBytes() {
        let found = refusals("a: " + String(repeating: "x", count: 1_000_000))
        #expect(found == ["rule.yaml: this file exceeds 1000000 bytes, the most that is accepted"])
    }

    @Test("of half a megabyte is read in time", .timeLimit(.minutes(1)))
    func large() {
        let members = (0..<1_000).map { "k\($0): 1" }.joined(separator: ", ")
        #expect(refusals(repeatElement("- {\(members)}\n", count: 40).joined()) == [])
    }

    @Test("with more than 1,000 members in an object is refused")
    func manyMembers() {
        let found = refusals((0...1_000).map { "k\($0): 1\n" }.joined())
        #expect(found == ["rule.yaml:1: more than 1000 members in the same object"])
    }

    @Test("with names that hold one another is refused in time", .timeLimit(.minutes(1)))
    func namesInNames() {
        let open = String(repeating: "{? ", count: 330)
        let texts = String(repeating: "x,", count: 400_000)
        #expect(!refusals(open + "[" + texts + "]" + String(repeating: " : 1}", count: 330)).isEmpty)
        let name = String(repeating: "{", count: 200) + "x" + String(repeating: ": 1}", count: 200)
        #expect(!refusals(repeatElement("- {\(name): 1}\n", count: 60).joined()).isEmpty)
    }

    // MARK: Decoding

    struct Reading: Decodable, Equatable {
        var day: String
        var share: String
        var count: Int
        var ratio: Double
        var on: Bool
        var note: String?
        var missing: String?
        var texts: [String: String]
        var again: [String: String]
    }

    @Test("decodes dates and fractions as texts, and an alias like its anchor")
    func decodes() throws {
        let yaml = """
            {day: 2024-07-01, share: 2/3, count: 2.0, ratio: 3, on: true, note: ~, texts: &t {fr: "12", en: a*b}, again: *t}
            """
        let reading = try document(yaml).decode(Reading.self)
        let texts = ["fr": "12", "en": "a*b"]
        #expect(
            reading
                == Reading(
                    day: "2024-07-01", share: "2/3", count: 2, ratio: 3, on: true, note: nil, missing: nil,
                    texts: texts,
                    again: texts))
    }

    @Test("that does not fit the type is a problem with the line and the path")
    func notDecoded() throws {
        let document = try document("a:\n  - 1\n  - b")
        let error = #expect(throws: ImportError.self) { try document.decode([String: [Int]].self) }
        #expect(error?.problems.first?.line == 3)
        #expect(error?.description.hasPrefix("rule.yaml:3: a[1]: the text “b” does not fit (") == true)
    }

    @Test("knows the line of a name and of a text")
    func firstLine() throws {
        let document = try document("a: 1\nb:\n  - c\n  - {d: \"e\"}\nf: c, as long")
        #expect(
            ["a", "c", "d", "e", "f", "long", "x"].map(document.firstLine(containing:)) == [1, 3, 4, 4, 5, 5, nil])
    }

    // MARK: Fuzz

    @Test("mutated at random is read or refused, never a crash", arguments: 0..<40)
    func fuzz(seed: Int) throws {
        let source = try RuleFiles.bytes("cantine.yaml")
        let schema = try RuleFiles.schema
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<25 {
            let bytes = random.mutate(source)
            do throws(ImportError) {
                let problems = schema.problems(in: try YAMLDocument(bytes: bytes, file: "fuzz.yaml"))
                #expect(problems.allSatisfy { $0.line != nil })
            } catch {
                #expect(!error.problems.isEmpty)
            }
        }
    }
}

extension SplitMix64 {
    mutating func mutate(_ source: [UInt8]) -> [UInt8] {
        var bytes = source
        let signs = Array("{}[]:,-&*!|>'\"%@`#?~<= \n\t\r\0".utf8) + [0x85, 0xC3, 0xEF, 0xFF]
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            let place = Int.random(in: 0..<bytes.count, using: &self)
            let end = min(bytes.count, place + Int.random(in: 1...40, using: &self))
            switch Int.random(in: 0..<5, using: &self) {
            case 0: bytes[place] = signs.randomElement(using: &self) ?? 0
            case 1: bytes.insert(signs.randomElement(using: &self) ?? 0, at: place)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &self))
            default: bytes.removeSubrange(max(place, 1)...)
            }
        }
        return bytes
    }
}
