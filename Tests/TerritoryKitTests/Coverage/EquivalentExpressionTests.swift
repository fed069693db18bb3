import TerritoryKit
import TerritoryTestSupport
import Testing

/// An answer hangs on what an expression means, and not on how it is written.
@Suite("Expressions that mean the same")
struct EquivalentExpressionTests {
    /// Other ways to write a set.
    private func variants(of set: String) -> [String] {
        let inner = set.replacing("epci:", with: "metropole:")
        return ["(\(set))", "((\(set)))", "(\(set)) or (\(set))", "(\(set)) and (\(set))", "(\(inner))"]
    }

    /// What a coverage says, without how it was asked.
    private func coverage(_ database: TerritoryDatabase, of subjects: String, over: String) throws -> CoverageAnswer {
        var answer = try database.coverage(of: subjects, over: over)
        (answer.subjects, answer.over) = ("", "")
        return answer
    }

    private func query(_ database: TerritoryDatabase, _ text: String) throws -> QueryAnswer {
        var answer = try database.query(text)
        answer.query = ""
        return answer
    }

    private func check(_ database: TerritoryDatabase, _ set: String) throws {
        let contracts = try coverage(database, of: "contracts", over: set)
        let communes = try query(database, "communes in (\(set))")
        let pacts = try query(database, "contracts covering (\(set))")
        let eligible = try query(database, "eligible:cantine and (\(set))")
        for variant in variants(of: set) {
            #expect(try coverage(database, of: "contracts", over: variant) == contracts, "\(set) and \(variant)")
            #expect(try query(database, "communes in \(variant)") == communes, "\(set) and \(variant)")
            #expect(try query(database, "contracts covering \(variant)") == pacts, "\(set) and \(variant)")
            #expect(
                try query(database, "eligible:cantine and (\(variant))") == eligible, "\(set) and \(variant)")
        }
    }

    @Test("answer the same, at random", arguments: 0..<3 as Range<UInt64>)
    func random(seed: UInt64) throws {
        let database = try DefaultDatabase.open()
        let names = [
            "rural", "qpv", "frr", "zrr", "montagne", "pacts", "contracts", "epci:243400017", "departement:48",
        ]
        let atoms = names.map { text -> SetExpression in
            let parts = text.split(separator: ":").map(String.init)
            return .atom(name: parts[0], argument: parts.count > 1 ? parts[1] : nil, position: 0)
        }
        var random = SplitMix64(seed: seed)
        for _ in 0..<4 {
            let set = SetExpression.random(of: atoms, depth: 2, hasDistances: false, using: &random)
            try check(database, set.printed)
        }
    }

    @Test("answer the same where a name alone has more to say", arguments: ["rural", "qpv", "epci:243400017", "frr"])
    func names(set: String) throws {
        let database = try DefaultDatabase.open()
        try check(database, set)
        for variant in variants(of: "epci:243400017") {
            let plain = try coverage(database, of: "epci:243400017", over: set)
            #expect(try coverage(database, of: variant, over: set) == plain, "\(variant)")
            #expect(plain.definitions.isEmpty == (set != "rural") && (plain.qpvs == nil) == (set != "qpv"))
        }
    }
}
