import Testing
import TerritoryFormats
import TerritoryGeometry
import TerritoryKit

@Suite("Problems in GeoJSON")
struct GeoJSONProblemTests {
    /// A document and the sentences it deserves, in English.
    static let cases: [(String, [String])] = [
        ("", ["a.geojson:1: the file stops here where a GeoJSON document is expected: is it truncated?"]),
        ("[1]", ["a.geojson:1: “[1]” instead of a GeoJSON collection (“FeatureCollection”)"]),
        (
            #"{"type":"Topology","objects":{}}"#,
            ["a.geojson:1: “Topology” instead of a GeoJSON collection (“FeatureCollection”)"]
        ),
        (
            #"{"features":[{"type":"Feature"}],"type":"Collection"}"#,
            ["a.geojson:1: “Collection” instead of a GeoJSON collection (“FeatureCollection”)"]
        ),
        (#"{"type":"FeatureCollection"}"#, ["a.geojson:1: the collection has no “features” list"]),
        (
            "{\"type\":\"FeatureCollection\",\n\"features\":[nul]}",
            [
                "a.geojson:2: feature no. 1: “nul” instead of a “Feature”",
                "a.geojson:2: this is not JSON, at byte 42 of the file: “nul” stands in place of “null”",
            ]
        ),
        (
            #"{"type":"FeatureCollection","features":[]} x"#,
            ["a.geojson:1: this is not JSON, at byte 44 of the file: “x” stands in place of the end of the file"]
        ),
        (
            feature(#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#),
            ["a.geojson:2: feature no. 1: geometry “LineString”: Point, Polygon or MultiPolygon expected"]
        ),
        (
            feature(#"{"type":"GeometryCollection","geometries":[]}"#),
            ["a.geojson:2: feature no. 1: geometry “GeometryCollection”: Point, Polygon or MultiPolygon expected"]
        ),
        (feature(#"{"type":"Point"}"#), ["a.geojson:2: feature no. 1: the geometry has no “coordinates” member"]),
        (feature(#"{"coordinates":[1,2]}"#), ["a.geojson:2: feature no. 1: the geometry has no “type” member"]),
        (feature(#"7"#), ["a.geojson:2: feature no. 1: “7” instead of an object"]),
        (
            feature("{\"type\":\"Polygon\",\"coordinates\":[\n[[0,0],[1,0],[1,1],[0,1]],\n[[0,0],[1,1],[0,0]]]}"),
            [
                "a.geojson:3: feature no. 1: open ring: its last position must repeat the first",
                "a.geojson:4: feature no. 1: ring of 3 positions: four at least expected",
            ]
        ),
        (
            feature(#"{"type":"Point","coordinates":[574357.8,6279642.9]}"#),
            [
                "a.geojson:2: feature no. 1: position [574357.8, 6279642.9] is off the globe: degrees WGS 84 expected, longitude "
                    + "within -180 and 180, latitude within -90 and 90; are these projected coordinates?"
            ]
        ),
        (
            feature(#"{"type":"Point","coordinates":["2,35",48]}"#),
            [#"a.geojson:2: feature no. 1: “"2,35"” instead of a number"#]
        ),
        (
            #"{"type":"FeatureCollection","features":[{} {}]}"#,
            [
                "a.geojson:1: feature no. 1: “{…}” instead of a “Feature”",
                "a.geojson:1: this is not JSON, at byte 44 of the file: “{}]}” stands in place of “,” or “]”",
            ]
        ),
        (
            feature(#"{"type":"Point","coordinates":[2]}"#),
            ["a.geojson:2: feature no. 1: a position lacks its two numbers, longitude then latitude"]
        ),
        (
            feature(#"{"type":"Polygon","coordinates":[2]}"#),
            ["a.geojson:2: feature no. 1: “2” instead of a list"]
        ),
        (
            #"{"features":[],"x":0,"features":[{"type":"Feature"}],"crs":7,"type":"FeatureCollection"}"#,
            ["a.geojson:1: “7” instead of an object"]
        ),
        (
            #"{"type":"FeatureCollection","crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},"features":[]}"#,
            [
                "a.geojson:1: coordinate reference system “urn:ogc:def:crs:EPSG::2154”: WGS 84 (CRS84 or EPSG:4326) "
                    + "expected"
            ]
        ),
        (
            #"{"type":"FeatureCollection","features":[{"type":"Commune"}]}"#,
            ["a.geojson:1: feature no. 1: “Commune” instead of a “Feature”"]
        ),
        (
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":1e999}}]}"#,
            ["a.geojson:1: feature no. 1: “1e999” is beyond the numbers that can be represented"]
        ),
        (
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":01}}]}"#,
            ["a.geojson:1: this is not JSON, at byte 77 of the file: “01” stands in place of a JSON value"]
        ),
        (
            "{\"a\":\"b\n\"}",
            [
                "a.geojson:1: this is not JSON, at byte 8 of the file: a text contains a line break or a control character"
            ]
        ),
    ]

    @Test("each problem says where it is, what stands there and what was expected", arguments: cases)
    func sentences(document: String, expected: [String]) {
        let error = #expect(throws: ImportError.self) {
            try GeoJSONReader.features(in: Array(document.utf8), file: "a.geojson")
        }
        #expect(error?.problems.map { $0.sentence(in: .english) } == expected)
    }

    @Test("the French sentence has its accents, its guillemets and its narrow spaces")
    func french() {
        let document = Self.feature(#"{"type":"LineString"}"#)
        let error = #expect(throws: ImportError.self) {
            try GeoJSONReader.features(in: Array(document.utf8), file: "a.geojson")
        }
        #expect(
            error?.problems.first?.sentence(in: .french)
                == "a.geojson:2\u{202F}: objet n°\u{A0}1\u{202F}: géométrie «\u{202F}LineString\u{202F}»\u{202F}: "
                + "Point, Polygon ou MultiPolygon attendu")
    }

    @Test("beyond the limit, problems are counted")
    func limit() {
        let point = #"{"type":"Feature","geometry":{"type":"Point","coordinates":[]}}"#
        let list = Array(repeating: point, count: 7).joined(separator: ",\n")
        let document = #"{"type":"FeatureCollection","features":[\#(list)]}"#
        let error = #expect(throws: ImportError.self) {
            try GeoJSONReader.features(in: Array(document.utf8), file: "a.geojson", problemLimit: 3)
        }
        #expect(error?.problems.map(\.line) == [1, 2, 3, nil])
        #expect(error?.problems.last?.message.en == "and 4 more problems")
    }

    @Test("a longitude or a latitude alone is enough to be off the globe", arguments: ["181,2", "2,-91", "1e999,0"])
    func offGlobe(pair: String) {
        let document = Self.feature(#"{"type":"Point","coordinates":[\#(pair)]}"#)
        let error = #expect(throws: ImportError.self) {
            try GeoJSONReader.features(in: Array(document.utf8), file: "a.geojson")
        }
        #expect(error?.problems.first?.message.en.contains("is off the globe") == true)
    }

    @Test("a geometry off the globe is one problem, not one for each position")
    func offGlobeOnce() {
        let document = Self.feature(
            #"{"type":"Polygon","coordinates":[[[200,1],[201,1],[201,2],[200,1]],[[300,1],[301,1],[301,2],[300,1]]]}"#)
        let error = #expect(throws: ImportError.self) {
            try GeoJSONReader.features(in: Array(document.utf8), file: "a.geojson")
        }
        #expect(error?.problems.count == 1)
    }

    @Test("a Latin-1 file is named as such, with line and byte")
    func latin1() {
        let error = #expect(throws: ImportError.self) {
            try GeoJSONReader.features(in: Array("{\n\"nom\":\"Orl".utf8) + [0xE9] + Array("ans\"}".utf8), file: "a")
        }
        #expect(
            error?.description == "a:2: the byte E9 (no. 13 of the file) is not UTF-8: the file looks like "
                + "Latin-1 (ISO 8859-1)")
    }

    @Test("nesting is bounded", arguments: [("[", "]"), (#"{"a":"#, "}")])
    func nesting(open: String, close: String) {
        let deep = String(repeating: open, count: 100_000) + "1" + String(repeating: close, count: 100_000)
        let error = #expect(throws: ImportError.self) {
            try GeoJSONReader.features(in: Array(#"{"x":\#(deep)}"#.utf8), file: "a")
        }
        #expect(error?.problems.first?.message.en == "nested more than 128 levels deep")
    }

    private static func feature(_ geometry: String) -> String {
        "{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",\"geometry\":\(geometry)}]}"
    }
}
