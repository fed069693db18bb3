import Foundation
import GRDB
import TerritoryGeometry
import TerritoryKit
@testable import TerritoryServer
import TerritoryTestSupport
import Testing

/// OGC API – Features, Part 2.
@Suite("Features: Part 2, reference systems")
struct ReferenceSystemTests {
    let served: Served

    init() throws { served = try Served.shared.get() }

    private static let codes: [ReferenceSystem: Int] = [
        .crs84: 4326, .wgs84: 4326, .lambert93: 2154, .webMercator: 3857,
    ]

    @Test("/conf/crs/crs-parameter: each system answers with its own name, also without the parameter and for nothing")
    func contentSystem() throws {
        for layer in served.store.current.layers {
            let item = layer.layer.codes[0].replacing(":", with: "%3A")
            for target in ["/collections/\(layer.id)/items", "/collections/\(layer.id)/items/\(item)"] {
                #expect(served.ask(target).field("Content-Crs") == "<\(ReferenceSystem.crs84.uri)>")
                for system in ReferenceSystem.allCases {
                    let reply = served.ask("\(target)?crs=\(system.uri)")
                    #expect(reply.status == 200 && reply.field("Content-Crs") == "<\(system.uri)>")
                    #expect(try reply.json()["crs"] == nil)
                }
            }
        }
        let nothing = served.ask("/collections/communes/items?bbox=100,10,101,11&crs=\(ReferenceSystem.lambert93.uri)")
        #expect(nothing.field("Content-Crs") == "<\(ReferenceSystem.lambert93.uri)>")
    }

    @Test("/conf/crs/crs-parameter-invalid, bbox-crs-parameter-invalid: other systems are 400")
    func unknownSystems() {
        for text in [
            "http://www.opengis.net/def/crs/0/unsupported", "http://www.opengis.net/def/crs/EPSG/0/27572", "EPSG:2154",
            "",
        ] {
            #expect(served.ask("/collections/communes/items?crs=\(text)").status == 400)
            #expect(served.ask("/collections/communes/items/20001?crs=\(text)").status == 400)
            #expect(served.ask("/collections/communes/items?bbox=1,2,3,4&bbox-crs=\(text)").status == 400)
        }
        #expect(served.ask("/collections/communes/items?bbox-crs=\(ReferenceSystem.lambert93.uri)").status == 400)
    }

    @Test("/conf/crs/crs-parameter-transform: coordinates are those of PROJ", arguments: ReferenceSystem.allCases)
    func transform(system: ReferenceSystem) throws {
        let code = try #require(Self.codes[system])
        var random = SplitMix64(seed: 7)
        let positions = (0..<200).map { _ in
            Position(longitude: .random(in: -10...15, using: &random), latitude: .random(in: 35...55, using: &random))
        }
        let expected = try SpatialReference.read { db in
            try positions.map { position in
                try Row.fetchOne(
                    db,
                    sql: "SELECT ST_X(p) AS x, ST_Y(p) AS y FROM (SELECT ST_Transform(MakePoint(?, ?, 4326), ?) AS p)",
                    arguments: [position.longitude, position.latitude, code]
                ).map { row in SIMD2(row["x"] as Double, row["y"] as Double) }
            }
        }
        for (position, expected) in zip(positions, expected) {
            let distance = system.point(of: position) - (try #require(expected))
            #expect(max(abs(distance.x), abs(distance.y)) < (system.isInDegrees ? 1e-12 : 1e-4), "\(position)")
        }
    }

    @Test("EPSG:4326 tells the latitude first; metres have two decimals")
    func axes() throws {
        func first(_ system: ReferenceSystem) throws -> [Double] {
            let feature = try served.ask("/collections/communes/items?limit=1&crs=\(system.uri)").json()["features"]?
                .items[0]
            return feature?["geometry"]?["coordinates"]?.items[0].items[0].items[0].items.compactMap(\.number) ?? []
        }
        let degrees = try first(.crs84)
        #expect(try first(.wgs84) == degrees.reversed())
        for number in try first(.lambert93) + first(.webMercator) { #expect((number * 100).rounded() / 100 == number) }
    }

    @Test("/conf/crs/bbox-crs-parameter: a box is judged in its own system", arguments: 0..<20)
    func boxes(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let layer = try #require(served.store.current.layer("communes"))
        for system in [ReferenceSystem.lambert93, .webMercator] {
            let code = try #require(Self.codes[system])
            let whole = try #require(
                layer.shapes(in: system).boxes.compactMap { $0 }.reduce(nil) { $0?.union($1) ?? $1 })
            func pair(_ low: Double, _ high: Double) -> [Double] {
                [
                    Double.random(in: low...high, using: &random).rounded(),
                    Double.random(in: low...high, using: &random).rounded(),
                ].sorted()
            }
            let (x, y) = (pair(whole.low.x, whole.high.x), pair(whole.low.y, whole.high.y))
            let reply = served.ask(
                "/collections/communes/items?limit=10000&bbox=\(x[0]),\(y[0]),\(x[1]),\(y[1])&bbox-crs=\(system.uri)")
            let shapes = try served.fixture.database.readSpatially { db in
                try Row.fetchAll(db, sql: "SELECT code, geometry FROM commune WHERE in_scope = 1 ORDER BY code").map {
                    row in
                    (row["code"] as String, row["geometry"] as Data?)
                }
            }
            let expected = try SpatialReference.read { db in
                try shapes.filter { shape in
                    try Bool.fetchOne(
                        db, sql: "SELECT coalesce(ST_Intersects(ST_Transform(?, ?), BuildMbr(?, ?, ?, ?, ?)), 1) = 1",
                        arguments: [shape.1, code, x[0], y[0], x[1], y[1], code]) == true
                }.map(\.0)
            }
            #expect(try reply.json().ids == expected)
        }
        for box in ["5,5,1,6", "1,6,5,5", "30000000,0,30000001,1"] {
            #expect(
                served.ask("/collections/communes/items?bbox=\(box)&bbox-crs=\(ReferenceSystem.lambert93.uri)").status
                    == 400)
        }
    }

    @Test("a box of EPSG:4326 has its latitudes first")
    func boxAxes() throws {
        let box = try #require(served.store.current.layer("communes")?.box)
        let middle = (box.low.x + box.high.x) / 2
        let own = try served.ask(
            "/collections/communes/items?limit=10000&bbox=\(box.low.x),\(box.low.y),\(middle),\(box.high.y)"
        ).json().ids
        let turned = try served.ask(
            "/collections/communes/items?limit=10000&bbox=\(box.low.y),\(box.low.x),\(box.high.y),\(middle)&bbox-crs=\(ReferenceSystem.wgs84.uri)"
        ).json().ids
        #expect(own == turned && !own.isEmpty)
    }
}
