import Foundation
import TerritoryTestSupport
import Testing
import TerritoryKit

/// One text of a package replaced by another, and the problem that it makes.
struct PackageDefect: CustomTestStringConvertible, Sendable {
    var file: String
    var old: String
    var new: String
    /// The English sentence that is expected, or its beginning.
    var sentence: String

    var testDescription: String { sentence }

    static let all = [
        PackageDefect(
            file: "data/communes.csv", old: "20002,L'", new: "2002,L'",
            sentence: "data/communes.csv:3: “2002” is not the INSEE code of a commune: five characters expected"),
        PackageDefect(
            file: "data/communes.csv", old: "99001,Outremont,99,991\n",
            new: "99001,Outremont,99,991\n20003,Encore,20,201\n",
            sentence: "data/communes.csv:19: “20003” already stands on line 4; one row is expected for each “code”"),
        PackageDefect(
            file: "data/communes.csv", old: "20002,L'Œuf-Clos,20", new: "20002,,20",
            sentence: "data/communes.csv:3: nothing in column “name”; expected: a text"),
        PackageDefect(
            file: "data/epci_members.csv", old: "200000001,20002", new: "200000999,20002",
            sentence: "data/epci_members.csv:3: “200000999” (column “epci”) is not in data/epcis.csv"),
        PackageDefect(
            file: "data/epcis.csv", old: ",CC,FPU", new: ",CD,FPU",
            sentence: "data/epcis.csv:2: “CD” in column “nature”; expected: ME, MET69, CU, CA, CC"),
        PackageDefect(
            file: "data/populations.csv", old: "vintage,municipal", new: "vintage,municipale",
            sentence: "data/populations.csv:1: column “municipal” is missing; columns found: commune, vintage, "),
        PackageDefect(
            file: "data/populations.csv", old: "20001,recensement 2023,5210,95,5305",
            new: "20001,recensement 2023,5210,95,5304",
            sentence: "data/populations.csv:18: “5304” in column “total”; expected: 5210 + 95 = 5305"),
        PackageDefect(
            file: "data/populations.csv", old: "recensement 2023,5210", new: "recensement 2023,05210",
            sentence: "data/populations.csv:18: “05210” in column “municipal”; expected: a whole number from 0 to"),
        PackageDefect(
            file: "data/populations.csv", old: "recensement 2023,48,0,48", new: "recensement 2023,48,0",
            sentence: "data/populations.csv:19: 4 field(s) found, 5 expected from the header"),
        PackageDefect(
            file: "data/populations.csv", old: "20002,recensement 2023,", new: "20002,recensement 2021,",
            sentence: "data/populations.csv:19: “recensement 2021” in column “vintage”; expected: a vintage of which"),
        PackageDefect(
            file: "data/zonings/frr.csv", old: "20002,frr,2025-07-10,frr", new: "20002,frr,2025-07-10,frr_moins",
            sentence:
                "data/zonings/frr.csv:3: “frr frr_moins” (column “class”) is not in data/reference/zoning_classes.csv"),
        PackageDefect(
            file: "data/reference/zoning_classes.csv", old: "\nfrr,frr_plus,",
            new: "\n" + (1...255).map { "frr,x\($0),,x,x,9,in,\n" }.joined() + "frr,frr_plus,",
            sentence:
                "data/reference/zoning_classes.csv:257: “frr” in column “zoning”; expected: 255 classes at most for a zoning"
        ),
        PackageDefect(
            file: "data/commune_movements.csv", old: "20,1950-04-01,COM,96002,L'Isle-d'Aval,COM,96005",
            new: "20,1950-04-31,COM,96002,L'Isle-d'Aval,COM,96005",
            sentence: "data/commune_movements.csv:3: “1950-04-31” in column “date”; expected: a date in the form"),
        PackageDefect(
            file: "data/france_services.csv", old: "2.33,44.03", new: "\"2,33\",44.03",
            sentence: "data/france_services.csv:3: “2,33” in column “longitude”; expected: a number"),
        PackageDefect(
            file: "data/qpv_communes.csv", old: "QN09601M", new: "QN09602M",
            sentence: "data/qpv_communes.csv:5: “QN09602M” (column “qpv”) is not in data/qpvs.csv"),
        PackageDefect(
            file: "data/policy/contracts.csv", old: "departement,20,", new: "departement,21,",
            sentence: "data/policy/contracts.csv:2: “21” (column “territory”) is not in departement"),
        PackageDefect(
            file: "geo/communes.geojson", old: "\"code\":\"20002\"", new: "\"code\":\"20009\"",
            sentence: "geo/communes.geojson:3: “20009” (column “code”) is not in data/communes.csv"),
        PackageDefect(
            file: "geo/communes.geojson", old: "[2.04,44.06],[2.04,44.04]]]]", new: "[2.04,44.06]]]]",
            sentence: "geo/communes.geojson:3: feature no. 2: open ring: its last position must repeat the first"),
        PackageDefect(
            file: "geo/communes.geojson", old: "\"code\":\"20003\"", new: "\"code\":\"20002\"",
            sentence: "geo/communes.geojson:4: “20002” already stands on line 3; one row is expected for each “code”"),
        PackageDefect(
            file: "geo/qpv.geojson", old: "[2.305,44.05]", new: "[2.305,94.05]",
            sentence: "geo/qpv.geojson:2: feature no. 1: position [2.305, 94.05] is off the globe"),
        PackageDefect(
            file: "data/datapackage.json", old: "region:99", new: "region:9",
            sentence: "data/datapackage.json: “region:9” is not a scope; expected: a région in the form region:76"),
        PackageDefect(
            file: "data/datapackage.json", old: "\"resources\"", new: "\"ressources\"",
            sentence: "data/datapackage.json: this is not the description of a data package"),
        PackageDefect(
            file: "data/datapackage.json", old: "\"path\" : \"epcis.csv\"", new: "\"path\" : \"other.csv\"",
            sentence: "data/datapackage.json: resource “data/epcis.csv” is not described; it is required"),
    ]
}

