import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryGeometry
@testable import TerritoryKit

@Suite("Import of the fixture country")
struct FixtureImportTests {
    private func table(_ country: FixtureCountry, _ path: String) throws -> [String] {
        try [UInt8](contentsOfFile: country.package + "/" + path).text.split(separator: "\n").dropFirst().map(
            String.init)
    }

    @Test("the package has the communes of the région and the outside members of its EPCIs")
    func communes() throws {
        let fixture = try FixtureDatabase()
        let codes = try table(fixture.country, "data/communes.csv").map { $0.prefix(5) }
        #expect(
            codes == [
                "20001", "20002", "20003", "20004", "20005", "20007", "20010", "20011", "20055", "20118", "96001",
                "96002", "96003", "96004", "96005", "96006", "99001",
            ])
    }

    @Test("the package has the files that it describes, and no other")
    func files() throws {
        let fixture = try FixtureDatabase()
        let described = Set(try fixture.country.readPackage().sources.map(\.path))
        let folders = ["geo", "data/reference", "data/policy", "data"]
        let descriptors = folders.map { $0 + "/datapackage.json" } + ["data/reference/sources.csv"]
        let found = Set(try FileTree(of: fixture.country.package).files.keys)
        #expect(found == described.union(descriptors))
        let required = PackageFile.all.filter(\.isRequired).map(\.path)
        #expect(described.isSuperset(of: required) && described.isSubset(of: PackageFile.all.map(\.path)))
    }

    @Test("names keep their accents and ligatures, and one kind of apostrophe")
    func names() throws {
        let fixture = try FixtureDatabase()
        let communes = try table(fixture.country, "data/communes.csv")
        #expect(communes.contains("20002,L'Œuf-Clos,20,201"))
        #expect(communes.contains("96006,Æther-et-Vaux,96,"))
        #expect(
            try table(fixture.country, "data/epcis.csv").contains("200000004,CU de l'Étang et de l'Œuf,CU,FA,7,5444,20")
        )
        let everything = try FileTree(of: fixture.country.package + "/data").files
            .filter { $0.key.hasSuffix(".csv") && !$0.key.hasPrefix("reference") }
        for (path, bytes) in everything { #expect(!bytes.text.contains("’"), "\(path)") }
    }

    @Test("EPCIs keep their outside members, with the nature that the law gives them")
    func epcis() throws {
        let fixture = try FixtureDatabase()
        #expect(
            try table(fixture.country, "data/epcis.csv").map { $0.prefix(9) }
                == ["200000001", "200000002", "200000003", "200000004"])
        #expect(try table(fixture.country, "data/epcis.csv")[2] == "200000003,Orme Métropole,ME,FPU,3,41021,96")
        #expect(
            try table(fixture.country, "data/epci_members.csv").filter { $0.hasPrefix("200000002") }
                == ["200000002,20004,1502", "200000002,20055,25309", "200000002,99001,2199"])
    }

    @Test("populations are read with spaces between digits, and none is made up")
    func populations() throws {
        let fixture = try FixtureDatabase()
        let rows = try table(fixture.country, "data/populations.csv")
        let latest = rows.filter { $0.contains(",recensement 2023,") }
        #expect(latest.count == 16)
        #expect(latest.contains("20055,recensement 2023,25310,410,25720"))
        #expect(latest.contains("96003,recensement 2023,0,0,0"))
        #expect(!latest.contains { $0.hasPrefix("96006") })
        // The census before stands beside the members of the EPCIs, as municipal populations alone.
        #expect(rows.filter { $0.contains(",recensement 2022,") }.count == 16)
        #expect(rows.contains("20001,recensement 2022,5209,,"))
    }

    @Test("classes of 2022 are carried over mergers, and say where they come from")
    func zrr() throws {
        let fixture = try FixtureDatabase()
        #expect(
            try table(fixture.country, "data/zonings/zrr.csv") == [
                "20001,zrr,2022,non_classe,", "20002,zrr,2022,classe,", "20003,zrr,2022,classe,",
                "20004,zrr,2022,partiel,",
                "20005,zrr,2022,mixed,20005=classe 20006=non_classe", "20007,zrr,2022,classe,20007=classe 20008=classe",
                "20010,zrr,2022,classe,", "20011,zrr,2022,non_classe,", "20055,zrr,2022,non_classe,",
                "20118,zrr,2022,partiel,20076=partiel",
                "96001,zrr,2022,non_classe,", "96002,zrr,2022,classe,", "96003,zrr,2022,classe,",
                "96004,zrr,2022,non_classe,",
                "96005,zrr,2022,classe,", "96006,zrr,2022,mixed,96006=non_classe 96007=partiel",
                "99001,zrr,2022,classe,",
            ])
    }

    @Test("a commune without a row in a zoning has no class")
    func unknownClass() throws {
        let fixture = try FixtureDatabase()
        let frr = try table(fixture.country, "data/zonings/frr.csv")
        #expect(frr.count == 16)
        #expect(!frr.contains { $0.hasPrefix("96006") })
        #expect(frr.contains("96003,frr,2025-07-10,beneficiaire_partiel,"))
        #expect(try table(fixture.country, "data/zonings/dsr.csv").count == 3 * 16)
        #expect(try table(fixture.country, "data/zonings/typology.csv").count == 4 * 17)
    }

    @Test("a QPV has the communes of the table, an arrondissement municipal counting for its city")
    func qpvs() throws {
        let fixture = try FixtureDatabase()
        #expect(
            try table(fixture.country, "data/qpv_communes.csv")
                == ["QN02001M,20004", "QN02001M,20055", "QN02002M,20055", "QN09601M,96001"])
    }

    @Test("from perimeters of the whole country, the QPV of outside members and of the neighbourhood come along")
    func neighbouringQPVs() throws {
        let country = try FixtureCountry()
        try country.runImport(replacements: ["qpv_shape": "fictif_anct_qpv_france.geojson"])
        #expect(
            try table(country, "data/qpvs.csv") == [
                "QN02001M,Les Deux Rives,true,\"Belle-Rive, Trois-Ponts\"",
                "QN02002M,Les Œillets,true,Trois-Ponts 1er Arrondissement", "QN09601M,L'Écluse,true,Basse-Ville",
                "QN09901M,Autre Bord,false,Outremont",
            ])
        let database = try country.build()
        let beyond = try database.place(at: Position(longitude: 2.45, latitude: 44.05))
        #expect(beyond.commune?.code == "99001" && beyond.areQPVsKnown && beyond.nearestQPV != nil)
        #expect(try database.query("qpv in all").rows.filter(\.isInScope).count == 3)
        #expect(try database.coverage(of: "epci:200000002", over: "qpv").qpvs?.qpvs == 3)
        #expect(
            try database.nearest("qpv", to: .position(Position(longitude: 2.45, latitude: 44.05))).rows[0].isCertain)
        // From those of the scope alone, beyond it nothing is known, and none is said to be the nearest.
        let alone = try FixtureDatabase().database
        #expect(try !alone.place(at: Position(longitude: 2.45, latitude: 44.05)).areQPVsKnown)
        #expect(try !alone.nearest("qpv", to: .position(Position(longitude: 2.45, latitude: 44.05))).rows[0].isCertain)
    }

    @Test("a merged commune has the school that one of its parts had")
    func schools() throws {
        let fixture = try FixtureDatabase()
        let rows = try table(fixture.country, "data/zonings/school.csv")
        #expect(rows.count == 16)
        #expect(
            rows.contains("20007,ecole_publique,2022-2023,elementaire,20007=aucune 20008=elementaire")
                && rows.contains("20118,ecole_publique,2022-2023,elementaire,20076=elementaire"))
        #expect(rows.contains("20002,ecole_publique,2022-2023,maternelle_seule,"))
        #expect(rows.contains("96004,ecole_publique,2022-2023,aucune,"))
    }

    @Test("France services points stand in the communes of today")
    func franceServices() throws {
        let fixture = try FixtureDatabase()
        #expect(
            try table(fixture.country, "data/france_services.csv") == [
                "1,France services d'Orme,20001,Fixe,2.01,44.01",
                "2,\"France services \"\"La Halle\"\"\",20055,Fixe,2.33,44.03",
                "3,France services de Pierre-Haute,20118,Bus,2.05,44.25",
                "4,France services de Basse-Ville,96001,Fixe,2.5,44.35",
                "10,France services d'Outremont,99001,Fixe et bus,2.45,44.05",
            ])
    }

    @Test("events are those of the ground of the package, and none of elsewhere")
    func movements() throws {
        let fixture = try FixtureDatabase()
        let rows = try table(fixture.country, "data/commune_movements.csv")
        #expect(rows.count == 28)
        #expect(rows.first == "20,1950-04-01,COM,96002,L'Isle-d'Aval,COM,96002,L'Isle-d'Aval")
        #expect(rows.contains("50,2024-03-04,COM,20076,Pierre-Haute,COM,20118,Pierre-Haute"))
        #expect(!rows.contains { $0.contains("2A004") })
    }

    @Test("every defect of the boundaries is repaired and told")
    func repairs() throws {
        let fixture = try FixtureDatabase()
        #expect(
            try table(fixture.country, "geo/repairs.csv") == [
                "repeated_points,QN02002M,1,,,,0.0", "spikes,QN02002M,1,,,,0.0", "repeated_points,20010,1,,,,0.0",
                "inserted_vertex,20118,,,2.050000,44.300000,0.0",
                "overlap,96002 96003,,96002,2.200000,44.300000,44299.4",
                "gap_left,96001,,,2.040000,44.340000,3543951.5",
                "gap_filled,96003 96004,,96004,2.300000,44.300000,4429.9",
            ])
    }

    @Test("everything carried over, left out or missing is told, with its file and line")
    func notices() throws {
        let country = try FixtureCountry()
        let outcome = try country.runImport()
        #expect(
            sentences(outcome.notices, in: country.sources) == [
                "fictif_dgcl_epci_perimetre.csv:9: EPCI 200000004 declares 7 member(s), and 6 row(s) name it",
                "fictif_dgcl_epci_perimetre.csv: no row for 1 commune(s) (96006); what this file would say of them is unknown",
                "fictif_insee_populations.csv: no row for 1 commune(s) (96006); what this file would say of them is unknown",
                "fictif_dgcl_frr_communes.csv: no row for 1 commune(s) (96006); what this file would say of them is unknown",
                "fictif_ofgl_dsr_2026.csv: no row for 1 commune(s) (99001); what this file would say of them is unknown",
                "fictif_dgcl_zrr_2022.csv: the codes are those of the geography of 2022; they are carried over to today’s",
                "fictif_dgcl_zrr_2022.csv:7: code 20006 (geography of 2022) is carried over to 20005",
                "fictif_dgcl_zrr_2022.csv:9: code 20008 (geography of 2022) is carried over to 20007",
                "fictif_dgcl_zrr_2022.csv:13: code 20076 (geography of 2022) is carried over to 20118",
                "fictif_dgcl_zrr_2022.csv:22: code 96007 (geography of 2022) is carried over to 96006",
                "fictif_menj_ecoles_2022.csv: the codes are those of the geography of 2022; they are carried over to today’s",
                "fictif_menj_ecoles_2022.csv:7: code 20006 (geography of 2022) is carried over to 20005",
                "fictif_menj_ecoles_2022.csv:9: code 20008 (geography of 2022) is carried over to 20007",
                "fictif_menj_ecoles_2022.csv:13: code 20076 (geography of 2022) is carried over to 20118",
                "fictif_menj_ecoles_2022.csv:20: code 96007 (geography of 2022) is carried over to 96006",
                "fictif_menj_ecoles_2022.csv: no row for 1 commune(s) (99001); what this file would say of them is unknown",
                "fictif_anct_qpv_communes.csv: QPV QN09901M lies in a commune outside the région; it is left out",
            ])
    }

    @Test("a package says where each file comes from, and the year of its codes")
    func provenance() throws {
        let fixture = try FixtureDatabase()
        let sources = try fixture.database.sources().sources
        let zrr = try #require(sources.first { $0.path == "data/zonings/zrr.csv" })
        #expect(zrr.codeVintage == 2022)
        #expect(zrr.rawFile == "fictif_dgcl_zrr_2022.csv")
        let raw = try [UInt8](contentsOfFile: fixture.country.sources + "/fictif_dgcl_zrr_2022.csv")
        #expect(zrr.rawSHA256 == SHA256Hash.of(raw))
        #expect(sources.first { $0.path == "data/zonings/frr.csv" }?.codeVintage == 2026)
    }

    @Test("the whole country imports and builds, Corsica and the overseas included")
    func france() throws {
        let country = try FixtureCountry()
        try country.runImport(scope: .france)
        let database = try country.build()
        #expect(database.stamp.scope == "france")
        #expect(try country.readPackage().rows(Tables.commune).count == 21)
        #expect(try database.sheet(for: "2a004").territory?.name == "Île-aux-Chênes")
        #expect(try database.place(at: Position(longitude: 55.35, latitude: -21.25)).commune?.code == "97401")
        #expect(try database.sheet(for: "974").territory?.isComplete == true)
        #expect(try database.sheet(for: "QN09901M").territory?.parents.first?.code == "99001")
    }

    @Test("sources that are not required can be missing: what they would say is unknown")
    func optionalSources() throws {
        let country = try FixtureCountry()
        let list = country.package + "/data/reference/sources.csv"
        let rows = try [UInt8](contentsOfFile: list).text.split(separator: "\n")
        let kept = rows.filter { row in !["zrr,", "dsr,", "school,", "france_services,"].contains { row.hasPrefix($0) }
        }
        try Array((kept.joined(separator: "\n") + "\n").utf8).write(toFile: list)
        try country.runImport()
        let zonings = try #require(try country.build().sheet(for: "20005").territory?.zonings.map(\.zoning))
        #expect(!zonings.contains("zrr") && zonings.contains("frr"))
    }
}
