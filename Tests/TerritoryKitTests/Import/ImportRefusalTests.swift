import Foundation
import TerritoryTestSupport
import Testing
internal import TerritoryFormats
internal import TerritoryBuild
import TerritoryGeometry
import TerritoryKit

/// One text of a raw file replaced by another, and the problem that it makes.
struct RawDefect: CustomTestStringConvertible, Sendable {
    var file: String
    var old: String
    var new: String
    /// The English sentence that is expected, or its beginning.
    var sentence: String

    var testDescription: String { sentence }

    static let all = [
        RawDefect(
            file: "cog_v_departement.csv", old: "20,99,", new: "2C,99,",
            sentence: "cog_v_departement.csv:2: “2C” is not the code of a département"),
        RawDefect(
            file: "cog_v_commune.csv", old: "COM,20003,", new: "COMX,20003,",
            sentence: "cog_v_commune.csv:4: “COMX” in column “TYPECOM”; expected: one of COM, COMD, COMA, ARM"),
        RawDefect(
            file: "cog_v_mvt_commune.csv", old: "50,2024-03-04", new: "50,2024-03-44",
            sentence: "cog_v_mvt_commune.csv:10: “2024-03-44” in column “DATE_EFF”; expected: a date in the form"),
        RawDefect(
            file: "fictif_insee_populations.csv", old: "L'Œuf-Clos;48;0;48", new: "L'Œuf-Clos;s;0;48",
            sentence:
                "fictif_insee_populations.csv:3: “s” in column “PMUN”; expected: a whole number from 0 to 1,000,000,000"
        ),
        RawDefect(
            file: "fictif_dgcl_epci_perimetre.csv", old: ";96002;", new: ";96001;",
            sentence:
                "fictif_dgcl_epci_perimetre.csv:18: “96001” already stands on line 17; one row is expected for each “insee”"
        ),
        RawDefect(
            file: "fictif_dgcl_epci_perimetre.csv", old: ";99002;", new: ";99942;",
            sentence: "fictif_dgcl_epci_perimetre.csv:21: “99942” is not a commune of the code officiel géographique"),
        RawDefect(
            file: "fictif_dgcl_frr_communes.csv", old: "L'Œuf-Clos;FRR socle", new: "L'Œuf-Clos;FRR soclé",
            sentence:
                "fictif_dgcl_frr_communes.csv:3: “FRR soclé” in column “Classement FRR et FRR+ au 10 juillet 2025”"),
        RawDefect(
            file: "fictif_ofgl_dsr_2026.csv", old: "dsr_cible_2026", new: "cible_2026",
            sentence: "fictif_ofgl_dsr_2026.csv:1: column “dsr_cible_2…” is missing; columns found: code, nom"),
        RawDefect(
            file: "fictif_insee_typologies_communes.csv", old: ",7,3,1\n20003", new: ",7,3\n20003",
            sentence: "fictif_insee_typologies_communes.csv:3: 8 field(s) found, 9 expected from the header"),
        RawDefect(
            file: "fictif_dgcl_zrr_2022.csv", old: "20003,C", new: "20002,C",
            sentence:
                "fictif_dgcl_zrr_2022.csv:4: “20002” already stands on line 3; one row is expected for each “insee_com”"
        ),
        RawDefect(
            file: "fictif_anct_qpv_communes.csv", old: "QN02002M", new: "QN0202M",
            sentence: "fictif_anct_qpv_communes.csv:4: “QN0202M” is not the code of a QPV"),
        RawDefect(
            file: "fictif_anct_france_services.csv", old: "44.01,2.01", new: "440.1,2.01",
            sentence: "fictif_anct_france_services.csv:2: “2.01 440.1” in column “longitude latitude”"),
        RawDefect(
            file: "fictif_menj_ecoles_2022.csv", old: "20003,1,0", new: "20003,-1,0",
            sentence: "fictif_menj_ecoles_2022.csv:4: “-1+0” in column “ecole_publique_1er_degre+maternelle_seule”"),
        RawDefect(
            file: "communes.geojson", old: "\"code\":\"20002\"", new: "\"code\":\"2002\"",
            sentence: "communes.geojson:3: “2002” is not the INSEE code of a commune"),
    ]
}

