import Foundation
import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryGeometry

@Suite("Owners of positions among the communes of the default data")
struct OccitanieOwnersTests {
    private let shapes: [MultiPolygon]

    init() throws {
        let file = URL(fileURLWithPath: Repository.root + "/geo/communes.geojson")
        let bytes = [UInt8](try Data(contentsOf: file))
        shapes = try GeoJSONReader.features(in: bytes, file: "communes.geojson").compactMap { feature in
            guard case .multiPolygon(let shape) = feature.geometry else { return nil }
            return shape
        }
    }

    private struct Edge: Hashable {
        var low: Position
        var high: Position
    }

    @Test("a point of a border between two communes has exactly one owner, which is one of the two or of a corner")
    func sharedBorders() throws {
        try #require(shapes.count > 4_000)
        let locator = PointLocator(shapes)
        var holders: [Edge: [Int]] = [:]
        for (index, shape) in shapes.enumerated() {
            for polygon in shape.polygons {
                for ring in polygon.rings {
                    for (start, end) in zip(ring, ring.dropFirst()) {
                        let isUp = (start.latitude, start.longitude) < (end.latitude, end.longitude)
                        holders[isUp ? Edge(low: start, high: end) : Edge(low: end, high: start), default: []]
                            .append(index)
                    }
                }
            }
        }
        var shared = 0
        for (edge, pair) in holders {
            let middle = Position(
                longitude: (edge.low.longitude + edge.high.longitude) / 2,
                latitude: (edge.low.latitude + edge.high.latitude) / 2)
            let owners = locator.indices(containing: middle)
            // Rounded, the middle of a border of the coverage may fall outside it.
            if pair.count == 2 {
                shared += 1
                if owners.count != 1 || !pair.contains(owners[0]) { Issue.record("\(middle): \(owners), not \(pair)") }
            } else if !owners.isEmpty, owners != pair {
                Issue.record("\(middle): \(owners), not \(pair)")
            }
            if locator.indices(containing: edge.low).count > 1 { Issue.record("\(edge.low) has several owners") }
        }
        #expect(shared > 50_000)
    }

    @Test("vertices, and positions anywhere, have the owners that the shapes say")
    func agreement() {
        var random = SplitMix64(seed: 31)
        let locator = PointLocator(shapes)
        let boxes = shapes.map(\.boundingBox)
        let vertices = shapes.flatMap { $0.polygons.flatMap { $0.rings.joined() } }
        let positions =
            stride(from: 0, to: vertices.count, by: 397).map { vertices[$0] }
            + (0..<600).map { _ in
                Position(
                    longitude: .random(in: -0.5...5.1, using: &random),
                    latitude: .random(in: 42.3...45.1, using: &random))
            }
        for position in positions {
            let expected = shapes.indices.filter {
                boxes[$0]?.contains(position) == true && shapes[$0].contains(position)
            }
            #expect(locator.indices(containing: position) == expected)
            #expect(locator.index(containing: position) == expected.first)
        }
    }
}
