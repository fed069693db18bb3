import Foundation
import GRDB
import TerritoryTestSupport
import Testing
internal import TerritoryFormats
@testable import TerritoryBuild
@testable import TerritoryGeometry
@testable import TerritoryKit

/// What the tests compute for themselves from the tables of the committed package, without the library.
private struct PlainTables {
    var epciOf: [String: String] = [:]
    var membersOf: [String: [String]] = [:]
    var populationOf: [String: Int] = [:]
    var competencesOf: [String: Set<String>] = [:]
    var perequation: [String: String] = [:]

    init() throws {
        for row in try Self.rows("epci_members") { membersOf[row[0], default: []].append(row[1]) }
        for (epci, members) in membersOf { for member in members { epciOf[member] = epci } }
        for row in try Self.rows("populations") { populationOf[row[0]] = Int(row[1]) }
        for row in try Self.rows("epci_competences") { competencesOf[row[0], default: []].insert(row[1]) }
        for row in try Self.rows("zonings/dsr") where row[1] == "dsr_perequation" { perequation[row[0]] = row[2] }
    }

    static func rows(_ name: String) throws -> [[String]] {
        let text = try String(contentsOfFile: "\(Repository.root)/data/\(name).csv", encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    func population(_ communes: [String]) -> Int { communes.reduce(0) { $0 + (populationOf[$1] ?? 0) } }

    /// Inhabitants where the class is eligible, where it may be, and all: an unknown class is a no from 10,000 on.
    func shares(_ epci: String) -> (met: Int, perhaps: Int, total: Int) {
        let members = membersOf[epci] ?? []
        let met = members.filter { perequation[$0] == "eligible" }
        let perhaps = members.filter { perequation[$0] == nil && populationOf[$0] ?? 0 < 10_000 }
        return (population(met), population(perhaps), population(members))
    }
}

@Suite("Eligibility on the default data, against figures of our own")
struct DefaultEligibilityTests {
    private static let plain = Result { try PlainTables() }
    private static let everything = Result { try DefaultDatabase.open().eligibility() }

    private static let today = CivilDate(unchecked: 2026, 11, 22)
    private static let day = CivilDate(unchecked: 2024, 11, 15)
    private static let borderEPCIs = ["200035129", "200030435", "246401756", "200072106", "248200016", "248400251"]

    let eligibility: Eligibility
    let scope: [String]
    private let plain: PlainTables

    init() throws {
        eligibility = try Self.everything.get()
        plain = try Self.plain.get()
        scope = plain.perequation.keys.sorted()
    }

    private func report(
        _ programme: String, _ subject: EligibilitySubject, on date: CivilDate = day
    ) throws -> EligibilityReport {
        try eligibility.report(programme, for: subject, on: date, today: Self.today)
    }

    private func list(_ programme: String, on date: String) throws -> EligibilityList {
        try eligibility.list(
            programme, of: scope.map(CommuneCode.init(unchecked:)), on: try #require(CivilDate(date)),
            today: Self.today, explains: false)
    }

    @Test("the readings of the canteen count stand beside the published number")
    func readings() throws {
        let programme = try eligibility.programme("cantine")
        let comparison = try #require(
            eligibility.publishedComparison(programme, over: scope.map(CommuneCode.init(unchecked:))))
        #expect(comparison.readings.map(\.met) == [4_284, 1_548, 1_076, 689, 1_947, 802])
        #expect(comparison.readings.allSatisfy { $0.unknown == 0 })
        #expect(comparison.figure.value == 1_216 && comparison.on == Self.day)
    }

    @Test("from 10,000 inhabitants on, a commune gets a no in its own name, with its population as the proof")
    func large() throws {
        let large = scope.filter { plain.populationOf[$0] ?? 0 >= 10_000 }
        #expect(large.count > 60)
        for code in large {
            let own = try #require(try report("cantine", .commune(code)).finding)
            #expect(own.outcome == .notMet)
            let population = try #require(own.all.first { $0.kind == "population" }, "\(code)")
            #expect(population.value == plain.populationOf[code].map(String.init) && population.threshold == "10000")
            #expect(population.margin == plain.populationOf[code].map { String(10_000 - $0) })
            #expect(own.decisive.contains(population))
        }
    }

    @Test("54 EPCIs hold the school competence, and two thirds let 47 of them pass")
    func epcis() throws {
        let holders = plain.competencesOf.filter { $0.value.contains("4010") }.keys.sorted()
        #expect(holders.count == 54)
        let passing = holders.filter { epci in
            let share = plain.shares(epci)
            return 3 * share.met >= 2 * share.total
        }
        #expect(passing.count == 47)
        let undecided = holders.filter { epci in
            let share = plain.shares(epci)
            return 3 * share.met < 2 * share.total && 3 * (share.met + share.perhaps) >= 2 * share.total
        }
        #expect(undecided == ["200030435"])
        let all = plain.membersOf.keys.sorted()
        let eligible = try all.filter { try report("cantine", .epci($0)).verdict == .eligible }
        #expect(eligible == passing)
    }

    @Test("the share of an EPCI lies between two exact fractions", arguments: borderEPCIs + ["200066363", "244800405"])
    func bounds(epci: String) throws {
        let share = plain.shares(epci)
        let (low, high) = (Fraction(share.met, share.total), Fraction(share.met + share.perhaps, share.total))
        let finding = try #require(
            try report("cantine", .epci(epci)).finding?.all.first { $0.kind == "population_share" })
        #expect(finding.value == (share.perhaps == 0 ? "\(low)" : "\(low)…\(high)"))
        let twoThirds = Fraction(2, 3)
        #expect(finding.outcome == (low >= twoThirds ? .met : high >= twoThirds ? .unknown : .notMet))
        #expect(finding.threshold == "2/3")
        let isAcross = (plain.membersOf[epci] ?? []).contains { plain.perequation[$0] == nil }
        #expect(isAcross == Self.borderEPCIs.contains(epci))
    }

