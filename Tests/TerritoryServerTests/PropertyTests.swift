import Foundation
import TerritoryKit
@testable import TerritoryServer
import HTTPTypes
import TerritoryTestSupport
import Testing

/// Queryables, schema, sortables and what they promise (OGC API – Features, Parts 3, 5, 6, 8 and 9).
@Suite("Features: properties, filters, order and search")
struct PropertyTests {
    let served: Served

    init() throws { served = try Served.shared.get() }

    private func features(_ layer: String, _ query: String) throws -> [JSONTree] {
        let reply = served.ask("/collections/\(layer)/items?limit=10000&\(query)")
        try #require(reply.status == 200, "\(query): \(reply.text)")
        return try reply.json()["features"]?.items ?? []
    }

    @Test("/conf/queryables/get-queryables-uris, get-queryables: linked, and a closed JSON Schema")
    func schemas() throws {
        for layer in served.store.current.layers {
            let head = served.ask("/collections/\(layer.id)/items", method: .head, ["Accept": "application/json"])
            #expect(head.status == 200)
            #expect(
                head.field("Link")?.contains(
                    "<\(Served.base)/collections/\(layer.id)/queryables>; rel=\"http://www.opengis.net/def/rel/ogc/1.0/queryables\""
                ) == true)
            for name in ["queryables", "schema", "sortables"] {
                let reply = served.ask("/collections/\(layer.id)/\(name)")
                #expect(reply.field("Content-Type") == "application/schema+json")
                let schema = try reply.json()
                #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
                #expect(schema["$id"]?.string == "\(Served.base)/collections/\(layer.id)/\(name)")
                #expect(schema["additionalProperties"] == .boolean(false) && schema["type"]?.string == "object")
                guard case .object(let properties)? = schema["properties"] else {
                    throw FixtureError(message: "no properties")
                }
                for (property, described) in properties {
                    let isGeometry = described["format"]?.string?.hasPrefix("geometry-") == true
                    #expect((described["type"] == nil) == isGeometry, "\(property)")
                }
                let feature = try features(layer.id, "")[0]
                guard name == "schema", case .object(let own)? = feature["properties"] else { continue }
                #expect(Set(properties.keys).subtracting(["geometry"]) == Set(own.keys))
            }
        }
    }

    @Test("/conf/queryables-query-parameters/query-param: every property filters by its value")
    func filters() throws {
        for layer in served.store.current.layers {
            let all = try features(layer.id, "")
            for column in layer.layer.columns {
                let values = all.compactMap { $0["properties"]?[column.name] }
                for value in Set(values.prefix(3)) where value != .null {
                    let text: String
                    switch value {
                    case .text(let word): text = word
                    case .number(let number): text = number.description
                    case .list(let items): text = items.first?.string ?? ""
                    default: continue
                    }
                    guard !text.isEmpty else { continue }
                    let expected = zip(all, values).filter { _, other in
                        other == value || other.items.contains { $0.string == text }
                    }.compactMap { $0.0["id"]?.string }
                    let encoded = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                    let found = try features(layer.id, "\(column.name)=\(encoded)").compactMap { $0["id"]?.string }
                    #expect(found == expected, "\(layer.id) \(column.name)=\(text)")
                }
            }
        }
        for query in ["municipal_population=abc", "frr=nosuch", "municipal_population=", "area_km2=1,5"] {
            #expect(served.ask("/collections/communes/items?\(query)").status == 400, "\(query)")
        }
    }

    @Test("sortby orders by each column, nothing last, ties by code", arguments: ["", "-"])
    func order(sign: String) throws {
        for layer in served.store.current.layers {
            let all = try features(layer.id, "")
            for column in layer.layer.columns {
                if case .list = column.values { continue }
                let found = try features(layer.id, "sortby=\(sign)\(column.name)").map {
                    $0["properties"]?[column.name] ?? .null
                }
                #expect(found.count == all.count)
                let known = found.filter { $0 != .null }
                #expect(found.prefix(known.count).allSatisfy { $0 != .null }, "\(column.name)")
                for (left, right) in zip(known, known.dropFirst()) {
                    let isOrdered: Bool
                    switch (left, right) {
                    case (.number(let left), .number(let right)): isOrdered = sign == "" ? left <= right : left >= right
                    case (.text(let left), .text(let right)):
                        let (left, right) = (Array(left.utf8), Array(right.utf8))
                        isOrdered =
                            sign == "" ? !right.lexicographicallyPrecedes(left) : !left.lexicographicallyPrecedes(right)
                    default: isOrdered = false
                    }
                    #expect(isOrdered, "\(layer.id) \(column.name)")
                }
            }
        }
        let byTwo = try features("communes", "sortby=%2Bepci,-municipal_population").map { $0["properties"] }
        for (left, right) in zip(byTwo, byTwo.dropFirst())
        where left?["epci"] == right?["epci"] && left?["epci"] != .null {
            #expect((left?["municipal_population"]?.number ?? -1) >= (right?["municipal_population"]?.number ?? -1))
        }
        for keys in ["nosuch", "name,name", "name,-name", ""] {
            #expect(served.ask("/collections/communes/items?sortby=\(keys)").status == 400, "\(keys)")
        }
    }

    @Test("properties chooses, in its order; an empty list is none; skipGeometry leaves shapes out")
    func selection() throws {
        let some = served.ask("/collections/communes/items?limit=2&properties=name,code&skipGeometry=true").text
        #expect(some.contains(#""properties":{"name":"#) && some.contains(#""geometry":null"#))
        #expect(served.ask("/collections/communes/items?limit=1&properties=").text.contains(#""properties":{},"#))
        #expect(served.ask("/collections/communes/items?properties=name,nosuch").status == 400)
        #expect(served.ask("/collections/communes/items?skipGeometry=1").status == 400)
    }

    @Test("q finds a part of the name, whatever accents and case; a comma is an or")
    func search() throws {
        let all = try #require(served.store.current.layer("communes")).layer
        for name in all.names.prefix(5) {
            let encoded = name.uppercased().addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let found = try features("communes", "q=\(encoded)").compactMap { $0["id"]?.string }
            #expect(found.contains { all.codes.firstIndex(of: $0).map { all.names[$0] } == name }, "\(name)")
        }
        let first = all.names[0].addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        #expect(
            try features("communes", "q=nosuchname,\(first)").count == (try features("communes", "q=\(first)")).count)
        #expect(try features("communes", "q=nosuchname").isEmpty)
    }

    @Test("filters together give what they have in common", arguments: 0..<16)
    func intersection(mask: Int) throws {
        let filters = ["bbox=0,0,2.5,90", "datetime=2025-01-01", "q=e", "frr=frr"].enumerated().filter {
            mask >> $0.offset & 1 == 1
        }
        let alone = try filters.map { Set(try features("communes", $0.element).compactMap { $0["id"]?.string }) }
        let all = Set(try features("communes", "").compactMap { $0["id"]?.string })
        let together = Set(
            try features("communes", filters.map(\.element).joined(separator: "&")).compactMap { $0["id"]?.string })
        #expect(together == alone.reduce(all) { $0.intersection($1) })
    }

    @Test("CSV has every row, whatever the limit; the French one has commas in numbers and defuses formulas")
    func tables() throws {
        let plain = served.ask("/collections/communes/items?f=csv&limit=1")
        #expect(plain.field("Content-Disposition") == "attachment; filename=\"communes.csv\"")
        let layer = try #require(served.store.current.layer("communes")).layer
        #expect(plain.text.split(separator: "\r\n").count == layer.count + 1)
        #expect(plain.text.hasPrefix("code,name,") && plain.text.contains(layer.names[0]))
        let french = served.ask("/collections/communes/items?f=csv&dialect=excel-fr").text
        #expect(french.hasPrefix("\u{FEFF}code;name;"))
        // 2° E, 44° N is the corner of the country.
        #expect(french.contains(/;2,\d+;44,\d+\r\n/) && !french.contains(/;2\.\d/))
        #expect(served.ask("/collections/communes/items?f=csv&dialect=excel-us").status == 400)
        let lines = served.ask("/collections/communes/items?f=ndjson&limit=10000")
        #expect(lines.text.split(separator: "\n").count == layer.count)
        for line in lines.text.split(separator: "\n").prefix(3) {
            #expect(try JSONDecoder().decode(JSONTree.self, from: Data(line.utf8))["type"]?.string == "Feature")
        }
    }
}
