/// A ring of the grid without its closing vertex, starting at its smallest vertex.
struct Ring: Hashable, Sendable {
    let vertices: [Vertex]
    /// Twice the area in square grid units: positive for an exterior ring, negative for a hole.
    let twiceArea: Int64

    init(_ vertices: [Vertex]) {
        twiceArea = Ring.twiceArea(of: vertices[...])
        let start = vertices.indices.min { vertices[$0] < vertices[$1] } ?? 0
        self.vertices = start == 0 ? vertices : Array(vertices[start...] + vertices[..<start])
    }

    var closedPositions: [Position] {
        var positions: [Position] = []
        positions.reserveCapacity(vertices.count + 1)
        for vertex in vertices { positions.append(vertex.position) }
        if let first = vertices.first { positions.append(first.position) }
        return positions
    }

    /// Twice the signed area, exact.
    ///
    /// Partial sums may wrap around; the total, at most twice the globe, cannot.
    static func twiceArea(of vertices: ArraySlice<Vertex>) -> Int64 {
        guard var previous = vertices.last else { return 0 }
        var sum: Int64 = 0
        for vertex in vertices {
            sum &+= crossFromOrigin(previous, vertex)
            previous = vertex
        }
        return sum
    }

    /// One edge's part of twice the area.
    @inline(__always)
    static func crossFromOrigin(_ start: Vertex, _ end: Vertex) -> Int64 {
        Int64(start.x) &* Int64(end.y) &- Int64(end.x) &* Int64(start.y)
    }

    /// Whether the middle of the ring's first edge lies inside `other`, which does not cross this ring.
    ///
    /// The middle of an edge, unlike a vertex, cannot lie on another ring of a noded coverage.
    func isInside(_ other: Ring) -> Bool {
        guard vertices.count > 1 else { return false }
        let middle = EdgeMiddle(vertices[0], vertices[1])
        var inside = false
        guard var previous = other.vertices.last else { return false }
        for vertex in other.vertices {
            if middle.rayCrosses(previous, vertex) { inside.toggle() }
            previous = vertex
        }
        return inside
    }
}

/// The middle of an edge, in half grid units so that it stays exact.
struct EdgeMiddle: Sendable {
    let x: Int64
    let y: Int64

    init(_ start: Vertex, _ end: Vertex) {
        x = Int64(start.x) + Int64(end.x)
        y = Int64(start.y) + Int64(end.y)
    }

    /// Whether the ray going east from here crosses the edge, half-open in latitude: the even-odd rule's step.
    @inline(__always)
    func rayCrosses(_ start: Vertex, _ end: Vertex) -> Bool {
        let startY = 2 * Int64(start.y)
        let endY = 2 * Int64(end.y)
        guard (startY > y) != (endY > y) else { return false }
        let startX = 2 * Int64(start.x)
        let endX = 2 * Int64(end.x)
        let cross = (endX - startX) * (y - startY) - (x - startX) * (endY - startY)
        return (cross > 0) == (endY > startY)
    }
}
