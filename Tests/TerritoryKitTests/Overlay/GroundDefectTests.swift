import TerritoryTestSupport
import Testing
@testable import TerritoryGeometry

@Suite("Shapes whose ground cannot be told")
struct GroundDefectTests {
    @Test("rings that touch, at points or along edges, are right", arguments: DegenerateOverlayTests.cases)
    func touching(known: DegenerateOverlayTests.Case) {
        #expect(known.shape.groundDefect() == nil)
    }

    @Test("a vertex on an edge touches it, over any length")
    func touchingOnEdge() {
        let hole = TinyGrid.polygon(TinyGrid.corners(0, 0, 4, 4), holes: [[(2, 0), (3, 1), (1, 1)]])
        #expect(MultiPolygon([hole]).groundDefect() == nil)
        let spike = TinyGrid.polygon([(0, 0), (4, 0), (4, 2), (7, 2), (4, 2), (4, 4), (0, 4)])
        #expect(MultiPolygon([spike]).groundDefect() == nil)
        func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> TerritoryGeometry.Polygon {
            .box(BoundingBox(west: west, south: south, east: east, north: north))
        }
        #expect(MultiPolygon([box(1, 43, 4, 46), box(4, 43.3, 5.1, 44.7), box(0.2, 44, 1, 48)]).groundDefect() == nil)
        #expect(MultiPolygon([box(1, 43, 4, 46), box(1, 43, 1.1, 43.1)]).groundDefect() != nil)
    }

    @Test("edges that cross are told with the place where the first of them does")
    func crossing() {
        let bow = MultiPolygon([TinyGrid.polygon([(0, 0), (4, 4), (4, 0), (0, 4)])])
        #expect(bow.groundDefect() == .crossing(TinyGrid.position(2, 2)))
        let loop = MultiPolygon([
            TinyGrid.polygon([(0, 1), (8, 1), (8, 5), (4, 5), (4, 0), (3, 0), (3, 5), (0, 5)])
        ])
        #expect(loop.groundDefect() == .crossing(TinyGrid.position(4, 1)))
        let parts = MultiPolygon([TinyGrid.rectangle(0, 0, 4, 4), TinyGrid.rectangle(2, 2, 6, 6)])
        #expect(parts.groundDefect() == .crossing(TinyGrid.position(4, 2)))
    }

    @Test(
        "ground that is covered twice without a crossing is told too",
        arguments: [
            // The same part twice, one part within another, a hole that is none, two holes that are one, a crossing at
            // a vertex.
            ([TinyGrid.rectangle(0, 0, 4, 4), TinyGrid.rectangle(0, 0, 4, 4)], TinyGrid.position(0, 0)),
            ([TinyGrid.rectangle(0, 0, 9, 9), TinyGrid.rectangle(3, 3, 4, 4)], TinyGrid.position(3, 3)),
            ([TinyGrid.polygon(TinyGrid.corners(0, 0, 4, 4), holes: [TinyGrid.corners(5, 5, 6, 6)])], nil),
            (
                [
                    TinyGrid.polygon(
                        TinyGrid.corners(0, 0, 4, 4),
                        holes: [TinyGrid.corners(1, 1, 2, 2), TinyGrid.corners(1, 1, 2, 2)])
                ], TinyGrid.position(1, 1)
            ),
            ([TinyGrid.polygon([(0, 0), (2, 2), (6, 4), (6, 0), (2, 2), (0, 4)])], TinyGrid.position(2, 2)),
        ] as [([TerritoryGeometry.Polygon], Position?)])
    func overlap(polygons: [TerritoryGeometry.Polygon], place: Position?) {
        #expect(MultiPolygon(polygons).groundDefect() == .overlap(near: place))
    }

