import Foundation
import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats
@testable import TerritoryKit

/// What needs the publishers’ own files, which lie beside the repository on some machines only.
@Suite("Checks against the publishers’ files", .enabled(if: Repository.hasRawSources, "../shared/sources is not there"))
struct SourceChecks {
    /// A folder with the tables of reference of the repository, and nothing imported.
    private func emptyPackage() throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        for path in ["data/reference", "data/policy", "data/rules"] {
            for (name, bytes) in try FileTree(of: Repository.root + "/" + path).files
            where !name.hasSuffix("datapackage.json") {
                try bytes.write(toFile: folder.path + "/" + path + "/" + name)
            }
        }
        return folder
    }

    private func runImport(into package: String, replacements: [PackageImport.Replacement] = []) throws {
        _ = try PackageImport(
            sources: Repository.rawSources, package: package, scope: .region(RegionCode(unchecked: "76")),
            replacements: replacements
        ).run()
    }

    @Test("importing them gives the committed package, byte for byte")
    func committed() throws {
        let folder = try emptyPackage()
        try runImport(into: folder.path)
        for name in ["geo", "data"] {
            let committed = try FileTree(of: Repository.root + "/" + name)
            #expect(try FileTree(of: folder.path + "/" + name).differences(from: committed).isEmpty)
        }
    }

    @Test(
        "a GeoPackage and a Shapefile of the same boundaries give the same shapes",
        .enabled(if: Command.path(of: "ogr2ogr") != nil, "ogr2ogr is not there"),
        arguments: [("GPKG", "communes.gpkg"), ("ESRI Shapefile", "communes.shp")])
    func vectorFiles(driver: String, name: String) throws {
        let folder = try emptyPackage()
        let path = folder.path + "/" + name
        let source = "/vsigzip/" + Repository.rawSources + "/communes_occitanie_2026_hd.geojson.gz"
        let made = try Command(
            try #require(Command.path(of: "ogr2ogr")),
            ["-f", driver, path, source, "-lco", "ENCODING=UTF-8", "-nln", "communes"], directory: folder.path
        ).run()
        #expect(made.status == 0, "\(made.messages)")
        try runImport(into: folder.path, replacements: [PackageImport.Replacement(role: "commune_shape", file: path)])
        let found = try DataPackage(directory: folder.path).communeShapes.mapValues(\.geometry)
        let committed = try DataPackage(directory: Repository.root).communeShapes.mapValues(\.geometry)
        #expect(found.filter { committed[$0.key] != $0.value }.map(\.key.rawValue).sorted() == [])
        #expect(found.count == committed.count)
    }

    /// INSEE’s own counts of the communes of France with the overseas départements, on 1 January of the year.
    static let communesOfFrance = [
        (1999, 36_679), (2010, 36_682), (2011, 36_680), (2012, 36_700), (2015, 36_658), (2016, 35_885), (2017, 35_416),
        (2018, 35_357), (2019, 34_970), (2020, 34_968), (2021, 34_965), (2022, 34_955), (2023, 34_945), (2024, 34_935),
        (2025, 34_875),
    ]

    @Test("the events of the communes give INSEE’s count of each year")
    func counts() throws {
        let cog = try nationalCOG()
        let codes = Set(cog.movements.flatMap { [$0.before?.code, $0.after?.code].compactMap { $0 } })
            .union(cog.communes.keys)
        for (year, count) in Self.communesOfFrance {
            let day = CivilDate(unchecked: year, 1, 1)
            #expect(codes.count { cog.history.isCommune($0, on: day) } == count, "\(year)")
        }
    }

    @Test("the communes alive today by their events are those that INSEE lists")
    func today() throws {
        let cog = try nationalCOG()
        let codes = Set(cog.movements.flatMap { [$0.before?.code, $0.after?.code].compactMap { $0 } })
            .union(cog.communes.keys)
        let alive = codes.filter { cog.history.isCommune($0, on: cog.date) }
        #expect(alive.symmetricDifference(cog.communes.keys).sorted() == [])
    }

    @Test(
        "wherever a commune of France was, its ground is a commune’s today", arguments: [1944, 1970, 2008, 2017, 2024])
    func ground(year: Int) throws {
        let cog = try nationalCOG()
        let day = CivilDate(unchecked: year, 1, 1)
        let codes = Set(cog.movements.compactMap { $0.before?.code }).filter { cog.history.isCommune($0, on: day) }
        let lost = codes.filter { code in
            let successors = cog.history.succession(of: code, from: day).successors
            return successors.isEmpty || successors.contains { cog.communes[$0] == nil }
        }
        // Saint-Barthélemy and Saint-Martin were communes from 1946-03-21 until 2007-02-22.
        #expect(lost.sorted() == ((1947...2007).contains(year) ? ["97123", "97127"] : []))
    }

    private func nationalCOG() throws -> COG { try Self.national.get() }

    private static let national = Result {
        let files: [SourceRole: String] = [
            .communes: "insee_cog_v_commune_2026.csv", .movements: "insee_cog_v_mvt_commune_2026.csv",
        ]
        var report = ImportReport()
        let sources = try files.reduce(into: RawSources()) { sources, file in
            let entry = SourceList.Entry(
                role: file.key, file: file.value, label: LocalizedText(""), title: "", publisher: "", license: "",
                vintage: "",
                date: CivilDate(unchecked: 2026, 1, 1))
            let path = Repository.rawSources + "/" + file.value
            sources.add(
                RawSource(entry: entry, file: path, bytes: try [UInt8](contentsOfFile: path), hash: ""))
        }
        let cog = COG(sources, &report)
        guard report.problems.isEmpty else { throw ImportError(report.problems) }
        return cog
    }
}
