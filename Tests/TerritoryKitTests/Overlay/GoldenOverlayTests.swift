import Foundation
import Testing
import TerritoryGeometry

/// Communes around Toulouse, neighbourhoods, stars and disks, as shapely 2.2 (GEOS 3.14) cuts them and pyproj 3.7
/// (GeographicLib) measures the pieces: see `Golden/make.py`.
@Suite("Cutting real communes as GEOS does")
struct GoldenOverlayTests {
    private struct Golden: Decodable {
        let codes: [String]
        let faces: [[[[Double]]]]
        let cases: [Case]
    }

    private struct Case: Decodable {
        let name: String
        let shape: [[[Double]]]
        /// The index of the face and the area in common in square meters.
        let pieces: [[Double]]
    }

    private let golden: Golden
    private let overlay: CoverageOverlay

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/overlay.json")
        golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
        overlay = CoverageOverlay(golden.faces.map(Self.multiPolygon))
    }

    private static func multiPolygon(_ polygons: [[[Double]]]) -> MultiPolygon {
        MultiPolygon(
            polygons.compactMap { rings in
                let closed = rings.map { numbers in
                    stride(from: 0, to: numbers.count, by: 2).map {
                        Position(longitude: numbers[$0], latitude: numbers[$0 + 1])
                    }
                }
                return closed.first.map { Polygon(exterior: $0, holes: Array(closed.dropFirst())) }
            })
    }

    @Test("areas agree to 1 part in 10⁶ over 1 ha, and to 0.01 m² below")
    func areas() {
        for example in golden.cases {
            let found = overlay.pieces(of: Self.multiPolygon(example.shape))
            let areas = Dictionary(uniqueKeysWithValues: found.map { ($0.index, $0.areaInSquareMeters) })
            let expected = Dictionary(uniqueKeysWithValues: example.pieces.map { (Int($0[0]), $0[1]) })
            for index in Set(areas.keys).union(expected.keys) {
                let (area, known) = (areas[index] ?? 0, expected[index] ?? 0)
                #expect(abs(area - known) <= max(known * 1e-6, 0.01), "\(example.name) in \(golden.codes[index])")
            }
        }
    }

    @Test("a union of communes is made of whole communes")
    func union() throws {
        let example = try #require(golden.cases.first { $0.name == "union" })
        let pieces = overlay.pieces(of: Self.multiPolygon(example.shape))
        #expect(pieces.map(\.index) == example.pieces.map { Int($0[0]) })
        #expect(pieces.allSatisfy { $0.areaInSquareMeters == overlay.areaInSquareMeters(ofFace: $0.index) })
    }

    @Test("QN03117N lies for 85 % in its commune, and the rest in the next one")
    func neighbourhood() throws {
        let example = try #require(golden.cases.first { $0.name == "QN03117N" })
        let shape = Self.multiPolygon(example.shape)
        let shares = overlay.shares(of: shape).map { (golden.codes[$0.index], $0.share) }
        #expect(shares.map(\.0) == ["31282", "31555"])
        #expect(abs(shares[1].1 - 0.8549) < 1e-4)
        let toulouse = try #require(golden.codes.firstIndex(of: "31555"))
        let share = CoverageOverlay.share(of: shape, in: Self.multiPolygon(golden.faces[toulouse]))
        #expect(abs(share - shares[1].1) < 1e-6)
    }
}
