import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryGeometry

@Suite("GeoJSON of any bytes")
struct GeoJSONFuzzTests {
    private static let document = Array(
        """
        {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"OGC:CRS84"}},"bbox":[0,0,1,1],
        "features":[{"type":"Feature","id":"é","properties":{"a":"\\u00e9\\n","b":-1.25e-3,"c":[true,false,null,{}]},
        "geometry":{"coordinates":[[[0,0],[1,0],[1,1,9],[0,0]]],"type":"Polygon"}},
        {"type":"Feature","properties":null,"geometry":{"type":"MultiPolygon","coordinates":[[[[0.5,0.25],[1,0],[1,1],
        [0.5,0.25]]]]}},{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[2.35,48.85]}}]}
        """.utf8)

    @Test("a document cut anywhere is refused with a sentence")
    func truncations() throws {
        let document = Self.document
        #expect(try GeoJSONReader.features(in: document, file: "a").count == 3)
        for length in document.indices {
            let error = #expect(throws: ImportError.self) {
                try GeoJSONReader.features(in: Array(document[..<length]), file: "a")
            }
            #expect(error?.problems.isEmpty == false)
        }
    }

    @Test("a document with changed bytes is read or refused, never a crash", arguments: 0..<40)
    func mutations(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var refusals = 0
        for _ in 0..<100 {
            let bytes = mutated(Self.document, using: &random)
            do {
                _ = try GeoJSONReader.features(in: bytes, file: "a", problemLimit: 5)
            } catch {
                refusals += 1
                #expect((1...6).contains(error.problems.count))
                #expect(error.problems.allSatisfy { ($0.line ?? 1) <= 1 + bytes.count { $0 == 0x0A } })
            }
        }
        #expect(refusals > 0)
    }

    /// A copy with some bytes replaced, removed, repeated or inserted, most of them from JSON's own signs.
    private func mutated(_ document: [UInt8], using random: inout SplitMix64) -> [UInt8] {
        let signs = Array("[]{}\",:\\0123456789.eE+-tfnu \n".utf8)
        var bytes = document
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let index = Int.random(in: bytes.indices, using: &random)
            let sign = signs.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[index] = sign
            case 1: bytes[index] = .random(in: .min ... .max, using: &random)
            case 2: bytes.remove(at: index)
            case 3: bytes.insert(sign, at: index)
            default: bytes.insert(contentsOf: bytes[index..<min(index + 30, bytes.count)], at: index)
            }
        }
        return bytes
    }
}
