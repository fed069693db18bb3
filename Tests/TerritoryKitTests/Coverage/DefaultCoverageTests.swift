import Foundation
import GRDB
import TerritoryTestSupport
import Testing
@testable import TerritoryFormats
@testable import TerritoryGeometry
@testable import TerritoryKit

@Suite("Coverage of the real data, against its own tables")
struct DefaultCoverageTests {
    private let database: TerritoryDatabase

    init() throws { database = try DefaultDatabase.open() }

    private static let communes = Result { try PackageTable("communes.csv") }
    private static let populations = Result {
        try PackageTable("populations.csv").rows.filter { $0["vintage"] == "2023" }.reduce(into: [:]) {
            $0[$1["commune"] ?? ""] = Int($1["municipal"] ?? "")
        }
    }
    private static let contracts = Result { try PackageTable("policy/contracts.csv") }
    private static let members = Result { try PackageTable("epci_members.csv") }
    private static let sets = Result { () -> [String: Set<String>] in
        let frr = try PackageTable("zonings/frr.csv"), typology = try PackageTable("zonings/typology.csv")
        return [
            "frr": Set(frr.values("commune") { ["frr", "frr_plus"].contains($0["class"]) }),
            "density3:3": Set(typology.values("commune") { $0["zoning"] == "density3" && $0["class"] == "3" }),
            "rural": Set(typology.values("commune") { $0["zoning"] == "rural" && $0["class"] == "rural" }),
            "qpv": Set(try PackageTable("qpv_communes.csv").values("commune")),
            "all": Set(try communes.get().values("code")),
        ]
    }

    /// The communes of a territory as the tables give them.
    private func members(_ kind: String, _ code: String) throws -> Set<String> {
        kind == "epci"
            ? Set(try Self.members.get().values("commune") { $0["epci"] == code })
            : Set(try Self.communes.get().values("code") { $0["departement"] == code })
    }

