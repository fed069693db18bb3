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
    /// By census, then commune.
    var populationOf: [String: [String: Int]] = [:]
    var competencesOf: [String: Set<String>] = [:]
    var perequation: [String: String] = [:]

    init() throws {
        for row in try Self.rows("epci_members") { membersOf[row[0], default: []].append(row[1]) }
        for (epci, members) in membersOf { for member in members { epciOf[member] = epci } }
        for row in try Self.rows("populations") { populationOf[row[1], default: [:]][row[0]] = Int(row[2]) }
        for row in try Self.rows("epci_competences") { competencesOf[row[0], default: []].insert(row[2]) }
        for row in try Self.rows("zonings/dsr") where row[1] == "dsr_perequation" { perequation[row[0]] = row[3] }
    }

    static func rows(_ name: String) throws -> [[String]] {
        let text = try String(contentsOfFile: "\(Repository.root)/data/\(name).csv", encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    static let censuses = ["2022", "2023"]

    func population(_ communes: [String], _ census: String = "2023") -> Int {
        communes.reduce(0) { $0 + (populationOf[census]?[$1] ?? 0) }
    }

    /// Inhabitants where the class is eligible, where it may be, and all: an unknown class is a no from 10,000 on.
    func shares(_ epci: String, _ census: String) -> (met: Int, perhaps: Int, total: Int) {
        let members = membersOf[epci] ?? []
        let met = members.filter { perequation[$0] == "eligible" }
        let perhaps = members.filter { perequation[$0] == nil && populationOf[census]?[$0] ?? 0 < 10_000 }
        return (population(met, census), population(perhaps, census), population(members, census))
    }

    /// What two thirds decide on a census.
    func outcome(_ epci: String, _ census: String) -> Finding.Outcome {
        let share = shares(epci, census)
        if 3 * share.met >= 2 * share.total { return .met }
        return 3 * (share.met + share.perhaps) >= 2 * share.total ? .unknown : .notMet
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
        #expect(comparison.readings.map(\.met) == [4_284, 2_121, 1_415, 877, 1_947, 1_068])
        #expect(comparison.readings.allSatisfy { $0.unknown == 0 })
        #expect(comparison.figure.value == 1_216 && comparison.on == Self.day)
    }

    @Test("from 10,000 inhabitants on, a commune gets a no in its own name, with its population as the proof")
    func large() throws {
        // On both censuses: where one is above and the other below, it is not settled.
        func people(_ code: String, _ census: String) -> Int { plain.populationOf[census]?[code] ?? 0 }
        let large = scope.filter { people($0, "2022") >= 10_000 && people($0, "2023") >= 10_000 }
        #expect(large.count > 60)
        for code in large {
            let own = try #require(try report("cantine", .commune(code)).finding)
            #expect(own.outcome == .notMet)
            let populations = own.all.filter { $0.kind == "population" }
            #expect(populations.map(\.value) == PlainTables.censuses.map { String(people(code, $0)) }, "\(code)")
            #expect(populations.map(\.margin) == PlainTables.censuses.map { String(10_000 - people(code, $0)) })
            #expect(populations.allSatisfy { $0.threshold == "10000" } && own.decisive.contains(populations[0]))
        }
    }

    @Test("54 EPCIs hold the school competence, and two thirds let 47 of them pass on both censuses")
    func epcis() throws {
        let holders = plain.competencesOf.filter { $0.value.contains("4010") }.keys.sorted()
        #expect(holders.count == 54)
        func outcomes(_ epci: String) -> Set<Finding.Outcome> {
            Set(PlainTables.censuses.map { plain.outcome(epci, $0) })
        }
        let passing = holders.filter { outcomes($0) == [.met] }
        let undecided = holders.filter { outcomes($0).count > 1 || outcomes($0) == [.unknown] }
        #expect(passing.count == 47 && undecided == ["200030435", "200066918"])
        let all = plain.membersOf.keys.sorted()
        let eligible = try all.filter { try report("cantine", .epci($0)).verdict == .eligible }
        #expect(eligible == passing)
    }

    @Test("the share of every EPCI lies between two exact fractions on each census, with all its members")
    func bounds() throws {
        for (epci, members) in plain.membersOf.sorted(by: { $0.key < $1.key }) {
            let finding = try #require(try report("cantine", .epci(epci)).finding)
            let shares = finding.shares
            #expect(shares.map(\.census) == PlainTables.censuses)
            for share in shares {
                let census = share.census ?? ""
                let plainly = plain.shares(epci, census)
                let low = "\(plainly.met)/\(plainly.total)"
                let high = "\(plainly.met + plainly.perhaps)/\(plainly.total)"
                #expect(share.value == (plainly.perhaps == 0 ? low : "\(low)…\(high)"), "\(epci) \(census)")
                #expect(share.outcome == plain.outcome(epci, census) && share.threshold == "2/3", "\(epci) \(census)")
                #expect(Set(share.members.map(\.code)) == Set(members))
                #expect(share.members.allSatisfy { $0.municipalPopulation == plain.populationOf[census]?[$0.code] })
                #expect(
                    share.members.reduce(0) { $0 + ($1.outcome == .met ? $1.municipalPopulation ?? 0 : 0) }
                        == plainly.met)
                if share.outcome == .met, plainly.perhaps == 0 {
                    // Spare inhabitants: that many fewer still make two thirds, and one more fewer does not.
                    let spare = try #require(share.margin.flatMap { Int($0) })
                    #expect(3 * (plainly.met - spare) >= 2 * plainly.total)
                    #expect(3 * (plainly.met - spare - 1) < 2 * plainly.total)
                }
            }
            let isAcross = members.contains { plain.perequation[$0] == nil }
            #expect(isAcross == Self.borderEPCIs.contains(epci))
        }
    }

    @Test("where two censuses disagree on two thirds, the answer is undetermined and shows both")
    func ales() throws {
        let report = try report("cantine", .epci("200066918"))
        #expect(
            report.verdict == .undetermined && report.finding?.shares.map(\.value) == ["90722/135747", "91345/137470"])
        #expect(report.finding?.shares.map(\.margin) == ["224", "-302"])
        #expect(report.answer.en.contains("disagree") && report.answer.fr.contains("se contredisent"))
        // In the year of a census, that one decides alone.
        let closed = try self.report("cantine", .epci("200066918"), on: CivilDate(unchecked: 2025, 3, 1))
        #expect(closed.verdict == .eligible && closed.finding?.shares.map(\.census) == ["2022"])
    }

    @Test("a yes says on what condition it is one, and what stood in")
    func dreuilhe() throws {
        let report = try report("cantine", .commune("09106"))
        #expect(report.verdict == .eligible && report.conditions.count == 1)
        #expect(
            report.answer.en.hasPrefix("Yes, on condition that the commune itself runs the catering of its pupils: "))
        let names = report.standIns.map(\.name.en)
        #expect(
            Set(names) == [
                "DSR list (2026)", "Banatic competences (2021)", "public schools (2026-2027)", "EPCI perimeters (2025)",
            ])
        for name in names { #expect(report.answer.en.contains(name)) }
        let today = try self.report("cantine", .commune("09106"), on: CivilDate(unchecked: 2026, 1, 15))
        #expect(today.verdict == .notEligible && today.standIns.isEmpty && today.conditions.isEmpty)
        let last = try #require(today.lastOpenDay)
        #expect(last.on == CivilDate(unchecked: 2025, 7, 25) && last.verdict == .eligible && !last.conditions.isEmpty)
    }

    @Test("every answer of every programme names what stood in for data of the day", arguments: [day, today])
    func standIns(date: CivilDate) throws {
        let communes = stride(from: 0, to: scope.count, by: 22).map { scope[$0] }
        #expect(communes.count > 200)
        for code in communes {
            for report in try eligibility.reports(for: .commune(code), on: date, today: Self.today) {
                for source in report.standIns {
                    #expect(
                        source.standsIn && report.answer.fr.contains(source.label.fr), "\(report.programme) \(code)")
                    #expect(report.answer.en.contains(source.label.en) && report.answer.fr.contains(source.vintage))
                }
                #expect(report.standIns.isEmpty || report.answer.fr.contains("Tiennent lieu"))
                guard let own = report.finding else { continue }
                let proofs = report.way == .inOwnName ? [own] : [own] + [report.grouping?.finding].compactMap { $0 }
                let decisive = proofs.flatMap(\.decisive)
                let used = Set(decisive.flatMap(\.sources).filter(\.standsIn))
                // Where one reason of several is enough, the one that needs the fewest is named.
                // A rule that is closed rests on no data at all.
                let isEnough = report.standIns.isEmpty && decisive.contains { $0.sources.allSatisfy { !$0.standsIn } }
                #expect(used.isEmpty || !report.standIns.isEmpty || isEnough, "\(report.programme) \(code)")
                if report.programme == "cantine", report.verdict == .eligible, report.way == .inOwnName {
                    #expect(used.isSubset(of: Set(report.standIns)) && !report.conditions.isEmpty, "\(code)")
                }
            }
        }
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
        #expect(Set(list.rows.filter { $0.verdict == .eligible }.map(\.code)) == table.intersection(scope))
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
        let leavers = (plain.membersOf[ales] ?? []).filter { plain.perequation[$0] == "non_eligible" }
        #expect(!leavers.isEmpty)
        for code in leavers {
            let changed = try eligibility.without([code])
            let after = try changed.report("cantine", for: .epci(ales), on: Self.day, today: Self.today)
            let values = PlainTables.censuses.map { census in
                let share = plain.shares(ales, census)
                return (share.met, share.total - plain.population([code], census))
            }
            #expect(after.finding?.shares.map(\.value) == values.map { "\($0)/\($1)" })
            let passes = Set(values.map { 3 * $0.0 >= 2 * $0.1 })
            #expect(
                after.verdict == (passes == [true] ? .eligible : passes == [false] ? .notEligible : .undetermined),
                "\(code)")
            #expect(after.assumptions.count == 1)
        }
    }
}
