import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryGeometry
import TerritoryKit

@Suite("Reading GeoJSON")
struct GeoJSONReaderTests {
    @Test("a collection gives its features, their lines, their properties and their ground")
    func collection() throws {
        let features = try read(
            """
            {"type":"FeatureCollection","name":"x","features":[
            {"type":"Feature","properties":{"code":"01001","nom":"L'Abergement","n":-1.5e2,"ok":true,"no":false,
              "none":null,"list":[1,{"a":[]}],"object":{"b":"}"}},
             "geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]],[[1,0.5],[2,1],[3,1],[1,0.5]]]]}},
            {"type":"Feature","properties":null,"geometry":null}
            ]}
            """)
        #expect(features.map(\.line) == [2, 5])
        #expect(
            features[0].properties == [
                "code": .string("01001"), "nom": .string("L'Abergement"), "n": .number(-150), "ok": .bool(true),
                "no": .bool(false), "none": .null,
            ])
        let polygon = try #require(features[0].multiPolygon?.polygons.first)
        #expect(polygon.exterior == places([0, 0], [4, 0], [4, 4], [0, 0]))
        #expect(polygon.holes == [places([1, 0.5], [2, 1], [3, 1], [1, 0.5])])
        #expect(features[1].geometry == nil)
        #expect(features[1].properties.isEmpty)
    }

    @Test("members in any order, heights, a byte order mark and CRLF change nothing")
    func tolerance() throws {
        let plain = try read(
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":"#
                + #"{"type":"Polygon","coordinates":[[[1,2],[3,2],[3,4],[1,2]]]}}]}"#)
        let shuffled = try read(
            "\u{FEFF}{\"features\":[{\"bbox\":[1,2,3,4],\"geometry\":{\"coordinates\":[[[1,2,99],[3,2,-1e1],\r\n"
                + "[3,4,0,7],[1,2]]],\"x\":{},\"type\":\"Polygon\"},\"id\":7,\"properties\":{\"a\":1.0},"
                + "\"type\":\"Feature\"}],\r\n\"type\":\"FeatureCollection\"}\r\n")
        #expect(plain == shuffled)
    }

    @Test("a Polygon becomes a MultiPolygon of one, a Point stays a Point, empty coordinates are an empty shape")
    func geometries() throws {
        let features = try read(
            collection(
                #"{"type":"Point","coordinates":[2.35,48.85]}"#,
                #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#,
                #"{"type":"MultiPolygon","coordinates":[]}"#, #"{"type":"Polygon","coordinates":[]}"#))
        let triangle = Polygon(exterior: places([0, 0], [1, 0], [1, 1], [0, 0]))
        #expect(
            features.map(\.geometry) == [
                .point(Position(longitude: 2.35, latitude: 48.85)), .multiPolygon(MultiPolygon([triangle])),
                .multiPolygon(MultiPolygon()), .multiPolygon(MultiPolygon()),
            ])
    }

    @Test("a feature, or a geometry, that stands alone is a collection of one")
    func alone() throws {
        let polygon = #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#
        let shape = try read(collection(polygon))[0].geometry
        let feature = try read(#"{"properties":{"n":"a"},"geometry":\#(polygon),"type":"Feature"}"#)
        #expect(feature.map(\.geometry) == [shape] && feature.map(\.properties) == [["n": .string("a")]])
        let geometry = try read(polygon)
        #expect(geometry.map(\.geometry) == [shape] && geometry.map(\.properties.count) == [0])
        for text in [
            #"{"type":"Feature","crs":{"properties":{"name":"EPSG:2154"}},"geometry":\#(polygon)}"#,
            #"{"type":"Polygon","crs":{"properties":{"name":"EPSG:2154"}},"coordinates":[]}"#,
            #"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#,
        ] {
            #expect(throws: ImportError.self) { try read(text) }
        }
    }

    @Test(
        "an identifier is a text, or a number digit for digit",
        arguments: [
            ("\"a\"", "a"), ("7", "7"), ("-7.5", "-7.5"), ("900719925474099301", "900719925474099301"),
            ("-900719925474099302", "-900719925474099302"), ("9007199254740993", "9007199254740993"), ("null", nil),
        ] as [(String, String?)])
    func identifiers(value: String, expected: String?) throws {
        let features = try read(
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":\#(value)},"geometry":null}]}"#
        )
        #expect(features[0].properties["id"]?.identifier == expected)
    }

    @Test("escapes in names and texts are undone")
    func escapes() throws {
        let features = try read(
            #"{"type":"FeatureCollection","f\u0065atures":[{"type":"Feature","properties":"#
                + #"{"\"\\\/\b\f\n\r\t":"\u00e9\uD83D\uDE00\u0000é"},"geometry":null}]}"#)
        #expect(features.first?.properties == ["\"\\/\u{8}\u{C}\n\r\t": .string("é😀\0é")])
    }

    @Test(
        "every usual name of WGS 84 is accepted",
        arguments: [
            "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84", "EPSG:4326",
            "urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        ])
    func acceptedCRS(name: String) throws {
        let features = try read(
            #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"\#(name)"}},"features":[]}"#)
        #expect(features.isEmpty)
    }

    @Test("a number is the nearest Double, whatever its digits", arguments: 0..<200)
    func numbers(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let digits = (0..<Int.random(in: 1...22, using: &random)).map { _ in
                String(Int.random(in: 0...9, using: &random))
            }
            let exponent =
                Int.random(in: 0...3, using: &random) == 0 ? "e\(Int.random(in: -30...30, using: &random))" : ""
            let text = "-\(Int.random(in: 0...180, using: &random)).\(digits.joined())\(exponent)"
            var scanner = JSONScanner(Array(text.utf8))
            #expect(try scanner.number() == Double(text))
            #expect(scanner.next() == nil)
        }
    }

    @Test("positions are the nearest Doubles, whatever their digits and what stands between them", arguments: 0..<200)
    func positions(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func number(_ limit: Int) -> String {
            let sign = Bool.random(using: &random) ? "-" : ""
            let whole = Int.random(in: 0..<limit, using: &random) >> Int.random(in: 0...8, using: &random)
            let digits = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                String(Int.random(in: 0...9, using: &random))
            }
            let exponent = ["", "", "", "", "e0", "E-1", "e-12"].randomElement(using: &random) ?? ""
            return "\(sign)\(whole)\(digits.isEmpty ? "" : "." + digits.joined())\(exponent)"
        }
        func space() -> String { ["", "", " ", "  ", "\n", "\t ", "\r\n"].randomElement(using: &random) ?? "" }
        let numbers = (0..<Int.random(in: 3...40, using: &random)).map { _ in (number(180), number(90)) }
        let ring = (numbers + [numbers[0]]).map { longitude, latitude in
            let height = Int.random(in: 0...9, using: &random) == 0 ? ",\(space())\(number(900))" : ""
            return "\(space())[\(space())\(longitude)\(space()),\(space())\(latitude)\(space())\(height)]\(space())"
        }
        let features = try read(collection(#"{"type":"Polygon","coordinates":[[\#(ring.joined(separator: ","))]]}"#))
        let expected = (numbers + [numbers[0]]).map {
            Position(longitude: Double($0.0) ?? .nan, latitude: Double($0.1) ?? .nan)
        }
        #expect(features[0].multiPolygon?.polygons.first?.exterior == expected)
    }

    @Test(
        "a position with what is no number in it is refused, never read halfway",
        arguments: [
            "[01.5,2.5]", "[1.5,2.]", "[1.,2.5]", "[1.5,.5]", "[+1.5,2.5]", "[1.5 2.5]", "[1.5,2.5e]", "[1.5,2.5.5]",
            "[--1.5,2.5]", "[1.5,2.5", "[1.123456789012x,2.5]", "[1.5,2.12345678:]", "[1.5,2.5]]]]]", "[1.5,-]",
        ])
    func brokenPositions(position: String) {
        let text = collection(
            #"{"type":"Polygon","coordinates":[[[0.5,0.5],\#(position),[4.5,4.5],[0.5,0.5]]]}"#)
        #expect(throws: ImportError.self) { try read(text) }
    }

    @Test(
        "numbers at the edge of what the fast way can do",
        arguments: [
            ("18446744073709551617", 18_446_744_073_709_551_616), ("9007199254740993", 9_007_199_254_740_992),
            ("0.00000000000000000000001", 1e-23), ("1e-400", 0), ("-0", 0), ("1e999", .infinity), ("0E+5", 0),
        ] as [(String, Double)])
    func extremes(text: String, expected: Double) throws {
        var scanner = JSONScanner(Array(text.utf8))
        #expect(try scanner.number() == expected)
    }

    private func places(_ pairs: [Double]...) -> [Position] {
        pairs.map { Position(longitude: $0[0], latitude: $0[1]) }
    }

    private func collection(_ geometries: String...) -> String {
        let features = geometries.map { #"{"type":"Feature","properties":{},"geometry":\#($0)}"# }
        return #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
    }

    private func read(_ text: String) throws -> [GeoJSONFeature] {
        try GeoJSONReader.features(in: Array(text.utf8), file: "a.geojson")
    }
}
