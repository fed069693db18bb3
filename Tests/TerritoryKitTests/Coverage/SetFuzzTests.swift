import Foundation
import TerritoryTestSupport
import Testing
internal import TerritoryFormats
@testable import TerritoryKit

@Suite("Expressions at random")
struct SetFuzzTests {
    private static let words = [
        "and", "or", "minus", "not", "touching", "within", "of", "in", "covering", "(", ")", "{", "}", "frr", "qpv",
        "epci:200000002", "commune:20005", "20km", "5", "m", "km", "contracts", "communes", "pacts", ":", "frr:",
        "48095", ",", "é", "1e9km", "-1m", "SELECT", "--", "'", "NaN", "inf", "0x10m", "½km",
    ]

    /// Reads a text: what is refused has a place in it, what is read can be printed and read again.
    private func check(_ text: String) throws {
        do {
            let query = try TerritoryQuery(text)
            let again = try SetExpression(query.set.printed)
            #expect(again.unplaced == query.set.unplaced, "\(text)")
        } catch {
            #expect((0...text.count).contains(error.position), "\(text)")
            #expect(error.excerpt.split(separator: "\n", omittingEmptySubsequences: false).count == 2, "\(text)")
            for message in [error.sentence(in: .english), error.sentence(in: .french)]
                + error.excerpt.split(separator: "\n")
                .map(String.init)
            {
                #expect(message.allSatisfy { $0.isVisible }, "\(text)")
            }
            #expect(!error.problem.fr.isEmpty && !error.problem.en.isEmpty)
        }
    }

    @Test("bytes never stop the parser", arguments: 0..<20 as Range<UInt64>)
    func bytes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let length = Int.random(in: 0..<200, using: &random)
            let isASCII = Bool.random(using: &random)
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...(isASCII ? 127 : 255), using: &random) }
            try check(bytes.text)
        }
    }

    @Test("nor do words in any order", arguments: 0..<20 as Range<UInt64>)
    func words(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<100 {
            let count = Int.random(in: 0..<20, using: &random)
            let words = (0..<count).compactMap { _ in Self.words.randomElement(using: &random) }
            try check(words.joined(separator: Bool.random(using: &random) ? " " : ""))
        }
    }

    @Test("what is printed is read as it was", arguments: 0..<20 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let atoms =
            [
                .atom(name: "frr", argument: nil, position: 0), .atom(name: "epci", argument: "200000002", position: 0),
                .list(["48095", "2A004"]), .list([String]()),
                .atom(name: "pact", argument: "a:b", position: 0),
            ] as [SetExpression]
        for _ in 0..<50 {
            let expression = SetExpression.random(of: atoms, depth: 5, using: &random)
            let text = expression.printed
            guard text.components(separatedBy: "within").count <= 5 else {
                #expect(throws: ExpressionError.self) { try SetExpression(text) }
                continue
            }
            #expect(try SetExpression(text).unplaced == expression, "\(text)")
        }
    }

    @Test(
        "what looks like SQL is refused, or is a name of nothing, and the file stays as it is",
        arguments: [
            "frr'; DROP TABLE commune; --", "frr' OR '1'='1", "SELECT", "commune:1'--", "{'--}", "zoning",
            "sqlite_master",
            "epci:200000002'--", "eligible:cantine'--", "frr:in'or'1", "all UNION SELECT * FROM commune", "frr\"",
            "frr`",
        ])
    func injection(text: String) throws {
        let fixture = try FixtureDatabase()
        let before = try [UInt8](contentsOfFile: fixture.path)
        #expect(throws: (any Error).self) { try fixture.database.query(text) }
        #expect(throws: (any Error).self) { try fixture.database.coverage(of: text, over: "all") }
        #expect(throws: (any Error).self) {
            try fixture.database.nearest(text, to: .territory(fixture.database.territory("20005")))
        }
        #expect(try fixture.database.query("all").set.communes == 17)
        #expect(try [UInt8](contentsOfFile: fixture.path) == before)
    }
}
