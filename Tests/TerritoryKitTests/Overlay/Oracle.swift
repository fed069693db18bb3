import TerritoryGeometry

/// A small grid near the intersection of the equator and Greenwich: so small that its cells are squares of the plane
/// to 1 part in 10⁹, and that whole coordinates are exact in binary.
enum TinyGrid {
    /// Degrees in a unit of the grid.
    static let unit = 0x1p-13

    static func position(_ x: Int, _ y: Int) -> Position {
        Position(longitude: Double(x) * unit, latitude: Double(y) * unit)
    }

    static func ring(_ points: [(Int, Int)]) -> [Position] {
        (points + points.prefix(1)).map { position($0.0, $0.1) }
    }

    static func polygon(_ points: [(Int, Int)], holes: [[(Int, Int)]] = []) -> Polygon {
        Polygon(exterior: ring(points), holes: holes.map(ring))
    }

    static func rectangle(_ west: Int, _ south: Int, _ east: Int, _ north: Int) -> Polygon {
        polygon(corners(west, south, east, north))
    }

    static func corners(_ west: Int, _ south: Int, _ east: Int, _ north: Int) -> [(Int, Int)] {
        [(west, south), (east, south), (east, north), (west, north)]
    }

    /// Square meters of a cell of the grid.
    static let cell = Ellipsoid.wgs84.areaInSquareMeters(of: MultiPolygon([rectangle(0, 0, 16, 16)])) / 256

    static func cells(_ squareMeters: Double) -> Double { squareMeters / cell }
}

/// The area that two shapes have in common in the plane, by another way: lengths along the middles of slabs.
///
/// Between two latitudes where anything happens, the length in common along a parallel is linear, hence known from the
/// middle. Ground that shapes cover several times counts as often.
func areaInCommon(_ first: MultiPolygon, _ second: MultiPolygon) -> Double {
    let edges = [first, second].map(orientedEdges)
    var heights = edges.joined().flatMap { [$0.0.latitude, $0.1.latitude] }
    let all = Array(edges.joined())
    for left in all.indices {
        for right in all.indices where right > left {
            if let height = crossingHeight(all[left], all[right]) { heights.append(height) }
        }
    }
    heights.sort()
    return zip(heights, heights.dropFirst()).reduce(0) { sum, slab in
        sum + (slab.1 - slab.0) * length(at: (slab.0 + slab.1) / 2, edges)
    }
}

private typealias OrientedEdge = (Position, Position)

private func orientedEdges(of shape: MultiPolygon) -> [OrientedEdge] {
    shape.polygons.flatMap { polygon in
        polygon.rings.enumerated().flatMap { index, ring -> [OrientedEdge] in
            let pairs = zip(ring, ring.dropFirst()).map { ($0, $1) }
            let area = pairs.reduce(0) {
                $0 + $1.0.longitude * $1.1.latitude - $1.1.longitude * $1.0.latitude
            }
            return (area < 0) != (index > 0) ? pairs.map { ($1, $0) } : pairs
        }
    }
}

private func crossingHeight(_ first: OrientedEdge, _ second: OrientedEdge) -> Double? {
    let (dx, dy) = (first.1.longitude - first.0.longitude, first.1.latitude - first.0.latitude)
    let (ex, ey) = (second.1.longitude - second.0.longitude, second.1.latitude - second.0.latitude)
    let turn = dx * ey - dy * ex
    guard turn != 0 else { return nil }
    let (x, y) = (second.0.longitude - first.0.longitude, second.0.latitude - first.0.latitude)
    let (share, other) = ((x * ey - y * ex) / turn, (x * dy - y * dx) / turn)
    return (0...1).contains(share) && (0...1).contains(other) ? first.0.latitude + share * dy : nil
}

private func length(at latitude: Double, _ edges: [[OrientedEdge]]) -> Double {
    var steps: [(longitude: Double, shape: Int, step: Int)] = []
    for (shape, edges) in edges.enumerated() {
        for (start, end) in edges where (start.latitude < latitude) != (end.latitude < latitude) {
            let share = (latitude - start.latitude) / (end.latitude - start.latitude)
            let longitude = start.longitude + share * (end.longitude - start.longitude)
            steps.append((longitude, shape, start.latitude < end.latitude ? -1 : 1))
        }
    }
    steps.sort { $0.longitude < $1.longitude }
    var (windings, length) = ([0, 0], 0.0)
    for (step, next) in zip(steps, steps.dropFirst()) {
        windings[step.shape] += step.step
        length += Double(windings[0] * windings[1]) * (next.longitude - step.longitude)
    }
    return length
}