    private func population(_ communes: Set<String>) throws -> Int {
        let populations = try Self.populations.get()
        return try communes.reduce(0) { $0 + (try #require(populations[$1])) }
    }

    /// Square kilometres, from the shapes of `geo/`.
    private func area(_ communes: Set<String>) throws -> Double {
        let areas = try Self.areas.get()
        return try communes.reduce(0) { $0 + (try #require(areas[$1])) } / 1e6
    }

    private static let areas = Result { () -> [String: Double] in
        let path = Repository.root + "/geo/communes.geojson"
        return try GeoJSONReader.features(in: [UInt8](contentsOfFile: path), file: path).reduce(into: [:]) {
            guard case .string(let code)? = $1.properties["code"], let shape = $1.multiPolygon else { return }
            $0[code] = Ellipsoid.wgs84.areaInSquareMeters(of: shape)
        }
    }

    private func expect(_ measure: CommuneTotals, of communes: Set<String>) throws {
        #expect(measure.communes == communes.count)
        #expect(try measure.municipalPopulation == population(communes))
        let area = try #require(measure.areaInSquareKilometers)
        #expect(abs(area - (try self.area(communes))) < 1e-5)
    }

    @Test("the 16 contracts", arguments: ["frr", "density3:3", "rural", "qpv", "all"])
    func contracts(over: String) throws {
        let set = try #require(try Self.sets.get()[over])
        let answer = try database.coverage(of: "contracts", over: over)
        let contracts = try Self.contracts.get().rows
        #expect(
            answer.rows.count == 16 && Set(answer.rows.map(\.subject.code)) == Set(contracts.compactMap { $0["code"] }))
        var times: [String: Int] = [:]
        for row in answer.rows {
            let contract = try #require(contracts.first { $0["code"] == row.subject.code })
            let communes = try members(contract["territory_kind"] ?? "", contract["territory"] ?? "")
            try expect(row.whole, of: communes)
            try expect(row.covered, of: communes.intersection(set))
            #expect(row.unknownCommunes == 0)
            for commune in communes.intersection(set) { times[commune, default: 0] += 1 }
        }
        try expect(answer.covered, of: Set(times.keys))
        #expect(answer.wholeOver == answer.covered)
        #expect(answer.timesCovered.map(\.times) == Set(times.values).sorted())
        for group in answer.timesCovered {
            try expect(group.measure, of: Set(times.filter { $0.value == group.times }.keys))
        }
    }

    @Test("what several contracts cover adds up", arguments: ["frr", "rural", "qpv", "all", "not frr"])
    func timesCovered(over: String) throws {
        let answer = try database.coverage(of: "contracts", over: over)
        #expect(answer.timesCovered.reduce(0) { $0 + $1.measure.communes } == answer.covered.communes)
        #expect(
            answer.timesCovered.reduce(0) { $0 + $1.times * $1.measure.communes }
                == answer.rows.reduce(0) { $0 + $1.covered.communes })
        #expect(
            answer.timesCovered.reduce(0) { $0 + $1.times * ($1.measure.municipalPopulation ?? -1) }
                == answer.rows.reduce(0) { $0 + ($1.covered.municipalPopulation ?? -1) })
    }

    @Test("Lozère and Montpellier Méditerranée Métropole, from the tables")
    func examples() throws {
        let lozere = try database.coverage(of: "departement:48", over: "frr").rows
        #expect(lozere.count == 1 && lozere[0].whole.communes == 152 && lozere[0].covered.communes == 152)
        #expect(lozere[0].whole.municipalPopulation == 76_486 && lozere[0].share.area == 1)
        let area = try #require(try database.sheet(for: "48").territory?.areaInSquareKilometers)
        #expect(abs(try #require(lozere[0].whole.areaInSquareKilometers) / area - 1) < 1e-9)
        try expect(lozere[0].whole, of: members("departement", "48"))

        let metropole = try database.coverage(of: "metropole:243400017", over: "qpv").rows
        #expect(metropole.count == 1 && metropole[0].whole.communes == 31 && metropole[0].covered.communes == 1)
        #expect(metropole[0].covered.municipalPopulation == 310_240 && metropole[0].qpvs?.qpvs == 10)
        try expect(metropole[0].whole, of: members("epci", "243400017"))
        let ground = try database.read {
            try Double.fetchOne(
                $0,
                sql: "SELECT SUM(area_m2) FROM qpv WHERE code IN (SELECT qpv FROM qpv_commune WHERE commune = '34172')")
        }
        #expect(abs(try #require(metropole[0].qpvs?.areaInSquareKilometers) - (try #require(ground)) / 1e6) < 1e-6)
    }

    @Test("all contracts together are the région, each commune once")
    func region() throws {
        let answer = try database.coverage(of: "contracts", over: "all")
        #expect(answer.together.communes == 4_446 && answer.together.municipalPopulation == 6_124_653)
        #expect(answer.covered == answer.together && answer.wholeOver == answer.together)
        let area = try #require(try database.sheet(for: "76").territory?.areaInSquareKilometers)
        #expect(abs(try #require(answer.together.areaInSquareKilometers) / area - 1) < 1e-9)
    }

    @Test("EPCIs cover no more of the région than it has")
    func beyond() throws {
        let answer = try database.coverage(of: "epcis", over: "all")
        #expect(answer.covered.communes == 4_508 && answer.wholeOver.communes == 4_446)
        #expect(answer.coveredInScope == answer.wholeOver)
    }

    @Test(
        "sets have the communes that their publishers count",
        arguments: [
            ("scope and frr:frr", 2_787), ("scope and frr:frr_plus", 555), ("scope and frr:beneficiaire", 173),
            ("scope and frr:beneficiaire_partiel", 1), ("scope and frr", 3_342), ("scope and frr:kept", 174),
            ("scope minus frr minus frr:kept", 930),
            ("zrr minus frr", 174),
            ("scope and rural", 4_052), ("dsr_perequation", 4_284), ("dsr_cible", 1_947), ("scope and qpv", 54),
            ("all", 4_508),
            ("scope", 4_446), ("region:76 and all", 4_446), ("(contracts)", 4_446), ("(pacts)", 0), ("qpv:QN03117N", 1),
            ("qpv:QN03016M", 3), ("departement:48 or departement:12", 437), ("academie:academie-toulouse", 2_944),
        ])
    func counts(set: String, communes: Int) throws {
        let answer = try database.query(set)
        #expect(answer.set.communes == communes && answer.rows.count { !$0.isUnknown } == communes)
    }

    @Test("108 QPV lie in the région, three communes share one")
    func qpvs() throws {
        #expect(try database.query("qpvs").rows.filter(\.isInScope).count == 108)
        #expect(try database.query("qpvs in scope").rows.count == 108)
        #expect(try database.query("communes in qpv:QN03117N").rows.map(\.code) == ["31555"])
        #expect(try database.query("qpv:QN03016M").rows.map(\.code) == ["30051", "30132", "30307"])
        #expect(try database.query("qpvs in commune:30132").rows.allSatisfy { $0.code != "QN03016M" })
        #expect(try database.query("qpvs covering commune:30132").rows.contains { $0.code == "QN03016M" })
    }

    /// What a set of a zoning rests on, on a day.
    enum Age { case ofDay, standsIn, absent, unknown }

    @Test(
        "a zoning is of the day, of another list, none by law, or unknown",
        arguments: [
            ("frr", "2023-06-01", .absent), ("frr", "2024-06-30", .absent), ("frr", "2024-07-01", .standsIn),
            ("frr", "2025-07-09", .standsIn), ("frr", "2025-07-10", .ofDay), ("frr", "2030-01-01", .ofDay),
            ("zrr", "2021-12-31", .unknown), ("zrr", "2022-01-01", .ofDay), ("zrr", "2024-06-30", .ofDay),
            ("zrr", "2024-07-01", .absent), ("zrr", "2025-06-01", .absent), ("dsr_cible", "2023-12-31", .unknown),
            ("dsr_cible", "2024-01-01", .standsIn), ("dsr_cible", "2026-12-31", .ofDay),
            ("dsr_cible", "2028-12-31", .standsIn), ("dsr_cible", "2029-01-01", .unknown),
            ("rural", "2018-12-31", .unknown), ("rural", "2024-12-31", .standsIn), ("rural", "2025-01-01", .ofDay),
        ] as [(String, String, Age)])
    func ages(set: String, day: String, age: Age) throws {
        let date = try #require(CivilDate(day))
        let answer = try database.query(set, on: date)
        let use = try #require(answer.vintages.first)
        #expect(try database.query(set).vintages.first.map { $0.isOfDate == nil && $0.note == nil } == true)
        switch age {
        case .ofDay, .standsIn:
            #expect(use.isOfDate == (age == .ofDay) && use.note == nil && !use.classes.isEmpty)
            #expect(try database.query(set).rows == answer.rows)
        case .absent, .unknown:
            #expect(use.isOfDate == nil && use.note != nil && answer.set.communes == 0)
            #expect(answer.unknownCommunes == (age == .absent ? 0 : 4_508))
        }
    }

    @Test("a zoning outside its dates is empty with the reason, in every question", arguments: ["frr", "zrr"])
    func outsideItsDates(zoning: String) throws {
        let date = CivilDate(unchecked: zoning == "frr" ? 2023 : 2025, 6, 1)
        let reason = zoning == "frr" ? "n’existait pas encore" : "avait pris fin"
        let coverage = try database.coverage(of: "departement:48", over: zoning, on: date)
        #expect(coverage.covered.communes == 0 && coverage.unknownCommunes == 0)
        #expect(coverage.vintages.contains { $0.note?.fr.contains(reason) == true })
        #expect(
            try database.layers(covering: "commune:48095", on: date).layers.allSatisfy { !$0.code.hasPrefix(zoning) })
        var exported: [UInt8] = []
        let request = ExportRequest(layer: .territories(.commune), zoning: zoning, on: date)
        try database.export(request) { exported += $0 }
        #expect(
            !exported.text.contains("\"Feature\"")
                && exported.text.contains(zoning == "frr" ? "did not exist" : "had ended"))
        let report = try database.eligibility([zoning]).report(zoning, for: .commune("48095"), on: date, today: date)
        #expect(
            report.verdict == .notEligible
                && report.answer.fr.contains(zoning == "frr" ? "n’existait pas" : "avait pris fin"))
    }

    @Test("a commune that only keeps the effects is not classified: 0 %, and what it keeps")
    func keptEffects() throws {
        let coverage = try database.coverage(of: "commune:31006", over: "frr")
        #expect(coverage.covered.communes == 0 && coverage.rows[0].share.area == 0)
        #expect(coverage.kept?.communes == 1)
        #expect(try database.coverage(of: "all", over: "frr").kept?.communes == 174)
        #expect(try database.coverage(of: "all", over: "rural").kept == nil)
        #expect(try database.coverage(of: "commune:31006", over: "frr:kept").covered.communes == 1)
        #expect(try database.query("zrr minus frr").set.municipalPopulation == 125_109)
        let date = CivilDate(unchecked: 2026, 11, 15)
        let report = try database.eligibility(["frr"]).report("frr", for: .commune("31006"), on: date, today: date)
        #expect(report.verdict == .eligible && report.answer.fr.contains("bénéficiaire"))
        #expect(report.answer.fr.contains("jusqu’au 31\u{A0}décembre\u{A0}2027"))
    }

    @Test(
        "contracts cover while they are in force",
        arguments: [("2023-01-01", 0), ("2023-12-31", 0), ("2024-01-01", 16), ("2027-12-31", 16), ("2028-01-01", 0)])
    func inForce(day: String, contracts: Int) throws {
        let date = try #require(CivilDate(day))
        let answer = try database.coverage(of: "contracts", over: "frr", on: date)
        // The FRR began on 1 July 2024.
        let hasFRR = contracts > 0 && date >= CivilDate(unchecked: 2024, 7, 1)
        #expect(answer.rows.count == contracts && answer.covered.communes == (hasFRR ? 3_342 : 0))
        #expect(try database.query("contracts", on: date).rows.count == contracts)
        #expect(try database.query("commune:48095 and contracts", on: date).set.communes == (contracts == 0 ? 0 : 1))
        #expect(try database.query("contract:cls-48", on: date).set.communes == (contracts == 0 ? 0 : 152))
        #expect(
            try database.layers(covering: "commune:48095", on: date).layers.contains { $0.kind == "contract" }
                == (contracts > 0))
    }

    @Test("what an answer rests on is told of what covers, too")
    func subjectVintages() throws {
        let date = CivilDate(unchecked: 2023, 1, 1)
        #expect(try database.query("epcis in rural", on: date).vintages.map(\.label.en).contains("EPCI perimeters"))
        for subject in ["metropole:243400017", "epcis", "epci:243400017 and frr"] {
            let answer = try database.coverage(of: subject, over: "qpv", on: date)
            #expect(answer.vintages.map(\.label.en).contains("EPCI perimeters"), "\(subject)")
            #expect(answer.vintages.first { $0.label.en == "EPCI perimeters" }?.isOfDate == false)
        }
    }

    @Test("so is the vintage of the QPV looked at for the nearest")
    func nearestVintage() throws {
        for (date, isOfDate) in [(CivilDate(unchecked: 2020, 1, 1), false), (nil, nil)] as [(CivilDate?, Bool?)] {
            let answer = try database.nearest("qpv", to: .territory(database.territory("48095")), on: date, limit: 1)
            #expect(answer.vintages.map(\.isOfDate) == [isOfDate])
        }
    }

    @Test("the code of a former commune leads to the commune that holds its ground")
    func former() throws {
        #expect(try database.query("commune:12076").rows.map(\.code) == ["12218"])
        #expect(try database.query("commune:30094").rows.map(\.code) == ["30329"])
        #expect(try database.query("{12076 30094 48095}").rows.map(\.code) == ["12218", "30329", "48095"])
        #expect(try database.query("touching commune:12076").rows == database.query("touching commune:12218").rows)
    }

    @Test(
        "a name or code of nothing here is told with its place",
        arguments: [
            ("commune:99999", 0, "“99999” is not in this database"), ("frr and commune:75056", 8, "“75056” is not in"),
            ("{48095 99999}", 7, "“99999” is not in"), ("epci:000", 0, "“000” is not in"),
            ("departement:2A", 0, "“2A” is not"),
            ("contract:cls-99", 0, "“cls-99” is not in"), ("pact:p1", 0, "“p1” is not in"),
            ("qpv:QN09999M", 0, "“QN09999M” is"),
            ("frr:moins", 0, "“moins” is not a class of frr; expected: frr:beneficiaire, "),
            ("frr:", 0, "“” is not a class"),
            ("not inconnu", 4, "“inconnu” names nothing here; expected: all, "),
            ("48095", 0, "perhaps “commune:48095”"),
            ("243400017", 0, "perhaps “epci:243400017”"), ("48", 0, "perhaps “departement:48”"),
            ("epci", 0, "“epci” is not complete; perhaps “epci:200067940”"),
            ("commune", 0, "“commune” is not complete; perhaps “commune:48095”"),
            ("contract", 0, "“contract” is not complete"), ("all:76", 0, "“all” takes no code"),
            ("scope:76", 0, "“scope” takes no code"),
        ])
    func unknown(text: String, position: Int, message: String) throws {
        let error = try #require(throws: ExpressionError.self) { try database.query(text) }
        #expect(error.position == position && error.text == text)
        #expect("\(error)".contains(message), "\(error)")
    }

    @Test("nothing covers nothing, touches nothing and is near nothing")
    func empty() throws {
        for text in ["{}", "touching {}", "within 10km of {}", "frr minus frr", "touching all", "not all"] {
            let answer = try database.query(text)
            let none = CommuneTotals(communes: 0, municipalPopulation: 0, areaInSquareKilometers: 0)
            #expect(answer.rows.isEmpty && answer.set == none, "\(text)")
        }
        let share = try database.coverage(of: "{}", over: "frr").rows[0].share
        #expect(share.communes == nil && share.municipalPopulation == nil && share.area == nil)
        #expect(try database.coverage(of: "frr", over: "{}").rows[0].share.communes == 0)
        #expect(try database.nearest("{}", to: .territory(database.territory("48095"))).rows.isEmpty)
        #expect(try database.layers(covering: "{}").layers.isEmpty)
    }

    @Test("one definition is marked as the one that was asked for")
    func definitions() throws {
        let answer = try database.coverage(of: "contracts", over: "rural")
        #expect(answer.definitions.count == 8 && answer.definitions.filter(\.isDefault).map(\.code) == ["insee"])
        for definition in answer.definitions {
            #expect(
                definition.covered.communes
                    == answer.covered.communes + definition.added.communes - definition.removed.communes)
            #expect(try definition.whole == database.query("(\(definition.expression)) and scope").set)
        }
    }

    @Test("a QPV covers its own ground of a commune, not the commune")
    func ground() throws {
        let answer = try database.layers(covering: "commune:34172")
        let qpvs = answer.layers.filter { $0.kind == "qpv" }
        #expect(qpvs.count == 10 && qpvs.allSatisfy { ($0.share.area ?? 0) < 0.05 })
        #expect(answer.layers.first { $0.code == "243400017" }?.share.area == 1)
        let row = try #require(try database.query("qpvs in departement:48").rows.first)
        #expect(row.code == "QN04801N" && row.whole == row.covered && row.whole.communes == 1)
        #expect(row.whole.municipalPopulation == 1_050 && (row.whole.areaInSquareKilometers ?? 0) < 1)
    }

    @Test("inhabitants of a QPV across the limit are estimated where its areas are known, and never 0")
    func straddling() throws {
        let parts = try ["30051", "30132", "30307"].map { code in
            try #require(
                try database.coverage(of: "commune:\(code)", over: "qpv", estimates: true).rows[0].qpvs)
        }
        for part in parts { #expect(part.straddling.map(\.code) == ["QN03016M"]) }
        let estimates = parts.compactMap(\.estimatedPopulationOfStraddling)
        let known = try database.read {
            try Int.fetchOne($0, sql: "SELECT COUNT(area_m2) FROM qpv_commune WHERE qpv = 'QN03016M'")
        }
        #expect(estimates.count == (known == 3 ? 3 : 0))
        let whole = try #require(
            try database.coverage(of: "{30051 30132 30307}", over: "qpv", estimates: true).rows[0].qpvs)
        #expect(whole.straddling.isEmpty && whole.estimatedPopulationOfStraddling == 0)
        if known == 3 {
            #expect(abs(estimates.reduce(0, +) - (whole.publishedPopulation ?? -1)) <= 2)
        }
    }
}
