import Foundation
import GRDB
import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats
@testable import TerritoryGeometry
@testable import TerritoryKit

@Suite("The default data, against figures from outside")
struct DefaultDataTests {
    let database: TerritoryDatabase

    init() throws { database = try DefaultDatabase.open() }

    private func sheet(_ code: String) throws -> TerritorySheet {
        try #require(try database.sheet(for: code).territory)
    }

    private func count(_ sql: String) throws -> Int {
        try database.readSpatially { try Int.fetchOne($0, sql: sql) } ?? -1
    }

    @Test(
        "each département has the communes that INSEE lists",
        arguments: [
            ("09", 325), ("11", 433), ("12", 285), ("30", 350), ("31", 586), ("32", 458), ("34", 341), ("46", 312),
            ("48", 152), ("65", 469), ("66", 226), ("81", 314), ("82", 195),
        ])
    func communes(departement: String, communes: Int) throws {
        #expect(try sheet(departement).communes == communes)
    }

    @Test("the région has its communes and its population; 62 members of its EPCIs lie outside")
    func region() throws {
        let region = try sheet("76")
        #expect(region.name == "Occitanie" && region.communes == 4_446 && region.isComplete)
        #expect(region.population?.municipal == 6_124_653)
        #expect(try count("SELECT COUNT(*) FROM commune WHERE in_scope = 0") == 62)
    }