@Suite("Imports that are refused")
struct ImportRefusalTests {
    @Test("a defect is told with its file, its line and what was expected", arguments: RawDefect.all)
    func defect(defect: RawDefect) throws {
        let country = try FixtureCountry()
        try country.edit("raw/" + defect.file, replacing: defect.old, with: defect.new)
        let found = try refusals(in: country.sources) { try country.runImport() }
        #expect(found.contains { $0.hasPrefix(defect.sentence) }, "\(found)")
    }

    @Test("the defects of all files are told at once, and the former package stays as it was")
    func all() throws {
        let country = try FixtureCountry()
        try country.runImport()
        let before = try FileTree(of: country.package)
        for defect in RawDefect.all { try country.edit("raw/" + defect.file, replacing: defect.old, with: defect.new) }
        let found = try refusals(in: country.sources) { try country.runImport() }
        for defect in RawDefect.all { #expect(found.contains { $0.hasPrefix(defect.sentence) }, "\(defect.sentence)") }
        #expect(try FileTree(of: country.package).differences(from: before).isEmpty)
    }

    @Test("a refused first import writes nothing")
    func nothing() throws {
        let country = try FixtureCountry()
        let before = try FileTree(of: country.package)
        try country.edit("raw/fictif_insee_populations.csv", replacing: "PMUN", with: "PM")
        #expect(
            try refusals(in: country.sources) { try country.runImport() } == [
                "fictif_insee_populations.csv:1: column “PMUN” is missing; columns found: REG, Région, DEP, CODARR, CODCAN, "
                    + "CODCOM, COM, Commune, PM, PCAP, PTOT"
            ])
        #expect(try FileTree(of: country.package).differences(from: before).isEmpty)
    }

