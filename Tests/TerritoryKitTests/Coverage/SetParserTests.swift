import Testing
internal import TerritoryFormats
@testable import TerritoryKit

@Suite("Expressions are read")
struct SetParserTests {
    private static func atom(_ name: String, _ argument: String? = nil) -> SetExpression {
        .atom(name: name, argument: argument, position: 0)
    }
    private static let (frr, qpv, rural) = (atom("frr"), atom("qpv"), atom("rural"))

    @Test(
        "every form of a set",
        arguments: [
            ("frr", frr), ("FRR", frr), ("frr:frr_plus", atom("frr", "frr_plus")),
            ("epci:200067940", atom("epci", "200067940")),
            ("commune:2a004", atom("commune", "2a004")), ("contract:cls-48", atom("contract", "cls-48")),
            ("pact:l’élan:1", atom("pact", "l’élan:1")), ("(frr)", frr), ("((frr))", frr),
            ("{}", .list([String]())), ("{48095}", .list(["48095"])),
            ("{48095, 48061,2A004 and}", .list(["48095", "48061", "2A004", "and"])),
            ("not frr", .not(frr)), ("touching frr", .touching(frr)),
            ("not touching not frr", .not(.touching(.not(frr)))),
            ("within 20km of frr", .within(meters: 20_000, frr)), ("within 1.5 km of frr", .within(meters: 1_500, frr)),
            ("within 500m of frr", .within(meters: 500, frr)), ("within 0 m of frr", .within(meters: 0, frr)),
            ("within 200km of not frr", .within(meters: 200_000, .not(frr))),
            ("frr and qpv", .and(frr, qpv)), ("frr or qpv", .or(frr, qpv)), ("frr minus qpv", .minus(frr, qpv)),
            ("  frr\n\tand ,, qpv  ", .and(frr, qpv)),
        ] as [(String, SetExpression)])
    func forms(text: String, expected: SetExpression) throws {
        #expect(try SetExpression(text).unplaced == expected)
    }

    @Test(
        "“and” and “minus” bind tighter than “or”, from left to right; “not” binds tightest",
        arguments: [
            ("frr or qpv and rural", .or(frr, .and(qpv, rural))), ("frr and qpv or rural", .or(.and(frr, qpv), rural)),
            ("frr minus qpv minus rural", .minus(.minus(frr, qpv), rural)),
            ("frr minus qpv and rural", .and(.minus(frr, qpv), rural)),
            ("frr and qpv minus rural", .minus(.and(frr, qpv), rural)),
            ("frr or qpv or rural", .or(.or(frr, qpv), rural)), ("not frr and qpv", .and(.not(frr), qpv)),
            ("touching frr or qpv", .or(.touching(frr), qpv)),
            ("within 1km of frr minus qpv", .minus(.within(meters: 1_000, frr), qpv)),
            ("frr minus (qpv minus rural)", .minus(frr, .minus(qpv, rural))),
            ("not (frr or qpv)", .not(.or(frr, qpv))),
        ] as [(String, SetExpression)])
    func precedence(text: String, expected: SetExpression) throws {
        #expect(try SetExpression(text).unplaced == expected)
    }

    @Test(
        "a query has a subject and a relation, or neither",
        arguments: [
            ("frr", .territory(.commune), .in, frr), ("communes frr", .territory(.commune), .in, frr),
            ("communes in frr", .territory(.commune), .in, frr),
            ("communes covering frr", .territory(.commune), .covering, frr),
            ("epcis covering qpv", .territory(.epci), .covering, qpv),
            ("arrondissements in frr", .territory(.arrondissement), .in, frr),
            ("departements in frr", .territory(.departement), .in, frr),
            ("regions covering frr", .territory(.region), .covering, frr), ("qpvs in frr", .territory(.qpv), .in, frr),
            ("pacts covering rural", .pact, .covering, rural), ("contracts in not frr", .contract, .in, .not(frr)),
            ("contracts", .contract, .covering, atom("all")),
            ("communes", .territory(.commune), .covering, atom("all")),
            ("contracts and frr", .territory(.commune), .in, .and(atom("contracts"), frr)),
            ("pacts minus frr", .territory(.commune), .in, .minus(atom("pacts"), frr)),
            ("(contracts)", .territory(.commune), .in, atom("contracts")),
        ] as [(String, TerritoryQuery.Subject, TerritoryQuery.Relation, SetExpression)])
    func queries(
        text: String, subject: TerritoryQuery.Subject, relation: TerritoryQuery.Relation, set: SetExpression
    ) throws {
        let query = try TerritoryQuery(text)
        #expect(query.subject == subject && query.relation == relation && query.set.unplaced == set)
    }

    @Test("names and codes know their places")
    func positions() throws {
        let expected = SetExpression.and(
            .atom(name: "frr", argument: nil, position: 2), .list([SetExpression.Code(text: "48095", position: 11)]))
        #expect(try SetExpression("  frr and {48095}") == expected)
    }