    @Test(
        "each day has its version of the canteen rule",
        arguments: [
            ("2020-01-01", "dsr_cible"), ("2021-03-31", "dsr_cible"), ("2021-04-01", "dsr_perequation"),
            ("2023-01-01", "dsr_perequation"), ("2024-11-15", "dsr_perequation"), ("2025-07-25", "dsr_perequation"),
            ("2025-07-26", "closed"), ("2026-01-01", "closed"),
        ])
    func versions(date: String, version: String) throws {
        let report = try report("cantine", .commune("48115"), on: try #require(CivilDate(date)))
        #expect(report.version?.code == version)
        #expect((report.verdict == .notEligible) == (version == "closed"))
    }

    @Test("before its first day the canteen aid did not exist, and that is a no")
    func before() throws {
        let report = try report("cantine", .commune("48115"), on: CivilDate(unchecked: 2019, 3, 31))
        #expect(report.verdict == .notEligible && report.version == nil && report.finding == nil)
        #expect(report.answer.en.contains("did not exist yet"))
    }

    @Test("the FRR has its 2,787 + 555 classified communes, and 173 that keep the ZRR effects")
    func frr() throws {
        let list = try list("frr", on: "2025-09-01")
        #expect(list.total.eligible == 2_787 + 555 + 173)
        #expect(list.total.undetermined == 1 && list.total.notEligible == 930)
        let evaluation = RuleEvaluation(facts: eligibility.facts, date: CivilDate(unchecked: 2025, 9, 1))
        let classified = ZoningCondition(code: "frr", classes: ["frr", "frr_plus"])
        #expect(scope.count { evaluation.zoning(classified, of: .commune($0)).outcome == .met } == 3_342)
        #expect(try self.list("frr-plus", on: "2025-09-01").total.eligible == 555)
        #expect(try self.list("frr", on: "2028-01-01").total.eligible == 3_342)
    }

    @Test("the ZRR ends on 30 June 2024")
    func zrr() throws {
        #expect(try list("zrr", on: "2024-06-30").total.eligible > 2_000)
        let after = try list("zrr", on: "2024-07-01")
        #expect(after.total.notEligible == scope.count && after.version == nil)
    }

    @Test("54 communes have a QPV")
    func qpv() throws {
        let list = try list("qpv", on: "2025-01-01")
        #expect(list.total.eligible == 54 && list.total.undetermined == 0)
        let table = Set(try PlainTables.rows("qpv_communes").map { $0[1] })
        #expect(Set(list.rows.filter { $0.verdict == .eligible }.map(\.code)) == table)
        #expect(try self.list("qpv", on: "2023-12-31").total.undetermined == scope.count)
    }

    @Test("a position in a QPV is eligible and one far from any is not", arguments: ["QN03016M", "QN03108M"])
    func position(qpv: String) throws {
        let database = try DefaultDatabase.open()
        func point(_ table: String, _ code: String) throws -> Position {
            let sql = """
                SELECT X(point) || ',' || Y(point)
                FROM (SELECT PointOnSurface(geometry) AS point FROM \(table) WHERE code = ?)
                """
            let queue = try DatabaseQueue(
                path: database.path, configuration: SpatialiteConnection.configuration(readonly: true))
            let text = try queue.read { try String.fetchOne($0, sql: sql, arguments: [code]) }
            let numbers = try #require(text).split(separator: ",").compactMap { Double($0) }
            return Position(longitude: numbers[0], latitude: numbers[1])
        }
        let inside = try report("qpv", try database.eligibilitySubject(at: try point("qpv", qpv)))
        #expect(inside.verdict == .eligible && inside.finding?.outcome == .met)
        let outside = try report("qpv", try database.eligibilitySubject(at: try point("commune", "48115")))
        #expect(outside.verdict == .notEligible && outside.answer.en.contains("In no QPV"))
        let abroad = Position(longitude: 0, latitude: 0)
        #expect(try report("qpv", try database.eligibilitySubject(at: abroad)).verdict == .undetermined)
    }

    @Test(
        "every programme answers for a commune on any day",
        arguments: ["2018-01-01", "2020-06-01", "2022-01-01", "2024-11-15", "2030-01-01"])
    func all(date: String) throws {
        let date = try #require(CivilDate(date))
        for code in ["48115", "31555", "64445", "09001"] where eligibility.facts.communes[code] != nil {
            let reports = try eligibility.reports(for: .commune(code), on: date, today: Self.today)
            #expect(reports.map(\.programme) == eligibility.programmes.map(\.code))
            for report in reports {
                #expect(!report.answer.fr.isEmpty && !report.answer.en.isEmpty && !report.answer.en.contains("  "))
                #expect(report.version != nil || report.finding == nil)
                #expect(report.nature == .territorial || report.version == nil || report.verdict == .undetermined)
            }
        }
    }

    @Test("an EPCI just below two thirds reaches them once enough inhabitants who do not count have left it")
    func without() throws {
        let ales = "200066918"
        let share = plain.shares(ales)
        // Two thirds of what remains have to be at most the inhabitants who count.
        let needed = (2 * share.total - 3 * share.met + 1) / 2
        #expect(try report("cantine", .epci(ales)).verdict == .notEligible && needed < 1_000)
        let leavers = (plain.membersOf[ales] ?? []).filter { plain.perequation[$0] == "non_eligible" }
        for code in leavers {
            let population = plain.population([code])
            let changed = try eligibility.without([code])
            let after = try changed.report("cantine", for: .epci(ales), on: Self.day, today: Self.today)
            #expect(after.verdict == (population >= needed ? .eligible : .notEligible), "\(code)")
            let finding = after.finding?.all.first { $0.kind == "population_share" }
            #expect(finding?.value == "\(share.met)/\(share.total - population)")
            #expect(after.assumptions.count == 1)
        }
        let counted = try #require(plain.membersOf[ales]?.first { plain.perequation[$0] == "eligible" })
        let farther = try eligibility.without([counted])
        let after = try farther.report("cantine", for: .epci(ales), on: Self.day, today: Self.today)
        #expect(after.verdict == .notEligible && !leavers.isEmpty)
    }
}
