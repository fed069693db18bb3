import Foundation
import TerritoryTestSupport
import Testing
import TerritoryBuild
import TerritoryFormats
import TerritoryGeometry
import TerritoryKit

@Suite("Answers as JSON")
struct AnswerJSONTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    /// The members of the JSON, after checking that it reads back as the answer and carries the stamp of the data.
    @discardableResult
    private func check<Answer: Codable & Equatable>(_ answer: Answer) throws -> [String: Any] {
        let bytes = try TerritoryJSON.bytes(of: answer)
        #expect(try TerritoryJSON.answer(Answer.self, from: bytes) == answer)
        #expect(try TerritoryJSON.bytes(of: answer) == bytes)
        #expect(bytes.last == 0x0A)
        let members = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let data = try #require(members["data"] as? [String: String])
        #expect(data["content_hash"] == fixture.database.stamp.contentHash)
        #expect(Set(data.keys).isSuperset(of: ["scope", "vintage", "license", "content_hash"]))
        return members
    }

    @Test(
        "what is shown of a territory reads back",
        arguments: [
            "20005", "20118", "20076", "20012", "96006", "200000002", "201", "20", "99", "QN02001M", "academie-orme",
        ])
    func territory(code: String) throws {
        try check(try fixture.database.sheet(for: code))
    }

    @Test("every sheet has the same members, null where there is nothing")
    func sameMembers() throws {
        let sheets = try ["20001", "96006", "200000002", "99", "991", "QN02001M", "academie-orme"].map { code in
            try #require(try check(try fixture.database.sheet(for: code))["territory"] as? [String: Any])
        }
        #expect(Set(sheets.map { Set($0.keys) }).count == 1)
        #expect(sheets[1]["population"] is NSNull)
    }

    @Test("an ambiguous former code has a null territory")
    func ambiguous() throws {
        let members = try check(try fixture.database.sheet(for: "20012"))
        #expect(members["territory"] is NSNull)
        #expect(members["former_commune"] is [String: Any])
    }

    @Test("what is found by name reads back", arguments: ["belle rive", "saint cyr", "nothing", ""])
    func search(text: String) throws {
        try check(try fixture.database.search(text))
    }

    @Test("every place has the same members, null where there is nothing")
    func place() throws {
        let places = try [(2.3, 44.052), (2.15, 44.15), (0, 0)].map { longitude, latitude in
            try check(try fixture.database.place(at: Position(longitude: longitude, latitude: latitude)))
        }
        #expect(Set(places.map { Set($0.keys) }).count == 1)
        #expect(places[2]["commune"] is NSNull)
    }

    @Test("sources read back, with a null for a year of codes that was not looked for")
    func sources() throws {
        let sources = try #require(try check(try fixture.database.sources())["sources"] as? [[String: Any]])
        #expect(sources.contains { $0["code_vintage"] is NSNull })
        #expect(sources.contains { $0["code_vintage"] as? Int == 2022 })
    }

    @Test("checks read back")
    func checks() throws {
        let checks = try DatabaseVerifier(path: fixture.path).verify()
        #expect(try TerritoryJSON.answer(VerificationAnswer.self, from: TerritoryJSON.bytes(of: checks)) == checks)
    }

    @Test("members come in the order of their names")
    func sorted() throws {
        let text = try TerritoryJSON.bytes(of: try fixture.database.search("montegal")).text
        let names = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { $0.split(separator: "\"")[1] }
        #expect(
            names == ["are_postcodes_known", "asked", "data", "is_approximate", "is_truncated", "matches"])
    }

    private struct Holder: Codable, Equatable {
        @ExplicitNull var value: Int?
    }

    @Test("an absent value is written as null and reads back, and so is a present one", arguments: [nil, 7])
    func explicitNull(value: Int?) throws {
        let bytes = try TerritoryJSON.bytes(of: Holder(value: value))
        #expect(bytes.text == "{\n  \"value\" : \(value.map(String.init) ?? "null")\n}\n")
        #expect(try TerritoryJSON.answer(Holder.self, from: bytes) == Holder(value: value))
    }

    @Test("a member that is missing is refused: null is written out")
    func missingMember() {
        #expect(throws: DecodingError.self) { try TerritoryJSON.answer(Holder.self, from: Array("{}".utf8)) }
    }

    @Test("CSV has a row for each match, with the data it comes from")
    func csv() throws {
        let answer = try fixture.database.search("belle rive")
        var problems: [SourceProblem] = []
        let table = CSVTable(file: "a.csv", bytes: answer.csv(), problems: &problems)
        #expect(problems.isEmpty && table.rows.count == answer.matches.count)
        #expect(table.rows.allSatisfy { $0.fields.last == fixture.database.stamp.contentHash })
        #expect(table.rows.map { $0.fields[1] } == ["20004", "96004"])
    }
}
