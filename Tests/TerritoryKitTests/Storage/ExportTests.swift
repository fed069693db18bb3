import Foundation
import GRDB
import TerritoryTestSupport
import Testing
@testable import TerritoryFormats
@testable import TerritoryGeometry
@testable import TerritoryKit

@Suite("Exports")
struct ExportTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    private func bytes(_ request: ExportRequest) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try fixture.database.export(request) { bytes += $0 }
        return bytes
    }

    private func features(_ request: ExportRequest) throws -> [GeoJSONFeature] {
        try GeoJSONReader.features(in: try bytes(request), file: "export")
    }

    private func codes(_ request: ExportRequest) throws -> [String] {
        try features(request).map { feature in
            guard case .string(let code) = feature.properties["code"] else { return "" }
            return code
        }
    }

    static let counts: [(ExportLayer, Int)] = [
        (.territories(.commune), 16), (.territories(.epci), 4), (.territories(.arrondissement), 3),
        (.territories(.departement), 2), (.territories(.region), 1), (.territories(.qpv), 3), (.zones(of: "frr"), 5),
    ]
    static let everyLayer = counts.map(\.0)
    static let kinds = TerritoryKind.allCases.filter { $0 != .grouping }

    @Test("every layer reads back, with its features in the order of their codes", arguments: counts)
    func layers(layer: ExportLayer, count: Int) throws {
        let codes = try codes(ExportRequest(layer: layer))
        #expect(codes.count == count && Set(codes).count == count)
        if layer != .zones(of: "frr") { #expect(codes == codes.sorted()) }
        #expect(try features(ExportRequest(layer: layer)).allSatisfy { $0.multiPolygon?.isEmpty == false })
    }

    @Test(
        "exteriors turn counterclockwise and holes clockwise, simplified or not", arguments: everyLayer,
        [nil, 200.0])
    func rightHand(layer: ExportLayer, tolerance: Double?) throws {
        for feature in try features(ExportRequest(layer: layer, simplificationInMeters: tolerance)) {
            for polygon in feature.multiPolygon?.polygons ?? [] {
                #expect(Self.turn(polygon.exterior) > 0)
                #expect(polygon.holes.allSatisfy { Self.turn($0) < 0 })
            }
        }
    }

    private static func turn(_ ring: [Position]) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) {
            $0 + $1.0.longitude * $1.1.latitude - $1.1.longitude * $1.0.latitude
        }
    }

    @Test("written piece by piece, the features are those of values written one by one", arguments: kinds)
    func pieces(kind: TerritoryKind) throws {
        let database = try DefaultDatabase.open()
        let zonings = try database.read { try String.fetchAll($0, sql: "SELECT code FROM zoning ORDER BY code") }
        for includesOutside in [true, false] {
            let request = ExportRequest(
                layer: .territories(kind),
                properties: kind == .commune ? ["code", "name", "area_km2"] + zonings + ["epci", "in_scope"] : nil,
                includesOutside: includesOutside)
            var written: [UInt8] = []
            try database.export(request) { written += $0 }
            let features = try database.read { try Self.features($0, request, kind) }
            // From the list of features on; the box comes after it.
            let beginning = "{\"type\":\"FeatureCollection\",".utf8.count
            let expected = Data(GeoJSONWriter.bytes(of: features).dropFirst(beginning).dropLast(2))
            #expect(!features.isEmpty && Data(written).range(of: expected) != nil)
        }
    }

    /// The features of a layer, each made of the values of its row.
    private static func features(_ db: Database, _ request: ExportRequest, _ kind: TerritoryKind) throws -> [Feature] {
        let wanted = try ExportFilter(db: db, request: request, zoning: nil).territories(kind)
        let classes = try Row.fetchAll(db, sql: "SELECT commune, zoning, class FROM commune_class")
            .reduce(into: [String: [String: String]]()) { $0[$1[0], default: [:]][$1[1]] = $1[2] }
        return try Row.fetchAll(db, sql: ExportPlan.sql(kind), arguments: [0, 1 << 24]).compactMap { row in
            let code: String = row["code"]
            guard wanted?.contains(code) != false else { return nil }
            let names = request.properties ?? row.columnNames.filter { $0 != "id" && $0 != "geometry" }
            let properties = names.map { name -> JSONMember in
                guard row.hasColumn(name) else {
                    return JSONMember(name, classes[code]?[name].map { .string($0) } ?? .null)
                }
                switch (row[name] as DatabaseValue).storage {
                case .int64(let number):
                    return JSONMember(name, name == "in_scope" ? .bool(number != 0) : .integer(Int(number)))
                case .double(let number): return JSONMember(name, .number(number, decimals: 6))
                case .string(let text): return JSONMember(name, .string(text))
                case .null, .blob: return JSONMember(name, .null)
                }
            }
            return Feature(properties: properties, geometry: MultiPolygon(row, "geometry").map { .multiPolygon($0) })
        }
    }

    @Test("a table damaged in its middle is told, never answered as if it were shorter", arguments: [1, 4])
    func damaged(readers: Int) throws {
        let folder = try TemporaryDirectory()
        let path = folder.path + "/damaged.sqlite"
        var bytes = try [UInt8](contentsOfFile: DefaultDatabase.open().path)
        // Pages of rows with shapes, which begin so (little-endian, EPSG:4326).
        let word: [UInt8] = [0x00, 0x01, 0xE6, 0x10, 0x00, 0x00]
        let pages = stride(from: 0, to: bytes.count, by: 16_384).filter { start in
            let page = bytes[start..<start + 16_384]
            return page.indices.dropLast(word.count).count {
                page[$0] == word[0] && page[$0..<$0 + word.count] == word[...]
            } > 4
        }
        #expect(pages.count > 20)
        for start in pages.enumerated().filter({ $0.offset % 2 == 1 }).map(\.element) {
            bytes.replaceSubrange(start..<start + 16_384, with: repeatElement(0, count: 16_384))
        }
        try bytes.write(toFile: path)
        let database = try TerritoryDatabase(path: path, maximumReaders: readers)
        let request = ExportRequest(
            layer: .territories(.commune), properties: ["code", "frr"], includesOutside: true)
        #expect(throws: StorageError.damaged(path)) { try database.export(request) { _ in } }
    }

    @Test("a shape that another program stored compressed is exported and overlaid as before")
    func compressed() throws {
        let plain = try bytes(ExportRequest(layer: .territories(.commune)))
        let pieces = try fixture.database.overlay(of: .epci)
        try fixture.edit("UPDATE commune SET geometry = CompressGeometry(geometry) WHERE code < '20003'")
        let edited = try TerritoryDatabase(path: fixture.path)
        var written: [UInt8] = []
        try edited.export(ExportRequest(layer: .territories(.commune))) { written += $0 }
        #expect(
            try GeoJSONReader.features(in: written, file: "a").map(\.properties)
                == GeoJSONReader.features(in: plain, file: "a").map(\.properties))
        let shapes = try GeoJSONReader.features(in: written, file: "a").compactMap(\.multiPolygon)
        #expect(shapes.count == 16)
        // Compressed positions are differences of single precision.
        #expect(
            zip(try edited.overlay(of: .epci).pieces, pieces.pieces).allSatisfy {
                $0.commune == $1.commune && abs($0.shareOfCommune - $1.shareOfCommune) < 1e-3
            })
    }

    @Test("a shape that cannot be read is told, by exports and overlays")
    func unreadable() throws {
        // The triggers of SpatiaLite would refuse it.
        try fixture.edit(
            """
            DROP TRIGGER ggu_commune_geometry; DROP TRIGGER giu_commune_geometry;
            UPDATE commune SET geometry = x'0001' WHERE code = '20002'
            """)
        let edited = try TerritoryDatabase(path: fixture.path)
        #expect(throws: StorageError.damaged(fixture.path)) {
            try edited.export(ExportRequest(layer: .territories(.commune))) { _ in }
        }
        #expect(throws: StorageError.damaged(fixture.path)) { try edited.overlay(of: .epci) }
    }

    @Test("what the receiver of the bytes throws ends the export", arguments: [0, 1, 5])
    func refused(after count: Int) throws {
        struct Full: Error {}
        let database = try DefaultDatabase.open()
        var taken = 0
        #expect(throws: Full.self) {
            try database.export(ExportRequest(layer: .territories(.commune))) { _ in
                taken += 1
                if taken > count { throw Full() }
            }
        }
        #expect(taken == count + 1)
    }

    @Test("the bounding box is that of the features", arguments: everyLayer)
    func boundingBox(layer: ExportLayer) throws {
        let bytes = try bytes(ExportRequest(layer: layer))
        let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let box = try #require(
            BoundingBox(
                around: try GeoJSONReader.features(in: bytes, file: "a").compactMap(\.multiPolygon)
                    .flatMap(\.polygons).flatMap(\.exterior)))
        #expect(document["bbox"] as? [Double] == [box.west, box.south, box.east, box.north])
    }

    @Test("the collection says which data it is, and under which licence")
    func members() throws {
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(try bytes(ExportRequest(layer: .territories(.epci)))))
                as? [String: Any])
        #expect(document["content_hash"] as? String == fixture.database.stamp.contentHash)
        #expect(document["license"] as? String == "etalab-2.0")
        #expect(document["scope"] as? String == "region:99")
        #expect((document["attribution"] as? String)?.contains("IGN fictif") == true)
        #expect(document["simplification_m"] is NSNull)
    }

    @Test("the same request gives the same bytes", arguments: everyLayer)
    func repeatable(layer: ExportLayer) throws {
        let request = ExportRequest(layer: layer, simplificationInMeters: 500, includesOutside: true)
        #expect(try bytes(request) == bytes(request))
    }

    @Test("a commune with an enclave has a hole, one with an exclave two polygons")
    func shapes() throws {
        let features = try features(ExportRequest(layer: .territories(.commune)))
        let shape = features.reduce(into: [String: MultiPolygon]()) { shapes, feature in
            guard case .string(let code) = feature.properties["code"] else { return }
            shapes[code] = feature.multiPolygon
        }
        #expect(shape["20001"]?.polygons.map(\.holes.count) == [1])
        #expect(shape["20003"]?.polygons.map(\.holes.count) == [0, 0])
        #expect(shape["20004"]?.polygons.map(\.holes.count) == [1])
    }

    @Test("the région has the one hole that is abroad, none where a commune lies in another")
    func hole() throws {
        #expect(
            try features(ExportRequest(layer: .territories(.region))).first?.multiPolygon?.polygons.map(\.holes.count)
                == [1])
        #expect(
            try features(ExportRequest(layer: .territories(.departement))).first?.multiPolygon?.polygons.map(
                \.holes.count) == [0])
    }

    @Test("outside members come on request alone")
    func outside() throws {
        #expect(try codes(ExportRequest(layer: .territories(.commune), includesOutside: true)).last == "99001")
        #expect(try !codes(ExportRequest(layer: .territories(.commune))).contains("99001"))
    }

    @Test("a parent keeps what shares a commune with it")
    func parent() throws {
        #expect(
            try codes(ExportRequest(layer: .territories(.commune), parent: fixture.database.territory("200000002")))
                == ["20004", "20055", "99001"])
        #expect(
            try codes(ExportRequest(layer: .territories(.epci), parent: fixture.database.territory("96"))) == [
                "200000003", "200000004",
            ])
        #expect(
            try codes(ExportRequest(layer: .territories(.qpv), parent: fixture.database.territory("20004"))) == [
                "QN02001M"
            ])
    }

    @Test(
        "a zoning keeps the communes in it, a class those of the class",
        arguments: [
            ("frr=frr_plus", ["20003", "20010", "96004"]), ("frr=partiel", ["96002"]),
            ("zrr=mixed", ["20005", "96006"]),
            ("rural=urbain", ["20055", "96001", "96002"]),
            (
                "zrr",
                ["20002", "20003", "20004", "20005", "20007", "20010", "20118", "96002", "96003", "96005", "96006"]
            ),
        ] as [(String, [String])])
    func zoning(zoning: String, expected: [String]) throws {
        #expect(try codes(ExportRequest(layer: .territories(.commune), zoning: zoning)) == expected)
    }

    @Test("an FRR zone is the ground of its communes, and nothing is summed over an unknown")
    func frr() throws {
        let zones = try features(ExportRequest(layer: .zones(of: "frr")))
        #expect(
            zones.map { $0.properties["code"] }
                == ["frr_plus", "frr", "beneficiaire", "partiel", "beneficiaire_partiel"].map { .string($0) })
        #expect(zones[0].properties["communes"] == .number(3))
        #expect(zones[0].properties["municipal_population"] == .number(812 + 2901 + 87))
    }

    @Test("the population of a territory with an unknown commune is null")
    func unknownPopulation() throws {
        let departements = try features(ExportRequest(layer: .territories(.departement)))
        #expect(departements.map { $0.properties["municipal_population"] } == [.number(38_553), .null])
        #expect(
            try features(ExportRequest(layer: .territories(.region))).first?.properties["municipal_population"] == .null
        )
    }

    @Test("properties are those asked for, a zoning being one of a commune")
    func properties() throws {
        let request = ExportRequest(layer: .territories(.commune), properties: ["name", "frr", "zrr"])
        let commune = try #require(try features(request).first { $0.properties["name"] == .string("Val-Uni") })
        #expect(commune.properties == ["name": .string("Val-Uni"), "frr": .string("frr"), "zrr": .string("mixed")])
        let unknown = try #require(try features(request).first { $0.properties["name"] == .string("Æther-et-Vaux") })
        #expect(unknown.properties["frr"] == .null)
    }

    @Test(
        "a property of a zoning names its lists, and is empty on a day without one",
        arguments: [
            ("2023-06-01", Set(["null"]), "did not exist yet"), ("2024-07-05", ["frr", "frr_plus"], "2025-07-10"),
            (nil, ["frr", "frr_plus"], "2025-07-10"),
        ] as [(String?, Set<String>, String)])
    func zoningProperties(day: String?, classes: Set<String>, vintage: String) throws {
        var bytes: [UInt8] = []
        let request = ExportRequest(
            layer: .territories(.commune), properties: ["frr"], on: day.flatMap { CivilDate($0) })
        try DefaultDatabase.open().export(request) { bytes += $0 }
        let found = Set(
            try GeoJSONReader.features(in: bytes, file: "export").map { feature in
                guard case .string(let name) = feature.properties["frr"] else { return "null" }
                return name
            })
        #expect(found.isSuperset(of: classes) && (day != "2023-06-01" || found == classes))
        let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let vintages = try #require(document["vintages"] as? [String])
        #expect(vintages.count == 1 && vintages[0].contains(vintage))
    }

    @Test("a request that means nothing is told before anything is written")
    func errors() throws {
        func error(_ request: ExportRequest) throws -> String {
            var written = 0
            let error = try #require(throws: ExportError.self) {
                try fixture.database.export(request) { written += $0.count }
            }
            #expect(written == 0)
            return error.sentence(in: .english)
        }
        #expect(
            try error(ExportRequest(layer: .territories(.epci), properties: ["code", "mayor"]))
                .hasPrefix("“mayor” is not a property of this layer; properties: code, name"))
        #expect(
            try error(ExportRequest(layer: .territories(.commune), zoning: "frr=moins"))
                .hasPrefix("“frr=moins” is not a zoning of this database; zonings and classes: "))
        #expect(try error(ExportRequest(layer: .territories(.commune), zoning: "")).hasPrefix("“” is not a zoning"))
    }

    @Test("simplified layers keep the ground of the région whole", arguments: [10.0, 1000, 20_000])
    func simplified(tolerance: Double) throws {
        func area(_ layer: ExportLayer) throws -> Double {
            try features(ExportRequest(layer: layer, simplificationInMeters: tolerance)).compactMap(\.multiPolygon)
                .reduce(0) { $0 + Ellipsoid.wgs84.areaInSquareMeters(of: $1) }
        }
        let region = try area(.territories(.region))
        #expect(abs(try area(.territories(.commune)) / region - 1) < 1e-9)
        #expect(abs(try area(.territories(.departement)) / region - 1) < 1e-9)
    }
}
