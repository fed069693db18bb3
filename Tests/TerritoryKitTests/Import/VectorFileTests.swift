import Foundation
import GRDB
import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats
import TerritoryGeometry
import TerritoryKit

/// Boundaries of the fixture country in the formats of geographic software, in the ways in which people have them.
@Suite("Boundaries in GeoPackages and Shapefiles", .timeLimit(.minutes(2)))
struct VectorFileTests {
    private let country: FixtureCountry
    private let features: [GeoJSONFeature]

    init() throws {
        country = try FixtureCountry()
        let path = country.sources + "/communes.geojson"
        // Lambert-93 is for metropolitan France.
        features = try GeoJSONReader.features(in: [UInt8](contentsOfFile: path), file: path)
            .filter { $0.properties["code"] != .string("97401") }
    }

    // MARK: GeoPackages

    private func geoPackage(_ fill: (Database) throws -> Void) throws -> String {
        let path = country.sources + "/own.gpkg"
        let queue = try DatabaseQueue(path: path, configuration: SpatialiteConnection.configuration())
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "SELECT InitSpatialMetaData(1, 'WGS84'), InsertEpsgSrid(2154)")
            try db.execute(
                sql: """
                    CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id, definition);
                    CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);
                    INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326, ''), (9794, 'EPSG', 9794, ''),
                        (100001, 'NONE', 100001, 'PROJCS["RGF93 / Lambert-93",GEOGCS["RGF93"]]'),
                        (100002, 'NONE', 100002, 'PROJCS["NTF (Paris) / Lambert zone II"]');
                    """)
            try fill(db)
        }
        try queue.close()
        return path
    }

    /// A layer of all communes; `code` makes the value of the column of codes.
    private func addLayer(
        _ name: String, srs: String = "4326", epsg: Int = 4326, code: (String) -> String = { $0 }, _ db: Database
    ) throws {
        try db.execute(sql: "CREATE TABLE \(name) (code_insee, geometrie)")
        try db.execute(sql: "INSERT INTO gpkg_geometry_columns VALUES ('\(name)', 'geometrie', \(srs))")
        for feature in features {
            let shape = try #require(feature.multiPolygon)
            let blob = try #require(SpatialiteBlob.encode(shape))
            try db.execute(
                sql: "INSERT INTO \(name) VALUES (?, AsGPB(CastToMulti(ST_Transform(?, \(epsg)))))",
                arguments: [code(feature.properties["code"]?.identifier ?? ""), Data(blob)])
        }
    }

    /// What the import makes of a file: the shapes, or why it refuses them.
    private func shapes(of path: String) throws -> [CommuneCode: MultiPolygon] {
        try country.runImport(replacements: ["commune_shape": path])
        return try country.readPackage().communeShapes.mapValues(\.geometry)
    }

    private func refusal(of path: String) throws -> [String] {
        try refusals(in: country.sources) { try country.runImport(replacements: ["commune_shape": path]) }
    }

    private func expected() throws -> [CommuneCode: MultiPolygon] {
        try shapes(of: country.sources + "/communes.geojson")
    }

    @Test("the layer called commune is read, though others repeat its codes")
    func layers() throws {
        let path = try geoPackage { db in
            try addLayer("arrondissement_municipal", code: { _ in "75101" }, db)
            try addLayer("COMMUNE", db)
            try addLayer("departement", code: { String($0.prefix(2)) }, db)
        }
        #expect(try shapes(of: path) == expected())
    }

    @Test("layers among which none is called so are named, and a file without a commune of the scope is refused")
    func otherLayers() throws {
        let two = try geoPackage { db in
            try addLayer("a", db)
            try addLayer("b", db)
        }
        #expect(
            try refusal(of: two) == [
                "own.gpkg: several layers have a code of a commune: a, b; one alone, or one called “commune”, is expected"
            ])
        try FileManager.default.removeItem(atPath: two)
        let other = try geoPackage { try addLayer("a", code: { _ in "75056" }, $0) }
        #expect(try refusal(of: other).contains { $0.contains("already stands on line 1") })
        try FileManager.default.removeItem(atPath: other)
        let empty = try geoPackage { db in
            try addLayer("a", db)
            try db.execute(sql: "UPDATE a SET code_insee = '75056'; DELETE FROM a WHERE rowid > 1")
        }
        #expect(
            try refusal(of: empty) == [
                "own.gpkg: none of the 1 shapes is that of a commune of the scope: is it the right file, or the right layer?"
            ])
    }

    @Test(
        "a realisation of Lambert-93, and a system of the file’s own, are within a metre",
        arguments: ["9794", "100001"])
    func systems(srs: String) throws {
        let path = try geoPackage { try addLayer("communes", srs: srs, epsg: 2154, $0) }
        let found = try shapes(of: path)
        let expected = try expected()
        #expect(found.keys.sorted() == expected.keys.sorted())
        for (code, shape) in expected {
            let box = try #require(shape.boundingBox)
            let other = try #require(found[code]?.boundingBox)
            for (left, right) in [(box.west, other.west), (box.south, other.south), (box.east, other.east)] {
                #expect(abs(left - right) < 1e-5, "\(code)")
            }
        }
    }

    @Test(
        "a system that nobody knows, or that is no system, is named",
        arguments: [
            ("100002", "“NTF (Paris) / Lambert zone II”"), ("'lambert'", "“EPSG:lambert”"), ("NULL", "“EPSG:”"),
            ("999999", "“EPSG:999999”"),
        ])
    func unknownSystem(srs: String, name: String) throws {
        let path = try geoPackage { try addLayer("commune", srs: srs, $0) }
        let found = try refusal(of: path)
        #expect(
            found.count == 1 && found[0].hasPrefix("own.gpkg: coordinate reference system \(name): WGS 84"), "\(found)")
    }

    @Test(
        "lists that say nonsense are refused",
        arguments: [
            ("UPDATE gpkg_geometry_columns SET column_name = NULL", "layer “commune” lacks the column of shapes"),
            ("UPDATE gpkg_geometry_columns SET column_name = 'x'", "layer “commune” lacks the column of shapes"),
            ("UPDATE gpkg_geometry_columns SET table_name = NULL", "the feature has no code"),
            ("UPDATE gpkg_geometry_columns SET table_name = x'FF00'", "the feature has no code"),
            ("DROP TABLE gpkg_spatial_ref_sys", "SpatiaLite cannot read this file"),
            ("UPDATE commune SET code_insee = 7", "“7” is not the INSEE code of a commune"),
            ("UPDATE commune SET code_insee = NULL", "“” is not the INSEE code of a commune"),
            ("UPDATE commune SET geometrie = 'x'", "has no polygon"),
        ])
    func hostileLists(edit: String, sentence: String) throws {
        let path = try geoPackage { db in
            try addLayer("commune", db)
            try db.execute(sql: edit)
        }
        let found = try refusal(of: path)
        #expect(found.contains { $0.contains(sentence) }, "\(found.prefix(3))")
    }

    @Test("a view without an end is not read", arguments: ["commune", "gpkg_geometry_columns"])
    func endlessView(name: String) throws {
        let path = try geoPackage { db in
            try addLayer("commune", db)
            try db.execute(
                sql: """
                    ALTER TABLE \(name) RENAME TO former;
                    CREATE VIEW \(name) AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                        SELECT former.* FROM former, n;
                    """)
        }
        #expect(try refusal(of: path).count == 1)
    }

    // MARK: Shapefiles

    private func shapefile(_ prj: String?, name: String = "Bézu", scale: Double = 1) throws -> String {
        let base = country.sources + "/COMMUNE"
        let files = ShapefileBytes(
            features.map { feature in
                ShapefileBytes.Record(
                    code: feature.properties["code"]?.identifier ?? "", name: name,
                    shape: feature.multiPolygon ?? MultiPolygon())
            }, scale: scale)
        for (part, bytes) in [("shp", files.shp), ("shx", files.shx), ("dbf", files.dbf)] {
            try bytes.write(toFile: "\(base).\(part)")
        }
        if let prj { try [UInt8](prj.utf8).write(toFile: base + ".prj") }
        return base + ".shp"
    }

    private static let wgs84 = #"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]"#

    @Test("names in Latin-1 without a .cpg take no shape away")
    func latin1() throws {
        #expect(try shapes(of: shapefile(Self.wgs84)) == expected())
    }

    @Test("degrees without a .prj are read; metres are refused, and the .prj is asked for")
    func withoutSystem() throws {
        #expect(try shapes(of: shapefile(nil)) == expected())
        let found = try refusal(of: shapefile(nil, scale: 100_000))
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("COMMUNE.shp:1: position [200000.0, 4400000.0] is off the globe"), "\(found)")
        #expect(found[0].hasSuffix("COMMUNE.prj is missing, which would name their system"))
    }

    @Test("a system that nobody knows, a part that is missing and a part that is a pipe are refused")
    func brokenShapefile() throws {
        let path = try shapefile(#"PROJCS["Lambert II étendu",GEOGCS["NTF"]]"#)
        #expect(
            try refusal(of: path).first?.hasPrefix("COMMUNE.shp: coordinate reference system “Lambert II étendu”")
                == true)
        try FileManager.default.removeItem(atPath: country.sources + "/COMMUNE.prj")
        #expect(mkfifo(country.sources + "/COMMUNE.prj", 0o600) == 0)
        #expect(try refusal(of: path) == ["COMMUNE.prj: this is a pipe or a device, a file was expected"])
        try FileManager.default.removeItem(atPath: country.sources + "/COMMUNE.dbf")
        #expect(try refusal(of: path) == ["COMMUNE.dbf: this file does not exist"])
    }

    // What SpatiaLite does with a length that is none ends the process.
    @Test("damaged bytes are refused, or read without harm", arguments: ["shp", "shx", "dbf"])
    func damaged(part: String) throws {
        let path = try shapefile(nil)
        let sound = try [UInt8](contentsOfFile: path.dropLast(3) + part)
        var problems: [SourceProblem] = []
        let shapes = VectorFile(path: path).communes(&problems)
        try #require(problems.isEmpty && shapes.count == features.count)
        var random = SplitMix64(seed: 11)
        var refused = 0
        for _ in 0..<400 {
            var bytes = sound
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
            case 1:
                // Lengths and counts lie in whole words.
                let start = 4 * Int.random(in: 0..<bytes.count / 4, using: &random)
                let word: [UInt8] =
                    [[0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0x7F]]
                    .randomElement(using: &random) ?? []
                bytes.replaceSubrange(start..<start + 4, with: word)
            default: bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            try bytes.write(toFile: path.dropLast(3) + part)
            var problems: [SourceProblem] = []
            let found = VectorFile(path: path).communes(&problems)
            if !problems.isEmpty { refused += 1 }
            #expect(!problems.isEmpty || found.count == features.count)
        }
        #expect(refused > 0)
    }
}
