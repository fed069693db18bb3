internal import TerritoryGeometry

/// How far other shapes are from one, on the ground.
///
/// The nearest points of two borders are a vertex of one and a point of the other; both are looked up in trees of edges,
/// so that fine shapes cost little more than coarse ones.
struct ShapeDistance {
    private let vertices: [Position]
    private let locator: PointLocator

    /// - Parameter shape: A polygon of one position stands for that position.
    init(from shape: MultiPolygon) {
        vertices = Self.vertices(of: shape)
        locator = PointLocator([shape])
    }

    private static func vertices(of shape: MultiPolygon) -> [Position] {
        // The last position of a ring is the first again.
        shape.polygons.flatMap { polygon in polygon.rings.flatMap { $0.count > 1 ? $0.dropLast() : $0[...] } }
    }

    /// Metres from border to border; 0 where one holds a vertex of the other.
    ///
    /// - Parameters:
    ///   - other: Another shape.
    ///   - limit: The farthest that matters, in metres.
    /// - Returns: `nil` for a shape that is farther, or empty.
    func meters(to other: MultiPolygon, within limit: Double = .infinity) -> Double? {
        guard let box = other.boundingBox else { return nil }
        var best: Double?
        for vertex in Self.vertices(of: other) {
            guard let distance = locator.nearest(to: vertex, within: best ?? limit)?.distanceInMeters else { continue }
            if distance == 0 { return 0 }
            best = min(best ?? distance, distance)
        }
        // Vertices of its own that are farther from the box of the other can bring nothing nearer.
        let reach = (best ?? limit).isFinite ? box.grown(byMeters: best ?? limit) : nil
        let theirs = PointLocator([other])
        for vertex in vertices where reach?.contains(vertex) ?? true {
            guard let distance = theirs.nearest(to: vertex, within: best ?? limit)?.distanceInMeters else { continue }
            if distance == 0 { return 0 }
            best = min(best ?? distance, distance)
        }
        return best
    }
}
