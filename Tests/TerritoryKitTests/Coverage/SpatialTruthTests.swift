import Foundation
import GRDB
import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats
@testable import TerritoryGeometry
@testable import TerritoryKit

@Suite("Touching, within and nearest, against SpatiaLite and against all communes")
struct SpatialTruthTests {
    private let database: TerritoryDatabase
    private let table: CommuneTable

    init() throws {
        database = try DefaultDatabase.open()
        table = try database.communeTable()
    }

    private static let shapes = Result { () -> [MultiPolygon] in
        try DefaultDatabase.open().readSpatially { db in
            try Row.fetchAll(db, sql: "SELECT geometry FROM commune ORDER BY code").compactMap {
                MultiPolygon($0, "geometry")
            }
        }
    }

    private func communes(_ text: String) throws -> [Int] {
        try database.communes(of: text).certain.indices
    }

    @Test("touching is what SpatiaLite says of the shapes, for 300 communes", arguments: [1 as UInt64])
    func touching(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for code in table.codes.shuffled(using: &random).prefix(300) {
            let theirs = try database.readSpatially { db in
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT other.code FROM commune JOIN idx_commune_geometry AS box ON box.pkid = commune.id
                        JOIN idx_commune_geometry AS near ON near.xmin <= box.xmax AND near.xmax >= box.xmin
                          AND near.ymin <= box.ymax AND near.ymax >= box.ymin
                        JOIN commune AS other ON other.id = near.pkid AND other.code <> commune.code
                        WHERE commune.code = ? AND (ST_Touches(commune.geometry, other.geometry) = 1
                          OR ST_Intersects(commune.geometry, other.geometry) = 1)
                        ORDER BY other.code
                        """, arguments: [code])
            }
            #expect(try communes("touching commune:\(code)").map { table.codes[$0] } == theirs, "\(code)")
        }
    }

    /// The least distance from a vertex of one shape to the border of the other; 0 where one lies in the other.
    private func distance(_ one: MultiPolygon, _ other: MultiPolygon) -> Double {
        func least(_ from: MultiPolygon, _ to: MultiPolygon) -> Double {
            from.polygons.flatMap(\.rings).joined().lazy
                .compactMap { Ellipsoid.wgs84.distanceInMeters(from: $0, to: to) }.min() ?? .infinity
        }
        return min(least(one, other), least(other, one))
    }

    /// The distance between two boxes in degrees, taken for longer ones than any in the région.
    private func isNear(_ one: MultiPolygon, _ other: MultiPolygon, _ meters: Double) -> Bool {
        guard let one = one.boundingBox, let other = other.boundingBox else { return false }
        let degrees = 2 * meters / 78_000
        return one.west - degrees <= other.east && other.west - degrees <= one.east
            && one.south - degrees <= other.north && other.south - degrees <= one.north
    }

    @Test(
        "within so many metres are the communes of which a border comes so near, looked at one by one",
        arguments: [
            ("48095", 3_000.0), ("34154", 5_000), ("66136", 500), ("31555", 1_000), ("84007", 4_000), ("09181", 0),
        ])
    func within(code: String, meters: Double) throws {
        let shapes = try Self.shapes.get()
        let own = shapes[try #require(table.indexOf[code])]
        let expected = shapes.indices.filter {
            isNear(own, shapes[$0], meters) && distance(own, shapes[$0]) <= meters
        }
        #expect(try communes("within \(meters)m of commune:\(code)") == expected)
    }

    @Test("and so they are around several communes, with those that only the sea or a border parts")
    func withinSet() throws {
        let shapes = try Self.shapes.get()
        var random = SplitMix64(seed: 7)
        // Gardères and Luquet, an exclave of Hautes-Pyrénées, have no neighbour in the file but each other.
        #expect(
            try communes("within 3km of {65185 65292}").map { table.codes[$0] } == ["64451", "65185", "65292", "65422"])
        // Communes that lie within their set, but at the edge of the file, reach beyond it.
        for code in ["65185", "66066", "34301"] + table.codes.shuffled(using: &random).prefix(2) {
            let text = "commune:\(code) or touching commune:\(code)"
            let set = try communes(text)
            let expected = shapes.indices.filter { index in
                set.contains(index)
                    || set.contains {
                        isNear(shapes[$0], shapes[index], 2_000) && distance(shapes[$0], shapes[index]) <= 2_000
                    }
            }
            #expect(try communes("within 2km of (\(text))") == expected, "\(code)")
        }
    }

    @Test("a commune at the edge reaches those that its neighbours do not")
    func edge() throws {
        // In the fixture, 96001 has a hole that is abroad; what lies around the file is abroad, too.
        let fixture = try FixtureDatabase()
        let naive = try NaiveSets(fixture.database)
        let table = try fixture.database.communeTable()
        for code in naive.codes {
            for meters in [100.0, 5_000, 9_000, 12_000, 30_000] {
                let expression = SetExpression.within(
                    meters: meters, .or(.list([code]), .touching(.list([code]))))
                let truth = naive.truth(expression)
                let found = try fixture.database.communes(of: expression.printed).certain
                #expect(found.indices.map { table.codes[$0] } == naive.codes.filter { truth[$0] == true })
            }
        }
    }

    @Test("distances are SpatiaLite’s in Lambert-93, to half a percent", arguments: [2 as UInt64])
    func spatialite(seed: UInt64) throws {
        let shapes = try Self.shapes.get()
        var random = SplitMix64(seed: seed)
        let queue = try DatabaseQueue(configuration: SpatialiteConnection.configuration())
        try queue.inDatabase { db in
            _ = try Int.fetchOne(db, sql: "SELECT InitSpatialMetaData(1, 'NONE')")
            for srid in [4326, 2154] { _ = try Int.fetchOne(db, sql: "SELECT InsertEpsgSrid(?)", arguments: [srid]) }
            for _ in 0..<60 {
                let (one, other) = (
                    shapes.indices.randomElement(using: &random) ?? 0, shapes.indices.randomElement(using: &random) ?? 0
                )
                let blobs = [one, other].map { SpatialiteBlob.encode(shapes[$0]).map { Data($0) } }
                let row = try #require(
                    try Row.fetchOne(
                        db,
                        sql: """
                            SELECT ST_Distance(ST_Transform(a, 2154), ST_Transform(b, 2154)), ST_Distance(a, b, 1)
                            FROM (SELECT ? AS a, ? AS b)
                            """, arguments: [blobs[0], blobs[1]]))
                let ours = distance(shapes[one], shapes[other])
                let (planar, geodesic): (Double, Double) = (row[0], row[1])
                #expect(abs(ours - planar) <= 0.005 * planar, "\(table.codes[one]) \(table.codes[other])")
                // Between the points that are nearest in degrees, which are not the nearest on the ground.
                #expect(ours <= 1.005 * geodesic, "\(table.codes[one]) \(table.codes[other])")
            }
        }
    }

    @Test("nearest communes are those of the least distances of all", arguments: ["48095", "34172", "09181"])
    func nearest(code: String) throws {
        let shapes = try Self.shapes.get()
        let own = shapes[try #require(table.indexOf[code])]
        let set = try communes("density3:1")
        let expected = set.map { (meters: (distance(own, shapes[$0]) * 10).rounded() / 10, code: table.codes[$0]) }
            .sorted {
                // A commune shares ground with itself alone.
                ($0.meters, $0.code == code ? 0 : 1, $0.code) < ($1.meters, $1.code == code ? 0 : 1, $1.code)
            }
            .prefix(7)
        let rows = try database.nearest("density3:1", to: .territory(database.territory(code)), limit: 7).rows
        #expect(rows.map(\.code) == expected.map(\.code))
        #expect(rows.map(\.distanceInMeters) == expected.map(\.meters))
    }

    @Test("so are nearest QPV and France services, from a position")
    func nearestPlaces() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<5 {
            let position = Position(
                longitude: Double.random(in: 0.2...4, using: &random), latitude: .random(in: 43...44.8, using: &random))
            let (qpvs, points) = try database.readSpatially { db in
                (
                    try Row.fetchAll(db, sql: "SELECT code, geometry FROM qpv").map {
                        ($0[0] as String, MultiPolygon($0, "geometry"))
                    },
                    try Row.fetchAll(db, sql: "SELECT code, longitude, latitude FROM france_services").map {
                        ($0[0] as String, Position(longitude: $0[1], latitude: $0[2]))
                    }
                )
            }
            let nearestQPV = qpvs.compactMap { code, shape in
                shape.flatMap { Ellipsoid.wgs84.distanceInMeters(from: position, to: $0) }.map { ($0, code) }
            }.sorted { $0 < $1 }.prefix(3)
            let nearestPoint = points.map { (Ellipsoid.wgs84.distanceInMeters(from: position, to: $0.1), $0.0) }
                .sorted { $0 < $1 }.prefix(3)
            let foundQPV = try database.nearest("qpv", to: .position(position), limit: 3).rows
            #expect(foundQPV.map(\.code) == nearestQPV.map(\.1))
            #expect(zip(foundQPV, nearestQPV).allSatisfy { abs($0.distanceInMeters - $1.0) <= 0.1 + 1e-4 * $1.0 })
            let found = try database.nearest("france-services", to: .position(position), limit: 3).rows
            #expect(found.map(\.code) == nearestPoint.map(\.1))
            #expect(zip(found, nearestPoint).allSatisfy { abs($0.distanceInMeters - $1.0) <= 0.051 })
        }
    }
}
