import TerritoryTestSupport
import Testing
@testable import TerritoryKit

@Suite("Expressions obey the laws of sets")
struct ExpressionLawTests {
    /// The communes in a set and those that may be, by code.
    private func evaluate(_ expression: SetExpression, _ database: TerritoryDatabase) throws -> KnownSet {
        try database.communes(of: expression.printed)
    }

    /// Compares random expressions with what ``NaiveSets`` says of each commune.
    private func compare(
        _ database: TerritoryDatabase, _ naive: NaiveSets, seed: UInt64, count: Int, hasDistances: Bool
    ) throws {
        var random = SplitMix64(seed: seed)
        let table = try database.communeTable()
        let atoms = naive.atoms + [.list(Array(naive.codes.prefix(3))), .list([String]())]
        for _ in 0..<count {
            let expression = SetExpression.random(of: atoms, depth: 3, hasDistances: hasDistances, using: &random)
            let set = try evaluate(expression, database)
            let truth = naive.truth(expression)
            let certain = naive.codes.filter { truth[$0] == true }
            let unknown = naive.codes.filter { truth[$0] == nil }
            #expect(set.certain.indices.map { table.codes[$0] } == certain, "\(expression.printed)")
            #expect(set.unknown.indices.map { table.codes[$0] } == unknown, "\(expression.printed)")
        }
    }

    @Test("and say of each commune of the fixture what logic says", arguments: 0..<10 as Range<UInt64>)
    func fixture(seed: UInt64) throws {
        let fixture = try FixtureDatabase()
        try compare(fixture.database, NaiveSets(fixture.database), seed: seed, count: 40, hasDistances: true)
    }

    private static let real = Result { try NaiveSets(DefaultDatabase.open()) }

    @Test("and of each commune of the real data", arguments: 0..<2 as Range<UInt64>)
    func real(seed: UInt64) throws {
        try compare(DefaultDatabase.open(), Self.real.get(), seed: seed, count: 10, hasDistances: false)
    }

    /// Checks the laws on random expressions, through what a person can write.
    private func checkLaws(_ database: TerritoryDatabase, _ atoms: [SetExpression], seed: UInt64, count: Int) throws {
        var random = SplitMix64(seed: seed)
        let table = try database.communeTable()
        let all = table.totals(of: .all(size: table.size))
        for _ in 0..<count {
            let a = SetExpression.random(of: atoms, depth: 2, hasDistances: false, using: &random)
            let b = SetExpression.random(of: atoms, depth: 2, hasDistances: false, using: &random)
            func set(_ expression: SetExpression) throws -> KnownSet { try evaluate(expression, database) }
            #expect(try set(.and(a, b)) == set(a) & set(b) && set(.or(a, b)) == set(a) | set(b))
            #expect(try set(.minus(a, b)) == set(.and(a, .not(b))))
            #expect(try set(.and(a, a)) == set(a) && set(.or(a, a)) == set(a) && set(.not(.not(a))) == set(a))
            #expect(try set(.not(.and(a, b))) == set(.or(.not(a), .not(b))))
            #expect(try set(.not(.or(a, b))) == set(.and(.not(a), .not(b))))
            #expect(try set(.and(a, b)) == set(.and(b, a)) && set(.or(a, b)) == set(.or(b, a)))
            // What is unknown of a set is unknown of its complement.
            let (one, other) = (try set(a), try set(.not(a)))
            #expect(one.unknown == other.unknown)
            let parts = [one.certain, other.certain, one.unknown].map { table.totals(of: $0) }
            try expectSum(parts, is: all)
            let (x, y) = (one.certain, try set(b).certain)
            try expectSum([x | y, x & y].map { table.totals(of: $0) }, is: sum([x, y].map { table.totals(of: $0) }))
        }
    }

    /// Measures added; what one does not know is not known of the sum.
    private func sum(_ parts: [CommuneTotals]) -> CommuneTotals {
        parts.reduce(CommuneTotals(communes: 0, municipalPopulation: 0, areaInSquareKilometers: 0)) { sum, part in
            CommuneTotals(
                communes: sum.communes + part.communes,
                municipalPopulation: sum.municipalPopulation.flatMap { sum in
                    part.municipalPopulation.map { sum + $0 }
                },
                areaInSquareKilometers: sum.areaInSquareKilometers.flatMap { sum in
                    part.areaInSquareKilometers.map { sum + $0 }
                })
        }
    }

    private func expectSum(_ parts: [CommuneTotals], is whole: CommuneTotals) throws {
        let sum = sum(parts)
        #expect(sum.communes == whole.communes && sum.municipalPopulation == whole.municipalPopulation)
        let (ours, theirs) = (
            try #require(sum.areaInSquareKilometers), try #require(whole.areaInSquareKilometers)
        )
        // Each measure is rounded to a square metre.
        #expect(abs(ours - theirs) <= max(1e-9 * theirs, 2e-6))
    }

    @Test("on the fixture", arguments: 0..<5 as Range<UInt64>)
    func fixtureLaws(seed: UInt64) throws {
        let fixture = try FixtureDatabase()
        try checkLaws(fixture.database, NaiveSets(fixture.database).atoms, seed: seed, count: 20)
    }

    @Test("and on the real data", arguments: 0..<2 as Range<UInt64>)
    func realLaws(seed: UInt64) throws {
        try checkLaws(DefaultDatabase.open(), Self.real.get().atoms, seed: seed, count: 6)
    }

    @Test("what touches a set that is known in part holds whatever the unknown communes are")
    func completions() throws {
        let fixture = try FixtureDatabase()
        let (database, table) = (fixture.database, try fixture.database.communeTable())
        // 99001 lies beyond the région: whether it holds a QPV is unknown, and it has neighbours.
        let qpv = try evaluate(.atom(name: "qpv", argument: nil, position: 0), database)
        #expect(qpv.unknown == table.set(["99001"]))
        let answer = try evaluate(.touching(.atom(name: "qpv", argument: nil, position: 0)), database)
        let without = try database.communes(touching: qpv.certain, table) - qpv.certain
        let with = try database.communes(touching: qpv.possible, table) - qpv.possible
        #expect(answer.certain == without & with)
        #expect(answer.possible == without | with)
    }
}
