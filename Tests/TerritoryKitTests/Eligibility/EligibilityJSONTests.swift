import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryKit

@Suite("Eligibility as JSON")
struct EligibilityJSONTests {
    @Test("a report is read back as it was", arguments: 0..<20)
    func report(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let world = RandomWorld(using: &random)
        var programme = try Programme.sample
        programme.versions = [try RuleVersion.random(using: &random)]
        programme.cautions = [RandomWorld.label("Caution")]
        let known = world.knowledge(using: &random)
        let eligibility = Eligibility(programme, world.facts(knowing: known))
        for subject in world.subjects {
            let report = try eligibility.report(
                "sample", for: world.subject(subject, knowing: known), on: RandomWorld.date,
                today: RandomWorld.date)
            let bytes = try TerritoryJSON.bytes(of: report)
            #expect(try TerritoryJSON.answer(EligibilityReport.self, from: bytes) == report)
            let again = try TerritoryJSON.answer(EligibilityReport.self, from: bytes)
            #expect(try TerritoryJSON.bytes(of: again) == bytes)
        }
    }

    @Test("the verdict and the way follow from the proof that the report holds", arguments: 0..<40)
    func verdict(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let world = RandomWorld(using: &random)
        var programme = try Programme.sample
        programme.versions = [try RuleVersion.random(using: &random)]
        let known = world.knowledge(using: &random)
        let eligibility = Eligibility(programme, world.facts(knowing: known))
        for code in world.communes where known.contains(.commune(code)) {
            let report = try eligibility.report(
                "sample", for: .commune(code), on: RandomWorld.date, today: RandomWorld.date)
            let own = try #require(report.finding).outcome
            let epci = report.grouping?.finding.outcome
            let ways = [own, epci, report.unlisted == nil ? nil : .unknown].compactMap { $0 }
            #expect(
                report.verdict
                    == (ways.contains(.met) ? .eligible : ways.contains(.unknown) ? .undetermined : .notEligible))
            let way: [Finding.Outcome: EligibilityReport.Way] = [
                .met: .inOwnName, .notMet: .onlyThroughGrouping, .unknown: .throughGrouping,
            ]
            #expect(report.way == (report.verdict == .eligible ? way[own] : nil))
        }
    }

    @Test("a list is read back as it was, and agrees with the reports", arguments: [false, true], 0..<10)
    func list(explains: Bool, seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let world = RandomWorld(using: &random)
        var programme = try Programme.sample
        programme.versions = [try RuleVersion.random(using: &random)]
        let eligibility = Eligibility(programme, world.facts(knowing: world.knowledge(using: &random)))
        let list = try eligibility.list(
            "sample", of: world.communes.map(CommuneCode.init(unchecked:)), on: RandomWorld.date,
            today: RandomWorld.date, explains: explains)
        let bytes = try TerritoryJSON.bytes(of: list)
        #expect(try TerritoryJSON.answer(EligibilityList.self, from: bytes) == list)
        #expect(list.total.communes == list.total.eligible + list.total.notEligible + list.total.undetermined)
        for row in list.rows {
            let report = try eligibility.report(
                "sample", for: .commune(row.code), on: RandomWorld.date, today: RandomWorld.date)
            #expect(row.verdict == report.verdict && row.way == report.way && (row.reasons != nil) == explains)
        }
    }

    @Test("a programme is read back as it was", arguments: 0..<40)
    func programme(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var programme = try Programme.sample
        programme.versions = [try RuleVersion.random(using: &random)]
        let bytes = try TerritoryJSON.bytes(of: programme)
        #expect(try TerritoryJSON.answer(Programme.self, from: bytes) == programme)
    }
}
