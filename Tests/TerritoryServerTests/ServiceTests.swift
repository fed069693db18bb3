import Foundation
@testable import TerritoryServer
import TerritoryFormats
import TerritoryKit
import TerritoryTestSupport
import Testing

/// The table of routes against what is said of it elsewhere, and a file that takes the place of another.
@Suite("Service")
struct ServiceTests {
    @Test("the description has the routes and no other, and each of its references leads somewhere")
    func description() throws {
        let served = try Served.shared.get()
        let reply = served.ask("/api")
        #expect(reply.field("Content-Type") == "application/vnd.oai.openapi+json;version=3.0")
        let document = try reply.json()
        guard case .object(let paths)? = document["paths"] else { throw FixtureError(message: "no paths") }
        #expect(Set(paths.keys) == Set(served.store.current.routes.routes.filter(\.isDescribed).map(\.path)))
        var ids: Set<String> = []
        for (path, item) in paths {
            if path.hasSuffix("{featureId}") {
                let example = try #require(item["get"]?["parameters"]?.items.first?["example"]?.string)
                #expect(
                    served.ask(path.replacing("{featureId}", with: example.replacing(":", with: "%3A"))).status == 200)
            }
            #expect(ids.insert(try #require(item["get"]?["operationId"]?.string)).inserted, "\(path)")
        }
        for match in reply.text.matches(of: /"\$ref":"#\/([^"]+)"/) {
            var found: JSONTree? = document
            for part in match.1.split(separator: "/") { found = found?[String(part)] }
            #expect(found != nil, "\(match.1)")
        }
        let limit = document["components"]?["parameters"]?["limit"]?["schema"]
        #expect(
            limit?["maximum"]?.number == 10_000 && limit?["default"]?.number == 100 && limit?["minimum"]?.number == 1)
        let box = document["components"]?["parameters"]?["bbox"]
        #expect(box?["style"]?.string == "form" && box?["explode"] == .boolean(false))
        #expect(box?["schema"]?["minItems"]?.number == 4 && box?["schema"]?["maxItems"]?.number == 6)
    }

    /// The test that holds each class, by a text that stands in its source.
    private static let testsOfClasses = [
        "common-1/1.0/conf/core": "an unknown parameter, one given twice",
        "common-1/1.0/conf/landing-page": "root-success",
        "common-1/1.0/conf/json": "every route answers in each of its forms",
        "common-1/1.0/conf/html": "pages are well formed", "common-1/1.0/conf/oas30": "the description has the routes",
        "common-2/1.0/conf/collections": "fc-md-success", "common-2/1.0/conf/json": "fc-md-success",
        "common-2/1.0/conf/html": "pages are well formed", "common-3/1.0/conf/schemas": "get-queryables-uris",
        "common-3/1.0/conf/advanced-property-roles": "roles of properties",
        "common-3/1.0/conf/returnables-and-receivables": "get-queryables-uris",
        "common-3/1.0/conf/queryables": "get-queryables-uris",
        "common-3/1.0/conf/sortables": "sortby orders by each column",
        "features-5/1.0/conf/schemas": "get-queryables-uris", "features-1/1.0/conf/core": "/conf/core/fc-bbox-response",
        "features-1/1.0/conf/geojson": "/conf/geojson/content", "features-1/1.0/conf/html": "pages are well formed",
        "features-1/1.0/conf/oas30": "the description has the routes",
        "features-2/1.0/conf/crs": "/conf/crs/crs-parameter-transform",
        "features-3/1.0/conf/queryables": "/conf/queryables/get-queryables",
        "features-3/1.0/conf/queryables-query-parameters": "/conf/queryables-query-parameters/query-param",
        "features-6/0.0/conf/properties": "properties chooses",
        "features-6/0.0/conf/properties-features": "properties chooses",
        "features-8/0.0/conf/sortables": "sortby orders by each column",
        "features-8/0.0/conf/sorting": "sortby orders by each column",
        "features-8/0.0/conf/features-sorting": "sortby orders by each column",
        "features-9/0.0/conf/text-search": "q finds a part of the name",
        "features-9/0.0/conf/features-text-search": "q finds a part of the name",
    ]

    @Test("each conformance class that is declared has its test, and no other is")
    func conformance() throws {
        let declared =
            try Served.shared.get().ask("/conformance").json()["conformsTo"]?.items.compactMap(\.string) ?? []
        let known = Self.testsOfClasses.keys.map { "http://www.opengis.net/spec/ogcapi-" + $0 }
        #expect(declared.sorted() == known.sorted())
        let sources = try FileTree(of: Repository.root + "/Tests/TerritoryServerTests").files
            .values.map(\.text).flatMap { $0.matches(of: /@Test\(\s*"([^"]+)"/).map { String($0.1) } }
        for (name, test) in Self.testsOfClasses { #expect(sources.contains { $0.contains(test) }, "\(name)") }
    }

    @Test("roles of properties are those of the columns")
    func roles() throws {
        let schema = try Served.shared.get().ask("/collections/contracts/schema").json()["properties"]
        #expect(schema?["code"]?["x-ogc-role"]?.string == "id")
        #expect(schema?["valid_from"]?["x-ogc-role"]?.string == "primary-interval-start")
        #expect(schema?["valid_until"]?["x-ogc-role"]?.string == "primary-interval-end")
        #expect(schema?["geometry"]?["x-ogc-role"]?.string == "primary-geometry")
    }

    @Test("pages of data that were replaced still belong together, and then are gone with the reason")
    func swap() throws {
        let served = try Served()
        let first = try served.ask("/collections/communes/items?limit=2").json()
        let next = try #require(first.links("next").first?["href"]?.string).target
        #expect(next.contains("data=\(served.store.current.shortHash)"))
        let before = served.ask(next)
        // Another file with other content.
        try served.fixture.country.edit("package/data/communes.csv", replacing: "Belle-Rive", with: "Belle-Eau")
        _ = try served.fixture.country.build(acceptsEdits: true)
        let hash = served.store.current.hash
        guard case .success(let other)? = served.store.refresh() else { throw FixtureError(message: "not swapped") }
        #expect(other != hash && served.store.current.hash == other)
        #expect(served.store.refresh() == nil)
        // The same content again changes nothing for the pages of the data before.
        guard case .success? = served.store.refresh(always: true) else { throw FixtureError(message: "not read again") }
        let after = served.ask(next)
        #expect(after.status == 200 && after.bytes == before.bytes)
        #expect(served.ask("/collections/communes/items?limit=10000").text.contains("Belle-Eau"))
        let gone = served.ask("/collections/communes/items?limit=2&offset=2&data=00000000")
        #expect(gone.status == 410)
        #expect(try gone.json()["type"]?.string == "\(Served.base)/problems/data-changed")
        served.store.dropFormer(at: .now + SnapshotStore.grace + .seconds(1))
        #expect(served.ask(next).status == 410)
    }

    @Test("a bad file leaves the old one in place")
    func badFile() throws {
        let served = try Served()
        let hash = served.store.current.hash
        for bytes in [Array("garbage".utf8), []] {
            // As a build does: another file under the same name.
            let other = served.fixture.path + ".new"
            try bytes.write(toFile: other)
            #expect(rename(other, served.fixture.path) == 0)
            guard case .failure? = served.store.refresh() else { throw FixtureError(message: "a bad file was taken") }
            #expect(served.ask("/collections/communes/items").status == 200 && served.store.current.hash == hash)
        }
        try FileManager.default.removeItem(atPath: served.fixture.path)
        _ = served.store.refresh()
        #expect(served.ask("/health/ready").status == 200)
    }

    @Test("an answer is packed where that is asked for, and unpacks to the same bytes")
    func compression() throws {
        let served = try Served.shared.get()
        let plain = served.ask("/collections/communes/items?limit=10000")
        let packed = served.ask("/collections/communes/items?limit=10000", ["Accept-Encoding": "br, gzip;q=0.5"])
        #expect(packed.field("Content-Encoding") == "gzip" && packed.bytes.count < plain.bytes.count)
        #expect(try Gzip.decompress(packed.bytes) == plain.bytes)
        #expect(served.ask("/collections", ["Accept-Encoding": "gzip;q=0"]).field("Content-Encoding") == nil)
    }

    @Test("measures are text of Prometheus, with the operations as their labels")
    func measures() throws {
        let metrics = Metrics()
        metrics.begin()
        metrics.end("getItems.communes", status: 200, 0.003, bytes: 10)
        metrics.closed("slow_head")
        let text = metrics.text(try Served.shared.get().store.current)
        #expect(text.contains("territory_requests_total{operation=\"getItems.communes\",status=\"2xx\"} 1\n"))
        #expect(text.contains("territory_requests_in_flight 0\n"))
        #expect(text.contains("territory_connections_closed_total{reason=\"slow_head\"} 1\n"))
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(line.wholeMatch(of: /[a-z_]+(\{[^}]*\})? [0-9.e+-]+/) != nil, "\(line)")
        }
    }

    @Test("reading of a field Accept")
    func accept() {
        func preferred(_ field: String?) -> Representation? {
            Representation.preferred(by: field, among: [.geojson, .html, .csv])
        }
        #expect(preferred(nil) == .geojson && preferred("*/*") == .geojson && preferred("") == .geojson)
        #expect(preferred("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8") == .html)
        #expect(preferred("application/json") == .geojson && preferred("text/*") == .html)
        #expect(preferred("text/csv;q=0.9, text/html;q=0.5") == .csv && preferred("image/png") == nil)
        #expect(preferred("application/geo+json;q=0, */*") == .html)
    }

    @Test("the settings are those of the document and of the help")
    func settings() throws {
        let document = try [UInt8](contentsOfFile: Repository.root + "/docs/server.md").text
        let help = try [UInt8](contentsOfFile: Repository.root + "/Tests/TerritoryCLITests/Golden/help-serve.txt").text
        let rows = document.matches(of: /(?m)^\| `(--[a-z-]+)` \| `(TERRITORY_[A-Z_]+)` \|([^|]*)\|/)
        #expect(
            rows.map { [$0.1, $0.2, $0.3].map { $0.trimmingCharacters(in: .whitespaces) } }
                == ServerSettings.entries.map { [$0.flag, $0.variable, $0.initial] })
        for entry in ServerSettings.entries {
            #expect(help.contains("  \(entry.flag) ") && help.contains(entry.variable))
        }
    }

    @Test("every route stands in the document")
    func documented() throws {
        let document = try [UInt8](contentsOfFile: Repository.root + "/docs/server.md").text
        for route in try Served.shared.get().store.current.routes.routes where route.isDescribed {
            let parts = route.path.split(separator: "/")
            let named = parts.first.map { "`/\($0)" } ?? "`/`"
            #expect(
                document.contains(named)
                    && parts.dropFirst(2).allSatisfy { document.contains($0) || $0.hasPrefix("{") }, "\(route.path)")
        }
        for layer in try Served.shared.get().store.current.layers { #expect(document.contains("`\(layer.id)`")) }
        for kind in [
            Parameter.limit, .offset, .box, .boxSystem, .interval, .system, .search, .data, .dialect, .skipGeometry,
        ] {
            #expect(document.contains("`\(kind.name)"), "\(kind.name)")
        }
    }

    @Test("a service that was told to stop is not ready, answers all the same, and closes")
    func stopping() throws {
        let served = try Served()
        served.store.isStopping = true
        #expect(served.ask("/health/ready").status == 503 && served.ask("/health/ready").field("Retry-After") != nil)
        #expect(served.ask("/health/live").status == 200)
        let reply = served.ask("/collections")
        #expect(reply.status == 200 && reply.field("Connection") == "close")
    }
}