    @Test("of the 164 EPCIs, six have members outside")
    func epcis() throws {
        let codes = try database.readSpatially { try String.fetchAll($0, sql: "SELECT code FROM epci ORDER BY code") }
        #expect(codes.count == 164)
        let crossing = try codes.filter { try !sheet($0).outsideMembers.isEmpty }
        #expect(
            Set(crossing) == ["200035129", "200030435", "246401756", "200072106", "248200016", "248400251"])
    }

    @Test("108 QPV lie in 54 communes")
    func qpvs() throws {
        #expect(try count("SELECT COUNT(*) FROM qpv WHERE in_scope = 1") == 108)
        let holders =
            "SELECT COUNT(DISTINCT commune) FROM qpv_commune JOIN commune ON code = commune WHERE in_scope = 1"
        #expect(try count(holders) == 54)
        #expect(try sheet("QN03016M").parents.filter { $0.kind == .commune }.count == 3)
    }

    @Test(
        "zonings have the communes that their publishers count",
        arguments: [
            ("frr", "frr", 2_787), ("frr", "frr_plus", 555), ("frr", "beneficiaire", 173),
            ("frr", "beneficiaire_partiel", 1), ("frr", "non_classe", 930), ("rural", "rural", 4_052),
            ("dsr_perequation", "eligible", 4_284),
            ("dsr_cible", "eligible", 1_947), ("dsr_cible_garantie", "garantie", 145),
        ])
    func zonings(zoning: String, code: String, communes: Int) throws {
        let share = try sheet("76").zoningShares.first { $0.zoning == zoning && $0.code == code }
        #expect(share?.communes == communes)
    }

    @Test("every France services point lies in the commune that it is published with")
    func franceServices() throws {
        let inside = """
            SELECT COUNT(*) FROM france_services JOIN commune ON commune.code = france_services.commune
            WHERE commune.in_scope = 1
            """
        #expect(try count(inside) == 373)
        let covered = inside + " AND ST_Covers(commune.geometry, MakePoint(longitude, latitude, 4326)) = 1"
        #expect(try count(covered) == 373)
        let all = inside.replacing("commune.in_scope = 1", with: "1")
        #expect(try count(all) == 379 && count(covered.replacing("commune.in_scope = 1", with: "1")) == 379)
        let check = try DatabaseVerifier(path: database.path).verify().checks.first {
            $0.name == "france_services_places"
        }
        #expect(check?.outcome == .passed)
    }

    @Test("every QPV lies at 99.5 % at least in the communes of its table")
    func qpvPlaces() throws {
        let check = try DatabaseVerifier(path: database.path).verify().checks.first { $0.name == "qpv_places" }
        #expect(check?.outcome == .passed)
    }

    @Test("the 30 PETR are made of their EPCIs")
    func petrs() throws {
        let groupings = try PackageTable("groupings.csv").rows
        #expect(groupings.count == 30 && groupings.allSatisfy { $0["kind"] == "petr" })
        let members = Dictionary(grouping: try PackageTable("grouping_members.csv").rows) { $0["grouping"] ?? "" }
        for petr in groupings {
            let code = petr["code"] ?? ""
            let epcis = (members[code] ?? []).map { "epci:\($0["member"] ?? "")" }
            let whole = try database.query("petr:\(code)").rows.map(\.code)
            #expect(try whole == database.query(epcis.joined(separator: " or ")).rows.map(\.code), "\(code)")
            #expect(!whole.isEmpty)
        }
    }

    @Test("36 communes have a school of priority education, whose breakfasts are then answered")
    func priorityEducation() throws {
        #expect(try database.query("education_prioritaire").set.communes == 36)
        #expect(try database.query("scope and ecole_publique").set.communes == 2_370)
        #expect(try database.query("ecole_publique:maternelle_seule").set.communes == 135)
        let day = CivilDate(unchecked: 2024, 11, 15)
        let eligibility = try database.eligibility(["petits-dejeuners"])
        let report = try eligibility.report("petits-dejeuners", for: .commune("09047"), on: day, today: day)
        #expect(report.verdict == .eligible && report.answer.fr.contains("réseaux REP et REP+ (2022-2023)"))
        let none = try eligibility.report("petits-dejeuners", for: .commune("09001"), on: day, today: day)
        #expect(none.verdict == .notEligible)
    }

    @Test("no check of the build fails")
    func verify() throws {
        #expect(try DatabaseVerifier(path: database.path).verify().checks.filter { $0.outcome == .failed }.isEmpty)
    }

    @Test("Llívia is abroad, and the only hole of the région above a hectare")
    func llivia() throws {
        let llivia = Position(longitude: 1.974, latitude: 42.473)
        #expect(try database.place(at: llivia).commune == nil)
        let shape = try #require(
            try database.readSpatially {
                try Row.fetchOne($0, sql: "SELECT geometry FROM region WHERE code = '76'").flatMap {
                    MultiPolygon($0, "geometry")
                }
            })
        let holes = shape.polygons.flatMap(\.holes)
            .filter { Ellipsoid.wgs84.areaInSquareMeters(of: $0) > 10_000 }
        #expect(holes.count == 1)
        // The municipality of Llívia has 12.84 km² (Idescat); generalised boundaries here.
        #expect(abs(Ellipsoid.wgs84.areaInSquareMeters(of: holes[0]) / 1e6 - 12.9) < 0.1)
        #expect(MultiPolygon([Polygon(exterior: holes[0])]).contains(llivia))
    }

    @Test("the area of the région is that which INSEE gives, to what generalised boundaries allow")
    func area() throws {
        // 72,724 km² in the cadastre, without lakes and estuaries above 1 km²; about 73,000 with them.
        let area = try #require(try sheet("76").areaInSquareKilometers)
        #expect((72_300...73_500).contains(area), "\(area)")
    }

    @Test("an old code leads to the commune of today")
    func conques() throws {
        let answer = try database.sheet(for: "12076")
        #expect(answer.territory?.code == "12218" && answer.territory?.name == "Conques-en-Rouergue")
        #expect(answer.formerCommune?.lastDay.description == "2024-03-03")
    }

    @Test(
        "mergers of 2025 hold the ground of their communes",
        arguments: [("30094", "30329"), ("32067", "32365"), ("09287", "09088"), ("34093", "34144"), ("46217", "46172")])
    func mergers(code: String, successor: String) throws {
        #expect(try database.sheet(for: code).territory?.code == successor)
    }

    @Test(
        "the events of the communes give the count of the région on 1 January",
        arguments: [(1999, 4_565), (2016, 4_516), (2019, 4_454), (2023, 4_453), (2025, 4_446), (2026, 4_446)])
    func history(year: Int, communes: Int) throws {
        let (history, codes) = try historyOfTheRegion()
        let day = CivilDate(unchecked: year, 1, 1)
        #expect(codes.count { history.isCommune($0, on: day) } == communes)
    }

    @Test("wherever a commune of the région was, its ground is a commune’s today", arguments: 0..<20 as Range<UInt64>)
    func ground(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let (history, codes) = try historyOfTheRegion()
        let today = CivilDate(unchecked: 2026, 1, 1)
        let day = CivilDate(unchecked: .random(in: 1943...2026, using: &random), .random(in: 1...12, using: &random), 1)
        for code in codes where history.isCommune(code, on: day) {
            let successors = history.succession(of: code, from: day).successors
            #expect(
                !successors.isEmpty && successors.allSatisfy { history.isCommune($0, on: today) }, "\(code) from \(day)"
            )
        }
    }

    private func historyOfTheRegion() throws -> (CommuneHistory, Set<CommuneCode>) {
        try database.readSpatially { db in
            let inside = try Set(String.fetchAll(db, sql: "SELECT code FROM departement WHERE region = '76'"))
            let codes = try String.fetchAll(
                db,
                sql: """
                    SELECT code FROM commune UNION SELECT code_before FROM commune_movement
                    UNION SELECT code_after FROM commune_movement
                    """)
            let history = try CommuneHistory.fetch(db)
            return (
                history, Set(codes.filter { inside.contains(String($0.prefix(2))) }.map { CommuneCode(unchecked: $0) })
            )
        }
    }
}