    @Test(
        "an error tells its place and what was expected",
        arguments: [
            ("", 0, "end found, expected: commune:48095, epci:200067940, departement:48, frr, qpv, all, "),
            ("   ", 3, "end found, expected: commune:48095"), ("and frr", 0, "“and” found, expected: commune:48095"),
            ("frr and", 7, "end found, expected: commune:48095"), ("frr or or qpv", 7, "“or” found"),
            ("frr qpv", 4, "“qpv” found, expected: and, or, minus"), ("frr not qpv", 4, "“not” found, expected: and"),
            ("(frr", 4, "end found, expected: ), and, or, minus"), ("(frr}", 4, "“}” found, expected: ), and"),
            ("frr)", 3, "“)” found, expected: and, or, minus"), ("frr (qpv)", 4, "“(” found, expected: and, or, minus"),
            ("()", 1, "“)” found, expected: commune:48095"), ("{48095", 6, "end found, expected: }, 48095"),
            ("{48095 (", 7, "“(” found, expected: }"), ("{48095 {", 7, "“{” found, expected: }"),
            ("frr}", 3, "“}” found"), ("within of frr", 7, "“of” found, expected: 20km, 500m"),
            ("within", 6, "end found, expected: 20km, 500m"), ("within 1.2.3km of frr", 7, "expected: 20km, 500m"),
            ("within -5km of frr", 7, "“-5km” found, expected: 20km"),
            ("within 20 frr", 10, "“frr” found, expected: km, m"),
            ("within 20", 9, "end found, expected: km, m"), ("within 20km frr", 12, "“frr” found, expected: of"),
            ("within 20km of", 14, "end found, expected: commune"), ("within 5mi of frr", 7, "a distance in m or km"),
            ("within 201km of frr", 7, "of 200 km at most"), ("within 200.1 km of frr", 7, "of 200 km at most"),
            ("within 200001 m of frr", 7, "of 200 km at most"),
            ("contracts frr", 10, "“frr” found, expected: in, covering"),
            ("epcis and frr", 6, "“and” found, expected: in, covering"), ("epcis in", 8, "end found"),
            ("frr; qpv", 3, "“;” has no meaning here"), ("frr = 1", 4, "“=” has no meaning here"),
            ("frr\u{1B}[31m and", 3, "“U+001B” has no meaning here"), ("👩 frr", 0, "“👩” has no meaning here"),
        ] as [(String, Int, String)])
    func errors(text: String, position: Int, expected: String) throws {
        let error = try #require(throws: ExpressionError.self) { try TerritoryQuery(text) }
        #expect(error.position == position, "\(error)")
        #expect(error.sentence(in: .english).hasPrefix("character \(position + 1): "))
        #expect(error.sentence(in: .english).contains(expected), "\(error)")
        #expect(error.sentence(in: .french).hasPrefix("caractère \(position + 1)\u{202F}: "))
    }

    @Test("the mark stands under the place, also in a long expression", arguments: [0, 10, 60, 500])
    func excerpt(length: Int) throws {
        let text = String(repeating: "é", count: length) + " ; frr and qpv and frr and qpv and frr and qpv and frr"
        let error = try #require(throws: ExpressionError.self) { try SetExpression(text) }
        let lines = error.excerpt.split(separator: "\n").map(Array.init)
        #expect(lines.count == 2 && lines.allSatisfy { $0.count <= 80 })
        #expect(lines[1].last == "^" && lines[0][lines[1].count - 1] == ";")
    }

    @Test("4,096 characters, 64 levels and 256 terms are read, and no more")
    func limits() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: "(", count: levels) + "frr" + String(repeating: ")", count: levels)
        }
        func long(_ terms: Int) -> String { Array(repeating: "frr", count: terms).joined(separator: " or ") }
        func negated(_ times: Int) -> String { String(repeating: "not ", count: times) + "frr" }
        func padded(_ length: Int) -> String { "frr" + String(repeating: " ", count: length - 3) }
        for text in [nested(63), negated(63), long(256), padded(4_096)] { _ = try SetExpression(text) }
        for text in [nested(64), negated(64), long(257), nested(2_000)] {
            let error = try #require(throws: ExpressionError.self) { try SetExpression(text) }
            #expect("\(error)".contains("64 levels and 256 terms at most"))
        }
        let error = try #require(throws: ExpressionError.self) { try SetExpression(padded(4_097)) }
        #expect(error.position == 4_096 && "\(error)".contains("4096 characters at most"))
    }

    @Test("keywords may be in capitals")
    func capitals() throws {
        #expect(
            try SetExpression("NOT frr OR qpv")
                == .or(
                    .not(.atom(name: "frr", argument: nil, position: 4)),
                    .atom(name: "qpv", argument: nil, position: 11)))
        #expect(try TerritoryQuery("Contracts Covering FRR").subject == .contract)
        #expect(try SetExpression("Within 5KM Of frr").unplaced == .within(meters: 5_000, Self.frr))
    }

    @Test("four distances are read, and the fifth is where the error is, nested or side by side")
    func distances() throws {
        func nested(_ count: Int) -> String { String(repeating: "within 200km of ", count: count) + "frr" }
        func beside(_ count: Int) -> String {
            Array(repeating: "within 200km of frr", count: count).joined(separator: " or ")
        }
        for text in [nested(4), beside(4)] { _ = try SetExpression(text) }
        for (text, place) in [(nested(10), 4 * 16), (beside(10), 4 * 23)] {
            let error = try #require(throws: ExpressionError.self) { try SetExpression(text) }
            #expect(error.position == place && error.problem.en.contains("at most"))
        }
    }

    @Test("canonical is canonical at once")
    func canonical() throws {
        let expression = try SetExpression("not (not frr and not frr)")
        #expect(expression.canonical == Self.frr && expression.canonical.canonical == Self.frr)
    }
}