    @Test(
        "2,000 shapes have the ground that the even-odd rule finds, or are refused where they cross", arguments: 0..<20)
    func evenOdd(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let face = MultiPolygon([TinyGrid.rectangle(-1_000, -1_000, 1_000, 1_000)])
        let overlay = CoverageOverlay([face])
        for number in 0..<100 {
            let isStar = number % 2 == 0
            let shape = isStar ? star(using: &random) : tangle(using: &random)
            switch shape.groundDefect() {
            case nil:
                let found = TinyGrid.cells(overlay.pieces(of: shape).reduce(0) { $0 + $1.areaInSquareMeters })
                #expect(abs(found - evenOddArea(of: shape)) < 1e-6 * max(found, 1), "\(shape)")
            case .crossing(let place): #expect(!isStar && edges(of: shape).count { passes($0, place) } >= 2, "\(shape)")
            case .overlap: #expect(!isStar, "\(shape)")
            }
        }
    }

    /// A ring whose vertices are seen from its middle in their order: it never crosses.
    private func star(using random: inout SplitMix64) -> MultiPolygon {
        let directions = [
            (4, 0), (3, 1), (2, 3), (0, 4), (-1, 3), (-3, 2), (-4, 0), (-3, -1), (-1, -2), (1, -3), (3, -2),
        ]
        return MultiPolygon([
            TinyGrid.polygon(
                directions.map { x, y in
                    let length = Int.random(in: 1...40, using: &random)
                    return (x * length, y * length)
                })
        ])
    }

    private func tangle(using random: inout SplitMix64) -> MultiPolygon {
        MultiPolygon(
            (0..<Int.random(in: 1...2, using: &random)).map { _ in
                TinyGrid.polygon(
                    (0..<Int.random(in: 3...5, using: &random)).map { _ in
                        (Int.random(in: 0...20, using: &random), Int.random(in: 0...20, using: &random))
                    })
            })
    }

    private func edges(of shape: MultiPolygon) -> [(Position, Position)] {
        shape.polygons.flatMap(\.rings).flatMap { Array(zip($0, $0.dropFirst())) }
    }

    /// Whether an edge passes within a thousandth of a unit of a position.
    private func passes(_ edge: (Position, Position), _ place: Position) -> Bool {
        let (dx, dy) = (edge.1.longitude - edge.0.longitude, edge.1.latitude - edge.0.latitude)
        let (x, y) = (place.longitude - edge.0.longitude, place.latitude - edge.0.latitude)
        let length = (dx * dx + dy * dy).squareRoot()
        return length > 0 && abs(dx * y - dy * x) / length < 1e-3 * TinyGrid.unit
            && (0...1).contains((dx * x + dy * y) / (length * length))
    }

    /// In cells: along the middle of each slab of latitude in which nothing happens, every other stretch is inside.
    private func evenOddArea(of shape: MultiPolygon) -> Double {
        let edges = edges(of: shape).map { start, end in
            (
                x: start.longitude / TinyGrid.unit, y: start.latitude / TinyGrid.unit,
                dx: (end.longitude - start.longitude) / TinyGrid.unit,
                dy: (end.latitude - start.latitude) / TinyGrid.unit
            )
        }
        var heights = edges.map(\.y)
        for edge in edges {
            for other in edges {
                let turn = edge.dx * other.dy - edge.dy * other.dx
                guard turn != 0 else { continue }
                let share = ((other.x - edge.x) * other.dy - (other.y - edge.y) * other.dx) / turn
                if (0...1).contains(share) { heights.append(edge.y + share * edge.dy) }
            }
        }
        heights.sort()
        return zip(heights, heights.dropFirst()).reduce(0) { area, slab in
            let middle = (slab.0 + slab.1) / 2
            let places = edges.filter { ($0.y < middle) != ($0.y + $0.dy < middle) }
                .map { $0.x + (middle - $0.y) / $0.dy * $0.dx }.sorted()
            let inside = stride(from: 0, to: places.count - 1, by: 2).reduce(0) { $0 + places[$1 + 1] - places[$1] }
            return area + inside * (slab.1 - slab.0)
        }
    }
}
