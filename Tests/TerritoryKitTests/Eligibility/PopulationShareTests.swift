import Foundation
import TerritoryTestSupport
import Testing
@testable import TerritoryKit

@Suite("Shares of inhabitants are compared exactly")
struct PopulationShareTests {
    /// Decimal holds 38 digits: more than the product of two whole numbers of 63 bits has.
    private func reaches(_ part: Int, of total: Int, _ threshold: Fraction) -> Bool {
        Decimal(part) * Decimal(threshold.denominator) >= Decimal(threshold.numerator) * Decimal(total)
    }

    @Test(
        "the outcome and the margin are those of whole numbers, however large", arguments: [10, 1_000, 1 << 40, .max])
    func exact(largest: Int) throws {
        var random = SplitMix64(seed: UInt64(largest))
        for _ in 0..<2_000 {
            let total = Int.random(in: 1...largest, using: &random)
            let denominator = Int.random(in: 1...largest, using: &random)
            let threshold = Fraction(Int.random(in: 1...denominator, using: &random), denominator)
            let isNear = Bool.random(using: &random)
            let near = Int((Double(total) * threshold.approximation).rounded(.down).nextDown)  // never above the total
            let met = isNear ? min(max(near, 0), total) : Int.random(in: 0...total, using: &random)
            let unknown = Bool.random(using: &random) ? 0 : Int.random(in: 0...(total - met), using: &random)
            let share = PopulationShare(met: met, unknown: unknown, total: total, unknownMembers: [])
            let (low, high) = (reaches(met, of: total, threshold), reaches(met + unknown, of: total, threshold))
            #expect(share.outcome(atLeast: threshold) == (low ? .met : high ? .unknown : .notMet))
            guard let margin = share.margin(to: threshold) else {
                #expect(low != high)
                continue
            }
            // So many inhabitants less just reach the threshold, or so many more; one fewer does not.
            let fewest = (low ? met : met + unknown) - margin
            #expect(reaches(fewest, of: total, threshold) && !reaches(fewest - 1, of: total, threshold))
            #expect((margin >= 0) == low)
        }
    }

    @Test("two thirds are met exactly at two thirds, and not with one inhabitant less", arguments: 1...400)
    func twoThirds(third: Int) {
        func outcome(_ met: Int) -> Finding.Outcome {
            PopulationShare(met: met, unknown: 0, total: 3 * third, unknownMembers: []).outcome(
                atLeast: Fraction(2, 3))
        }
        #expect(outcome(2 * third) == .met && outcome(2 * third - 1) == .notMet)
    }

    /// Six communes, of which four qualify; the sum of their shares as decimals falls short of two thirds.
    @Test(
        "a grouping at exactly two thirds qualifies, where the sum of decimal shares does not",
        arguments: [[33, 60, 28, 33], [36, 1, 13, 34], [46, 7, 14, 17], [51, 19, 27, 17]])
    func decimalSum(qualified: [Int]) throws {
        let rest = qualified.reduce(0, +) / 2
        #expect(qualified.reduce(0, +) == 2 * rest)
        let total = 3 * rest
        let decimal = qualified.reduce(0.0) { $0 + Double($1) / Double(total) }
        #expect(decimal < 2.0 / 3.0, "decimals do no harm here")
        #expect(try verdict(qualified: qualified, others: [rest]) == .eligible)
        #expect(try verdict(qualified: qualified, others: [rest, 1]) == .notEligible)
        #expect(try verdict(qualified: [qualified[0] + 1] + qualified.dropFirst(), others: [rest]) == .eligible)
        #expect(try verdict(qualified: [qualified[0] - 1] + qualified.dropFirst(), others: [rest + 1]) == .notEligible)
    }

    @Test("one inhabitant less is a no, where a decimal quotient still says two thirds")
    func decimalQuotient() throws {
        let third = 1_000_000_000_000_000_000
        #expect(Double(2 * third - 1) / Double(3 * third) >= 2.0 / 3.0, "decimals do no harm here")
        #expect(try verdict(qualified: [2 * third], others: [third]) == .eligible)
        #expect(try verdict(qualified: [2 * third - 1], others: [third, 1]) == .notEligible)
    }

    private func verdict(qualified: [Int], others: [Int]) throws -> Verdict {
        var facts = EligibilityFacts()
        var populations: [String: Int] = [:]
        for (place, population) in (qualified + others).enumerated() {
            facts.communes["C\(place)"] = EligibilityFacts.Commune(
                name: "C\(place)", departement: "09", region: "76", epci: nil, areQPVsKnown: true)
            populations["C\(place)"] = population
        }
        facts.populations = RandomWorld.list(populations)
        let isQualified = Criterion(
            .memberOf(MembershipCondition(kind: .commune, codes: qualified.indices.map { "C\($0)" })))
        var programme = try Programme.sample
        programme.versions[0].subjects["grouping"] = Criterion(
            .populationShare(PopulationShareCondition(atLeast: Fraction(2, 3), satisfying: isQualified)))
        return try Eligibility(programme, facts).report(
            "sample", for: .grouping(facts.communes.keys.sorted()), on: RandomWorld.date, today: RandomWorld.date
        ).verdict
    }

    @Test("the bounds enclose the share of one who knows everything", arguments: 0..<80)
    func bounds(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let world = RandomWorld(using: &random)
        var known = world.knowledge(using: &random)
        for code in world.communes { known.formUnion([.commune(code), .population(code), .populationYear]) }
        let satisfying = Criterion.random(depth: 1, using: &random)
        let condition = PopulationShareCondition(atLeast: Fraction(2, 3), satisfying: satisfying)
        func bounds(_ facts: EligibilityFacts) -> [Fraction]? {
            let value = RuleEvaluation(facts: facts, date: RandomWorld.date)
                .populationShare(condition, of: .grouping(world.communes)).value
            let bounds = value?.split(separator: "…").compactMap { Fraction(String($0)) }
            return bounds.map { [$0[0], $0[$0.count - 1]] }
        }
        let total = world.truth.population(of: world.communes, by: world.truth.populations[0].fact) ?? 0
        guard let part = bounds(world.facts(knowing: known)), let whole = bounds(world.truth) else {
            #expect(total == 0)
            return
        }
        #expect(part.allSatisfy { $0.denominator == total })
        #expect(whole[0] >= part[0] && part[1] >= whole[1] && whole[1] >= whole[0])
    }

    @Test("a fraction is read in one form only", arguments: ["2", "2/0", "-2/3", "2/-3", "2/3/4", "0.5/1", "", "/"])
    func notAFraction(text: String) { #expect(Fraction(text) == nil) }
}