@Suite("Packages with a defect")
struct PackageDefectTests {
    @Test("a defect is told with its file and line, and the former database stays", arguments: PackageDefect.all)
    func defect(defect: PackageDefect) throws {
        let fixture = try FixtureDatabase()
        try fixture.country.edit("package/" + defect.file, replacing: defect.old, with: defect.new)
        let found = try refusedBuild(fixture, acceptsEdits: true)
        #expect(found.contains { $0.hasPrefix(defect.sentence) }, "\(found)")
    }

    @Test("without --accept-edited, a changed file is told to be no longer the one that was imported")
    func edited() throws {
        let fixture = try FixtureDatabase()
        try fixture.country.edit(
            "package/data/populations.csv", replacing: "2023,5210,95,5305", with: "2023,5211,95,5306")
        let found = try refusedBuild(fixture, acceptsEdits: false)
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("data/populations.csv: this is no longer the file that was imported (sha256:"))
    }

    @Test("with --accept-edited, the database names the edited file")
    func acceptedEdit() throws {
        let fixture = try FixtureDatabase()
        try fixture.country.edit(
            "package/data/populations.csv", replacing: "2023,5210,95,5305", with: "2023,5211,95,5306")
        let database = try fixture.country.build(acceptsEdits: true)
        #expect(try database.sources().editedFiles == ["data/populations.csv"])
        #expect(try database.sheet(for: "20001").territory?.population?.municipal == 5211)
    }

    @Test("tables kept by hand may be edited freely")
    func keptByHand() throws {
        let fixture = try FixtureDatabase()
        try fixture.country.edit("package/data/policy/contracts.csv", replacing: "Pacte fictif", with: "Pacte")
        #expect(try fixture.country.build().sources().editedFiles.isEmpty)
    }

    @Test("a Latin-1 file, an empty one and a missing one are told together")
    func bytes() throws {
        let fixture = try FixtureDatabase()
        let folder = fixture.country.package + "/data/"
        try Array("code,name,nature,financing,declared_members,declared_population\n2,".utf8 + [0xC9]).write(
            toFile: folder + "epcis.csv")
        try [UInt8]().write(toFile: folder + "qpv_communes.csv")
        try FileManager.default.removeItem(atPath: folder + "zonings/school.csv")
        let found = try refusedBuild(fixture, acceptsEdits: true)
        #expect(found.contains { $0.hasPrefix("data/epcis.csv:2: the byte C9 ") })
        #expect(found.contains("data/qpv_communes.csv: this file is empty"))
        #expect(found.contains("data/zonings/school.csv: this file does not exist"))
    }

    @Test("a polygon that crosses itself is told with its line")
    func selfCrossing() throws {
        let fixture = try FixtureDatabase()
        try fixture.country.edit(
            "package/geo/communes.geojson", replacing: "[[[[2.04,44.04],[2.06,44.04],[2.06,44.06],",
            with: "[[[[2.04,44.04],[2.06,44.06],[2.06,44.04],")
        let found = try refusedBuild(fixture, acceptsEdits: true)
        #expect(found.contains { $0.hasPrefix("geo/communes.geojson:3: ") }, "\(found)")
    }

    @Test("every defect of every file is told at once")
    func all() throws {
        let fixture = try FixtureDatabase()
        let defects = PackageDefect.all.filter {
            $0.file.hasSuffix(".csv") && !$0.sentence.contains("populations") && !$0.sentence.contains(": nothing in ")
        }
        for defect in defects {
            try fixture.country.edit("package/" + defect.file, replacing: defect.old, with: defect.new)
        }
        let found = try refusedBuild(fixture, acceptsEdits: true)
        for defect in defects { #expect(found.contains { $0.hasPrefix(defect.sentence) }, "\(defect.sentence)") }
    }

    /// What the build is refused for; the former database must stand byte for byte, and nothing lie beside it.
    private func refusedBuild(_ fixture: FixtureDatabase, acceptsEdits: Bool) throws -> [String] {
        let before = try FileTree(of: fixture.country.directory.path)
        let found = try refusals(in: fixture.country.package) { try fixture.country.build(acceptsEdits: acceptsEdits) }
        #expect(try FileTree(of: fixture.country.directory.path).differences(from: before).isEmpty)
        return found
    }
}
