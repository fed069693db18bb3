import TerritoryTestSupport
import Testing
internal import TerritoryFormats
@testable import TerritoryBuild
@testable import TerritoryGeometry
@testable import TerritoryKit

@Suite("Aggregation")
struct AggregationTests {
    private func members(_ seed: Int, count: Int = 40) -> [AggregationMember] {
        var random = SplitMix64(seed: UInt64(seed))
        return (0..<count).map { _ in
            let statuses: [ValueStatus] = [.suppressed, .missing, .notApplicable]
            let value = { (random: inout SplitMix64) -> IndicatorValue in
                let draw = Int.random(in: 0..<8, using: &random)
                return draw < 3
                    ? IndicatorValue(absent: statuses[draw])
                    : IndicatorValue(Double(Int.random(in: 0...500, using: &random)))
            }
            return AggregationMember(
                value: value(&random), weight: IndicatorValue(Double(Int.random(in: 1...9, using: &random))))
        }
    }

    @Test("a ratio of the whole is that of the summed parts, never a mean of ratios", arguments: 0..<20)
    func ratio(seed: Int) throws {
        let all = members(seed)
        let observed = all.filter { $0.value.status == .observed }
        let expected =
            100 * observed.compactMap(\.value.value).reduce(0, +)
            / observed.compactMap { $0.weight?.value }.reduce(0, +)
        let whole = Aggregate(all, by: AggregationRule(.ratio, scale: 100))
        #expect(abs(try #require(whole.value) - expected) < 1e-9)
    }

    @Test("sums over a partition add up to the sum over the whole", arguments: 0..<20)
    func partition(seed: Int) {
        let all = members(seed)
        let cut = seed % all.count
        let parts = [all[..<cut], all[cut...]].map { Aggregate(Array($0), by: AggregationRule(.sum)) }
        let whole = Aggregate(all, by: AggregationRule(.sum))
        #expect(parts.compactMap(\.value).reduce(0, +) == whole.value ?? 0)
        #expect(parts.map(\.suppressed).reduce(0, +) == whole.suppressed)
    }

    @Test("a suppressed value changes nothing in the whole but its count", arguments: 0..<20)
    func secrecy(seed: Int) {
        let all = members(seed)
        let hidden = all + [AggregationMember(value: IndicatorValue(absent: .suppressed), weight: IndicatorValue(5))]
        for kind in [AggregationRule.Kind.sum, .weightedMean, .ratio] {
            let (before, after) = (Aggregate(all, by: .init(kind)), Aggregate(hidden, by: .init(kind)))
            #expect(before.value == after.value && after.suppressed == before.suppressed + 1 && !after.isComplete)
        }
    }

    @Test("what does not follow from its parts is refused, but for a single territory")
    func notAdditive() {
        let one = AggregationMember(value: IndicatorValue(21_000))
        #expect(Aggregate([one], by: AggregationRule(.notAdditive)).value == 21_000)
        let two = Aggregate([one, one], by: AggregationRule(.notAdditive))
        #expect(two.value == nil && two.refusal != nil)
    }

    @Test("no member, and nothing but secrets, are refusals with a reason")
    func empty() {
        #expect(Aggregate([], by: AggregationRule(.sum)).refusal != nil)
        let secret = AggregationMember(value: IndicatorValue(absent: .suppressed))
        let aggregate = Aggregate([secret], by: AggregationRule(.sum))
        #expect(aggregate.value == nil && aggregate.refusal?.en.contains("secrecy") == true)
    }
}

@Suite("Indicators of the committed data")
struct DefaultIndicatorTests {
    @Test(
        "population adds up to the published totals at every level",
        arguments: [TerritoryKind.departement, .arrondissement])
    func population(level: TerritoryKind) throws {
        let answer = try DefaultDatabase.open().aggregate("population", over: .level(level, within: nil))
        #expect(answer.rows.compactMap(\.aggregate.value).reduce(0, +) == 6_124_653)
        #expect(answer.rows.allSatisfy { $0.aggregate.isComplete })
    }

    @Test("the DGCL’s populations of the members add up to those it publishes of its EPCIs")
    func declared() throws {
        let package = try DataPackage(directory: Repository.root)
        let members = package.rows(Tables.epciMember).reduce(into: [String: Int]()) {
            $0[$1.values[0], default: 0] += Int($1.values[2]) ?? 0
        }
        for row in package.rows(Tables.epci) { #expect(members[row.values[0]] == Int(row.values[5]), "\(row.values)") }
    }

    @Test("a ratio is rebuilt from its numerator and its denominator")
    func ratio() throws {
        let database = try DefaultDatabase.open()
        let value = { (code: String) throws -> Double in
            let answer = try database.aggregate(code, over: .level(.region, within: nil))
            return try #require(answer.rows[0].aggregate.value)
        }
        let expected = try 10_000 * value("france_services") / value("population")
        #expect(abs(try value("france_services_10000") - expected) < 1e-12)
    }

    @Test("a QPV that lies in three communes is not split between them")
    func straddling() throws {
        let answer = try DefaultDatabase.open().aggregate(
            "qpv_population", over: .communes([CommuneCode(unchecked: "30132")]))
        #expect(answer.rows[0].straddlingQPVs.map(\.code) == ["QN03016M"])
        #expect(answer.rows[0].aggregate.value == nil)
        let whole = try DefaultDatabase.open().aggregate(
            "qpv_population", over: .communes(["30051", "30132", "30307"].map(CommuneCode.init(unchecked:))))
        #expect(whole.rows[0].aggregate.value == 4100)
    }

    @Test("what is known by commune is not said of a QPV, which is a part of one")
    func partOfACommune() throws {
        let database = try DefaultDatabase.open()
        let answer = try database.aggregate("taux_pauvrete", over: .level(.qpv, within: database.territory("48")))
        #expect(answer.rows.map(\.territory.code) == ["QN04801N"])
        #expect(answer.rows[0].aggregate.value == nil && answer.rows[0].aggregate.refusal != nil)
        let sheet = try database.pactSheet(of: database.territory("QN04801N"))
        #expect(sheet.indicators.filter { $0.row.aggregate.value != nil }.allSatisfy { $0.indicator.level == .qpv })
    }

    @Test("a median over several communes is refused")
    func median() throws {
        let answer = try DefaultDatabase.open().aggregate("revenu_median", over: .level(.region, within: nil))
        #expect(answer.rows[0].aggregate.value == nil && answer.rows[0].aggregate.refusal != nil)
    }
}
