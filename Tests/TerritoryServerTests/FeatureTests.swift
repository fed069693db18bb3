import Foundation
import GRDB
import TerritoryKit
@testable import TerritoryServer
import TerritoryTestSupport
import Testing

/// OGC API – Features, Part 1; ids are those of its abstract tests.
@Suite("Features: Part 1, core and GeoJSON")
struct FeatureTests {
    let served: Served

    init() throws { served = try Served.shared.get() }

    private var layers: [ServedLayer] { served.store.current.layers }

    private func items(_ layer: String, _ query: String) throws -> JSONTree {
        let reply = served.ask("/collections/\(layer)/items?\(query)")
        try #require(reply.status == 200, "\(layer) \(query): \(reply.text)")
        return try reply.json()
    }

    @Test("/conf/core/root-success: the landing page leads to all, each of the type that it says")
    func landing() throws {
        let landing = try served.ask("/").json()
        for rel in ["self", "alternate", "service-desc", "service-doc", "conformance", "data", "license"] {
            #expect(!landing.links(rel).isEmpty, "\(rel)")
        }
        #expect(landing.links("service-desc")[0]["type"]?.string == "application/vnd.oai.openapi+json;version=3.0")
        for link in landing["links"]?.items ?? [] {
            let (href, type) = (try #require(link["href"]?.string), try #require(link["type"]?.string))
            guard href.hasPrefix(Served.base) else { continue }
            let reply = served.ask(href.target, ["Accept": type])
            #expect(reply.status == 200 && reply.field("Content-Type")?.hasPrefix(type) == true, "\(href)")
        }
    }

    @Test("/conf/core/fc-md-success, sfc-md-success: a collection says the same in the list and alone")
    func collections() throws {
        let list = try served.ask("/collections").json()["collections"]?.items ?? []
        #expect(list.compactMap { $0["id"]?.string } == layers.map(\.id))
        for entry in list {
            let id = try #require(entry["id"]?.string)
            let alone = try served.ask("/collections/\(id)").json()
            for name in ["id", "title", "description", "extent", "itemType", "itemCount", "crs"] {
                #expect(entry[name] == alone[name], "\(id) \(name)")
            }
            #expect(entry["crs"]?.items.first?.string == "http://www.opengis.net/def/crs/OGC/1.3/CRS84")
            let types = Set(alone.links("items").compactMap { $0["type"]?.string })
            #expect(types.isSuperset(of: ["application/geo+json", "text/html", "text/csv"]))
            #expect(entry["itemCount"]?.number == Double(try items(id, "limit=1")["numberMatched"]?.number ?? -1))
        }
        #expect(served.ask("/collections/dUmmYColLection").status == 404)
    }

    @Test("/conf/core/fc-md-extent: the extent is exactly that of the features")
    func extents() throws {
        for layer in layers {
            let features = try items(layer.id, "limit=10000")["features"]?.items ?? []
            var numbers: [[Double]] = []
            func collect(_ tree: JSONTree) {
                let parts = tree.items
                if let x = parts.first?.number, let y = parts.dropFirst().first?.number {
                    numbers.append([x, y])
                } else {
                    parts.forEach(collect)
                }
            }
            for feature in features { if let geometry = feature["geometry"]?["coordinates"] { collect(geometry) } }
            let extent = try served.ask("/collections/\(layer.id)").json()["extent"]?["spatial"]?["bbox"]?.items.first?
                .items
            let expected = [
                numbers.map { $0[0] }.min(), numbers.map { $0[1] }.min(), numbers.map { $0[0] }.max(),
                numbers.map { $0[1] }.max(),
            ]
            #expect(extent?.map(\.number) == (numbers.isEmpty ? nil : expected), "\(layer.id)")
        }
    }

    @Test("/conf/core/fc-bbox-response: a box selects what meets it, as GEOS says", arguments: 0..<40)
    func boxes(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let whole = try #require(served.store.current.layer("communes")?.box)
        func number(_ low: Double, _ high: Double) -> Double {
            (Double.random(in: low...high, using: &random) * 1e4).rounded() / 1e4
        }
        let x = [number(whole.low.x - 0.1, whole.high.x + 0.1), number(whole.low.x - 0.1, whole.high.x + 0.1)].sorted()
        let y = [number(whole.low.y - 0.1, whole.high.y + 0.1), number(whole.low.y - 0.1, whole.high.y + 0.1)].sorted()
        let found = try items("communes", "limit=10000&bbox=\(x[0]),\(y[0]),\(x[1]),\(y[1])").ids
        let expected = try served.fixture.database.readSpatially { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT code FROM commune WHERE in_scope = 1
                      AND (geometry IS NULL OR ST_Intersects(geometry, BuildMbr(?, ?, ?, ?, 4326)) = 1) ORDER BY code
                    """, arguments: [x[0], y[0], x[1], y[1]])
        }
        #expect(found == expected)
        let six = try items("communes", "limit=10000&bbox=\(x[0]),\(y[0]),-100,\(x[1]),\(y[1]),9000").ids
        #expect(six == found)
    }

    @Test("/conf/core/fc-bbox-response: boxes that are none are 400; one across the antimeridian is two")
    func oddBoxes() throws {
        for box in ["1,2,3", "1,2,3,4,5", "a,b,c,d", "1,4,2,3", "-181,0,1,1", "0,-91,1,1", "NaN,0,1,1", "1,2,3,4,", ""]
        {
            #expect(served.ask("/collections/communes/items?bbox=\(box)").status == 400, "\(box)")
        }
        for box in [
            "177,65,-177,70", "-180,-90,180,-85", "-180,85,180,90", "-1.5,50,1.5,53", "-80,-5,-70,5", "2,43,2,43",
        ] {
            #expect(served.ask("/collections/communes/items?bbox=\(box)").status == 200, "\(box)")
        }
        let west = try items("communes", "limit=10000&bbox=-180,-90,1,90").ids
        #expect(try items("communes", "limit=10000&bbox=170,-90,1,90").ids == west)
    }

    @Test("/conf/core/fc-limit-response: never more than asked, and a limit above the most is the most")
    func limits() throws {
        let total = Int(try items("communes", "limit=1")["numberMatched"]?.number ?? 0)
        for (limit, count) in [
            ("1", 1), ("3", min(3, total)), ("10000", total), ("10001", total), ("99999999999999999999", total),
        ] {
            let page = try items("communes", "limit=\(limit)")
            #expect(page.ids.count == count && page["numberReturned"]?.number == Double(count), "\(limit)")
        }
        for limit in ["0", "-1", "1.5", "abc", "1e3", ""] {
            #expect(served.ask("/collections/communes/items?limit=\(limit)").status == 400, "\(limit)")
        }
    }

    @Test("/conf/core/fc-links: the chain of next pages has each feature once, in order", arguments: [1, 2, 3, 7])
    func chains(limit: Int) throws {
        for layer in layers {
            var (ids, next): ([String], String?) = ([], "/collections/\(layer.id)/items?limit=\(limit)")
            while let target = next {
                let page = try served.ask(target).json()
                #expect(page["numberMatched"]?.number == Double(layer.layer.count))
                ids += page.ids
                let links = page.links("next")
                #expect(links.allSatisfy { $0["type"]?.string == "application/geo+json" })
                next = links.first?["href"]?.string?.target
            }
            #expect(ids == layer.layer.codes, "\(layer.id)")
        }
    }

    @Test("/conf/core/fc-time-response: what has days is chosen by them, all else always is")
    func intervals() throws {
        let contracts = try #require(served.store.current.layer("contracts"))
        let periods = try #require(contracts.layer.periods)
        for (text, from, until) in [
            ("2025-06-01", "2025-06-01", "2025-06-01"), ("2025-06-01T12:00:00Z", "2025-06-01", "2025-06-01"),
            ("2023-12-31", "2023-12-31", "2023-12-31"), ("2028-01-01/..", "2028-01-01", nil),
            ("../2023-01-01", nil, "2023-01-01"), ("/2023-01-01T00:00:00z", nil, "2023-01-01"),
            ("2024-01-01T/..", "2024-01-01", nil),
            ("2024-01-01T00:00:00Z/2024-06-30T23:59:60Z", "2024-01-01", "2024-06-30"),
            ("2024-01-01T01:00:00%2B02:00", "2023-12-31", "2023-12-31"),
            ("2024-01-01T01:00:00+02:00", "2023-12-31", "2023-12-31"),
            ("2023-12-31T23:30:00-01:00", "2024-01-01", "2024-01-01"), ("../..", nil, nil),
        ] as [(String, String?, String?)] {
            let (from, until) = (from.flatMap { CivilDate($0) }, until.flatMap { CivilDate($0) })
            let expected = zip(contracts.layer.codes, periods).filter { _, period in
                (period.until.map { last in from.map { $0 <= last } ?? true } ?? true)
                    && (period.from.map { first in until.map { first <= $0 } ?? true } ?? true)
            }.map(\.0)
            #expect(try items("contracts", "datetime=\(text)").ids == expected, "\(text)")
            #expect(
                try items("communes", "limit=10000&datetime=\(text)").ids.count
                    == served.store.current.layer("communes")?.layer.count)
        }
        for text in [
            "2025-01-02/2025-01-01", "2025-02-30", "P2D", "2025-01-01/P2D", "a", "2025-01-01/2025-02-01/2025-03-01", "",
            "2025-01-01T25:00:00Z", "2025-01-01T00:00:00", "2025-01-01T12:00:00Z/2025-01-01T11:00:00Z", "2025-13-01",
        ] {
            #expect(served.ask("/collections/contracts/items?datetime=\(text)").status == 400, "\(text)")
        }
    }

    @Test("/conf/core/f-success: an item is the feature of its collection, with its links")
    func item() throws {
        for layer in layers {
            for feature in try items(layer.id, "limit=3")["features"]?.items ?? [] {
                let id = try #require(feature["id"]?.string)
                let reply = served.ask("/collections/\(layer.id)/items/\(id.replacing(":", with: "%3A"))")
                #expect(reply.status == 200 && reply.field("Content-Type") == "application/geo+json")
                let alone = try reply.json()
                for name in ["type", "id", "properties", "geometry"] { #expect(feature[name] == alone[name]) }
                for rel in ["self", "alternate", "collection"] { #expect(alone.links(rel).count == 1, "\(rel)") }
            }
        }
    }

    @Test("/conf/geojson/content: rings turn as RFC 7946 says, and codes keep their zeros")
    func rings() throws {
        for layer in layers where layer.layer.geometry == .multiPolygon {
            for feature in try items(layer.id, "limit=10000")["features"]?.items ?? [] {
                for polygon in feature["geometry"]?["coordinates"]?.items ?? [] {
                    for (place, ring) in polygon.items.enumerated() {
                        let points = ring.items.map { ($0.items[0].number ?? 0, $0.items[1].number ?? 0) }
                        #expect(points.first! == points.last!)
                        let area = zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.0 * $1.1.1 - $1.1.0 * $1.0.1 }
                        #expect(place == 0 ? area > 0 : area < 0)
                    }
                }
            }
        }
    }

    @Test("values are those of the database: populations, areas, classes")
    func values() throws {
        let rows = try served.fixture.database.readSpatially { db in
            try Row.fetchAll(
                db, sql: "SELECT code, municipal_population, epci FROM commune WHERE in_scope = 1 ORDER BY code"
            )
            .map { row in (row["code"] as String, row["municipal_population"] as Int?, row["epci"] as String?) }
        }
        let features = try items("communes", "limit=10000")["features"]?.items ?? []
        #expect(features.count == rows.count)
        for (feature, row) in zip(features, rows) {
            let properties = try #require(feature["properties"])
            #expect(properties["code"]?.string == row.0)
            #expect(properties["municipal_population"]?.number == row.1.map(Double.init))
            #expect(properties["epci"]?.string == row.2)
        }
    }

    // GDAL takes a column that begins with 0 for one of whole numbers, and cuts what follows.
    @Test("of a column with fractions, every number has a decimal")
    func fractions() throws {
        for layer in layers {
            let text = served.ask("/collections/\(layer.id)/items?limit=10000&skipGeometry=true").text
            for column in layer.layer.columns {
                guard case .number(let values) = column.values,
                    values.contains(where: { $0.map { $0 != $0.rounded() } ?? false })
                else { continue }
                let told = text.matches(of: try Regex("\"\(column.name)\":([-0-9.]+)", as: (Substring, Substring).self))
                #expect(
                    told.count == values.compactMap { $0 }.count && told.allSatisfy { $0.1.contains(".") },
                    "\(column.name)")
            }
        }
    }
}
