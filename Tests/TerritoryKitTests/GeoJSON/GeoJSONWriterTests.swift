import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryGeometry

@Suite("Writing GeoJSON")
struct GeoJSONWriterTests {
    @Test("a collection is written in one way, byte for byte")
    func golden() {
        let box = BoundingBox(west: 0, south: 0, east: 4, north: 4)
        let hole = BoundingBox(west: 1, south: 1, east: 2, north: 2)
        let shape = MultiPolygon([
            // Both rings turn the wrong way.
            Polygon(exterior: box.ring.reversed(), holes: [hole.ring])
        ])
        let features = [
            Feature(
                id: "01001", boundingBox: box,
                properties: [
                    JSONMember("nom", .string("L’Abergement \"Clémenciat\"\n\\\u{1}\u{1F}/")),
                    JSONMember("population", .integer(-859)),
                    JSONMember("share", .number(0.125_49, decimals: 4)),
                    JSONMember("list", .array([.bool(true), .bool(false), .null])),
                    JSONMember("object", .object([JSONMember("b", .integer(1)), JSONMember("a", .array([]))])),
                ], geometry: .multiPolygon(shape)),
            Feature(geometry: .point(Position(longitude: -0.000_000_4, latitude: 48.856_613_49))),
            Feature(geometry: .multiPolygon(MultiPolygon())),
        ]
        let bytes = GeoJSONWriter.bytes(
            of: features, members: [JSONMember("name", .string("essai"))], boundingBox: box)
        #expect(
            String(decoding: bytes, as: UTF8.self) == #"""
                {"type":"FeatureCollection","name":"essai","bbox":[0,0,4,4],"features":[
                {"type":"Feature","id":"01001","bbox":[0,0,4,4],"properties":{"nom":"L’Abergement \"Clémenciat\"\n\\\u0001\u001F/","population":-859,"share":0.1255,"list":[true,false,null],"object":{"b":1,"a":[]}},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]]}},
                {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[0,48.856613]}},
                {"type":"Feature","properties":{},"geometry":null}
                ]}

                """#)
    }

    @Test("an empty collection is a collection")
    func empty() throws {
        let bytes = GeoJSONWriter.bytes(of: [])
        #expect(String(decoding: bytes, as: UTF8.self) == "{\"type\":\"FeatureCollection\",\"features\":[]}\n")
        #expect(try GeoJSONReader.features(in: bytes, file: "a").isEmpty)
    }

    @Test("a feature on its own is the line it has in a collection")
    func single() {
        let feature = Feature(id: "a", geometry: .point(Position(longitude: 1, latitude: 2)))
        let collection = String(decoding: GeoJSONWriter.bytes(of: [feature]), as: UTF8.self)
        let line = String(decoding: GeoJSONWriter.bytes(of: feature), as: UTF8.self)
        #expect(collection.split(separator: "\n").contains(Substring(line)))
    }

    @Test("taken piece by piece, the bytes are the same")
    func pieces() {
        var random = SplitMix64(seed: 7)
        let features = (0..<50).map { _ in Feature(geometry: .multiPolygon(.random(using: &random))) }
        var writer = GeoJSONWriter()
        var pieces: [UInt8] = []
        for feature in features {
            writer.write(feature)
            if writer.byteCount > 700 { pieces += writer.takeBytes() }
        }
        writer.finish()
        pieces += writer.takeBytes()
        #expect(writer.byteCount == 0)
        #expect(pieces == GeoJSONWriter.bytes(of: features))
    }

    @Test("what is written is read back to the last decimal", arguments: 0..<100)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let geometries: [Geometry] = (0..<10).map { _ in
            Bool.random(using: &random) ? .multiPolygon(.random(using: &random)) : .point(.random(using: &random))
        }
        let text = String((0..<20).map { _ in randomCharacter(using: &random) })
        let bytes = GeoJSONWriter.bytes(
            of: geometries.map { Feature(properties: [JSONMember(text, .string(text))], geometry: $0) })
        let features = try GeoJSONReader.features(in: bytes, file: "a")
        #expect(features.map(\.geometry) == geometries)
        #expect(features.map(\.line) == Array(2...11))
        #expect(features.allSatisfy { $0.properties == [text: .string(text)] })
    }

    @Test("exteriors turn counterclockwise and holes clockwise, whichever way they are given", arguments: 0..<50)
    func rightHandRule(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let shape = MultiPolygon.random(using: &random)
        let turned = MultiPolygon(
            shape.polygons.map { polygon in
                Polygon(
                    exterior: polygon.exterior.reversed(), holes: polygon.holes.map { Array($0.reversed()) })
            })
        #expect(
            GeoJSONWriter.bytes(of: Feature(geometry: .multiPolygon(shape)))
                == GeoJSONWriter.bytes(of: Feature(geometry: .multiPolygon(turned))))
    }

    private func randomCharacter(using random: inout SplitMix64) -> Character {
        let scalars: [Unicode.Scalar] = ["\"", "\\", "/", "\n", "\u{0}", "\u{1B}", "é", "\u{2028}", "😀", "a", "\u{7F}"]
        return Character(scalars.randomElement(using: &random) ?? "a")
    }
}