    @Test("files that are missing, empty or cut short are told together")
    func unreadable() throws {
        let country = try FixtureCountry()
        try FileManager.default.removeItem(atPath: country.sources + "/fictif_dgcl_zrr_2022.csv")
        try [UInt8]().write(toFile: country.sources + "/fictif_menj_ecoles_2022.csv")
        let shapes = try [UInt8](contentsOfFile: country.sources + "/communes.geojson")
        try Array(try gzip(shapes).dropLast(40)).write(toFile: country.sources + "/communes.geojson.gz")
        let found = try refusals(in: country.sources) {
            try country.runImport(replacements: ["commune_shape": "communes.geojson.gz"])
        }
        #expect(found.count == 3)
        #expect(found.contains("fictif_dgcl_zrr_2022.csv: this file does not exist"))
        #expect(found.contains("fictif_menj_ecoles_2022.csv: this file is empty"))
        #expect(
            found.contains { $0.hasPrefix("communes.geojson.gz: ") && $0.contains("stops before its end") }, "\(found)")
    }

    @Test("boundaries packed with gzip give the same shapes")
    func packed() throws {
        let country = try FixtureCountry()
        try country.runImport()
        let before = try [UInt8](contentsOfFile: country.package + "/geo/communes.geojson")
        let shapes = try [UInt8](contentsOfFile: country.sources + "/communes.geojson")
        try gzip(shapes).write(toFile: country.sources + "/communes.geojson.gz")
        let changes = try country.runImport(replacements: ["commune_shape": "communes.geojson.gz"]).changes
        #expect(changes.lists.map(\.role) == ["commune_shape"] && changes.moves.isEmpty && changes.added.isEmpty)
        #expect(try [UInt8](contentsOfFile: country.package + "/geo/communes.geojson") == before)
    }

    @Test("two columns that may be the one that is meant are told, and neither is taken")
    func twoColumns() throws {
        let country = try FixtureCountry()
        let path = "raw/fictif_dgcl_frr_communes.csv"
        try country.edit(path, replacing: "juillet 2025;", with: "juillet 2025;Classement FRR 2024")
        #expect(
            try refusals(in: country.sources) { try country.runImport() } == [
                "fictif_dgcl_frr_communes.csv:1: 2 columns begin with “Classement FRR”: “Classement FRR et FRR+ au 10 "
                    + "juillet 2025”, “Classement FRR 2024”; one is expected"
            ])
    }

    @Test("a code that is a number of five digits leaves no doubt")
    func numericCode() throws {
        let country = try FixtureCountry()
        let path = country.sources + "/communes.geojson"
        try country.runImport()
        let before = try country.readPackage().communeShapes.mapValues(\.geometry)
        let text = try [UInt8](contentsOfFile: path).text
        try [UInt8](text.replacing(/"code":"([0-9]+)"/) { "\"code\":\($0.1)" }.utf8).write(toFile: path)
        try country.runImport()
        #expect(try country.readPackage().communeShapes.mapValues(\.geometry) == before)
        try country.edit("raw/communes.geojson", replacing: "\"code\":20001", with: "\"code\":1001")
        let found = try refusals(in: country.sources) { try country.runImport() }
        #expect(found.first?.hasPrefix("communes.geojson:2: “1001” is not the INSEE code of a commune") == true)
    }

    @Test("a Latin-1 table is told with the line of its first accent")
    func latin1() throws {
        let country = try FixtureCountry()
        let path = country.sources + "/fictif_insee_populations.csv"
        let latin = try #require(
            [UInt8](contentsOfFile: path).text.replacing("Œ", with: "O").replacing("œ", with: "o")
                .replacing("Æ", with: "A").data(using: .isoLatin1))
        try [UInt8](latin).write(toFile: path)
        let found = try refusals(in: country.sources) { try country.runImport() }
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("fictif_insee_populations.csv:1: the byte E9 (no. 6 of the file) is not UTF-8"))
    }

    @Test("a list without a required role, and a replacement of no role, are told")
    func roles() throws {
        let country = try FixtureCountry()
        try country.edit("package/data/reference/sources.csv", replacing: "frr,fictif_dgcl", with: "zrr,dgcl")
        let found = try refusals(in: country.package) { try country.runImport(replacements: ["shape": "a.gpkg"]) }
        #expect(found.contains("data/reference/sources.csv: no source for “frr”; a row with this role is expected"))
        #expect(found.contains { $0.hasPrefix("a.gpkg: “shape” is not the role of a source; expected: ") })
    }

    @Test("a missing table of reference is told once")
    func missingReference() throws {
        let country = try FixtureCountry()
        try FileManager.default.removeItem(atPath: country.package + "/data/reference/zonings.csv")
        #expect(
            try refusals(in: country.package) { try country.runImport() }
                == ["data/reference/zonings.csv: this file does not exist"])
    }

    @Test("a QPV that the table names and the perimeters lack is told")
    func qpvWithoutShape() throws {
        let country = try FixtureCountry()
        try country.edit("raw/fictif_anct_qpv.geojson", replacing: "QN09601M", with: "QN09602M")
        let notices = try country.runImport().notices.map { $0.sentence(in: .english) }
        let path = country.sources + "/fictif_anct_qpv.geojson"
        #expect(notices.contains("\(path): “QN09601M” has no polygon; a Polygon or a MultiPolygon is expected"))
        #expect(notices.contains { $0.hasPrefix(path) && $0.contains("“QN09602M”") })
        _ = try country.build()
    }

    private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryDirectory()
        try bytes.write(toFile: folder.path + "/a")
        _ = try Command("/usr/bin/env", ["gzip", folder.path + "/a"], directory: folder.path).run()
        return try [UInt8](contentsOfFile: folder.path + "/a.gz")
    }
}