@Suite("The default shapes, against SpatiaLite")
struct DefaultShapeTests {
    let database: TerritoryDatabase

    init() throws { database = try DefaultDatabase.open() }

    /// Compares the stored shape of a territory with the union that SpatiaLite makes of its communes.
    private func check(_ kind: String, _ code: String) throws {
        let (stored, union) = try database.readSpatially { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT (SELECT geometry FROM \(kind) WHERE code = ?) AS stored,
                           (SELECT CastToMultiPolygon(ST_Union(commune.geometry))
                            FROM territory_commune JOIN commune ON commune.code = territory_commune.commune
                            WHERE kind = ? AND territory_commune.code = ?) AS whole
                    """, arguments: [code, kind, code])
            return (row.flatMap { MultiPolygon($0, "stored") }, row.flatMap { MultiPolygon($0, "whole") })
        }
        let (ours, theirs) = (try #require(stored), try #require(union))
        #expect(ours.polygons.count == theirs.polygons.count, "\(code)")
        #expect(ours.polygons.flatMap(\.holes).count == theirs.polygons.flatMap(\.holes).count, "\(code)")
        let areas = [ours, theirs].map { Ellipsoid.wgs84.areaInSquareMeters(of: $0) }
        #expect(abs(areas[0] / areas[1] - 1) < 1e-6, "\(code)")
    }

    @Test("the région and the départements are the unions of their communes")
    func large() throws {
        try check("region", "76")
        let codes = try database.readSpatially {
            try String.fetchAll($0, sql: "SELECT code FROM departement WHERE is_complete = 1 ORDER BY code")
        }
        #expect(codes.count == 13)
        for code in codes { try check("departement", code) }
    }

    @Test("so are EPCIs", arguments: [1 as UInt64])
    func epcis(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let codes = try database.readSpatially { try String.fetchAll($0, sql: "SELECT code FROM epci ORDER BY code") }
        for code in codes.shuffled(using: &random).prefix(25) { try check("epci", code) }
    }

    @Test("simplified communes are valid, and leave no hole between them", arguments: [100.0, 500, 2000])
    func simplified(tolerance: Double) throws {
        func shapes(_ tolerance: Double?) throws -> [MultiPolygon] {
            var bytes: [UInt8] = []
            let request = ExportRequest(
                layer: .territories(.commune), properties: ["code"], simplificationInMeters: tolerance,
                includesOutside: true)
            try database.export(request) { bytes += $0 }
            return try GeoJSONReader.features(in: bytes, file: "export").compactMap(\.multiPolygon)
        }
        let (simplified, original) = (try shapes(tolerance), try shapes(nil))
        #expect(simplified.count == 4_508)
        let queue = try DatabaseQueue(configuration: SpatialiteConnection.configuration())
        let invalid = try queue.inDatabase { db in
            try simplified.indices.filter { index in
                let blob = SpatialiteBlob.encode(simplified[index]).map { Data($0) }
                return try Int.fetchOne(db, sql: "SELECT ST_IsValid(?)", arguments: [blob]) != 1
            }
        }
        #expect(invalid.isEmpty)
        func holes(_ shapes: [MultiPolygon]) -> Int {
            CoverageTopology(faces: shapes).outline(of: shapes.indices).polygons.flatMap(\.holes).count
        }
        #expect(holes(simplified) <= holes(original))
    }

    @Test("QPV of outside members and of the neighbourhood are known; those of the région are 108")
    func neighbouringQPVs() throws {
        let database = try DefaultDatabase.open()
        // Within QN08402M in Avignon, a member of an EPCI that crosses the border.
        let place = try database.place(at: Position(longitude: 4.82158, latitude: 43.93048))
        #expect(place.commune?.code == "84007" && place.areQPVsKnown && place.qpv?.code == "QN08402M")
        #expect(try database.sheet(for: "84007").territory?.qpvs.count == 5)
        // Across the Rhône from Villeneuve-lès-Avignon.
        let nearest = try database.nearest("qpv", to: .territory(database.territory("30351"))).rows[0]
        #expect(nearest.code == "QN08414I" && (1_500..<1_700).contains(nearest.distanceInMeters) && nearest.isCertain)
        #expect(nearest.place == "Sorgues")
        #expect(try database.coverage(of: "epci:248400251", over: "qpv").qpvs?.qpvs == 6)
        let region = try database.coverage(of: "region:76", over: "qpv").qpvs
        #expect(region?.qpvs == 108 && region?.publishedPopulation == 393_069)
        // Beyond the neighbourhood, what is nearest is the nearest known.
        let paris = try database.nearest("qpv", to: .position(Position(longitude: 2.3522, latitude: 48.8566)))
        #expect(paris.rows.allSatisfy { !$0.isCertain } && paris.knownWithinMeters == 0)
    }
}
