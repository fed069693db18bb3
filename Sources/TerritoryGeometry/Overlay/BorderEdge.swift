/// An edge of a ring, straight in longitude and latitude, written from its lower end to its upper end.
///
/// Along a parallel, the western end counts as the lower one. An edge and its reverse are thus the same value, and
/// whatever is computed from it is the same bit for bit on both of its sides.
package struct BorderEdge: Hashable, Sendable {
    let low: Position
    let high: Position

    /// - Returns: `nil` for an edge without length.
    init?(_ start: Position, _ end: Position) {
        guard start != end else { return nil }
        let isUpward =
            start.latitude < end.latitude || start.latitude == end.latitude && start.longitude < end.longitude
        low = isUpward ? start : end
        high = isUpward ? end : start
    }

    @inline(__always)
    var west: Double { min(low.longitude, high.longitude) }
    @inline(__always)
    var east: Double { max(low.longitude, high.longitude) }

    @inline(__always)
    var boundingBox: BoundingBox { BoundingBox(west: west, south: low.latitude, east: east, north: high.latitude) }

    /// Whether the edge runs along a parallel.
    @inline(__always)
    var isLevel: Bool { low.latitude == high.latitude }

    /// How far along the edge a position of it lies: 0 at the lower end, 1 at the upper end.
    func share(at position: Position) -> Double {
        let (width, height) = (high.longitude - low.longitude, high.latitude - low.latitude)
        return abs(width) > height
            ? (position.longitude - low.longitude) / width : (position.latitude - low.latitude) / height
    }
}

/// Every question about a shape and a coverage is asked as if the shape were shifted by (ε, ε²): by next to nothing
/// to the east, and by next to nothing of that to the north (Edelsbrunner and Mücke, *Simulation of Simplicity*, 1990).
///
/// No vertex then lies on a border of the other and no two edges overlap, so that common vertices, common edges and
/// T-junctions need no case of their own, and answers never contradict each other. Areas are not changed: the shift
/// is only used to settle which side an alignment belongs to, never to move a position.
extension BorderEdge {
    /// Whether an edge of the shape has on its left a vertex of the coverage, given their ``Turn``.
    @inline(__always)
    func hasOnLeft(coverageTurn turn: Double) -> Bool { turn > 0 || turn == 0 && !isLevel }

    /// Whether an edge of the coverage has on its left a vertex of the shape, given their ``Turn``.
    @inline(__always)
    func hasOnLeft(shapeTurn turn: Double) -> Bool { turn > 0 || turn == 0 && isLevel }

    /// Whether the way due east from a vertex of the coverage meets this edge of the shape.
    @inline(__always)
    func isEast(ofCoverage vertex: Position) -> Bool {
        low.latitude < vertex.latitude && vertex.latitude <= high.latitude
            && (vertex.longitude <= west
                || vertex.longitude <= east && hasOnLeft(coverageTurn: Turn.value(low, high, vertex)))
    }

    /// Whether the way due east from a vertex of the shape meets this edge of the coverage.
    @inline(__always)
    func isEast(ofShape vertex: Position) -> Bool {
        low.latitude <= vertex.latitude && vertex.latitude < high.latitude
            && (vertex.longitude < west
                || vertex.longitude < east && hasOnLeft(shapeTurn: Turn.value(low, high, vertex)))
    }
}
