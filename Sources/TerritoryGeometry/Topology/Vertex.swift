/// A point of the grid on which borders meet: whole millionths of a degree (EPSG:4326), about 0.11 m on the ground.
///
/// Whole numbers make identity and geometry exact: two borders either share a vertex or they do not, and no
/// predicate below can round. Differences stay under 3.6e8, so that a product of two fits 64 bits with room to spare.
struct Vertex: Hashable, Sendable {
    /// Millionths of a degree east of Greenwich.
    var x: Int32
    /// Millionths of a degree north of the equator.
    var y: Int32

    init(x: Int32, y: Int32) {
        self.x = x
        self.y = y
    }

    /// The grid point nearest to `position`, whose degrees must be finite and at most 180 in absolute value.
    init(_ position: Position) {
        x = Int32((position.longitude * 1e6).rounded())
        y = Int32((position.latitude * 1e6).rounded())
    }

    /// Both coordinates in one word: equal keys are equal vertices.
    var key: UInt64 { UInt64(UInt32(bitPattern: x)) << 32 | UInt64(UInt32(bitPattern: y)) }

    var position: Position { Position(longitude: Double(x) / 1e6, latitude: Double(y) / 1e6) }
}

extension Vertex: Comparable {
    /// West before east, then south before north.
    static func < (left: Vertex, right: Vertex) -> Bool {
        left.x == right.x ? left.y < right.y : left.x < right.x
    }
}

/// A difference of two vertices, in millionths of a degree.
struct Displacement: Hashable, Sendable {
    var dx: Int64
    var dy: Int64

    @inline(__always)
    init(from start: Vertex, to end: Vertex) {
        dx = Int64(end.x) - Int64(start.x)
        dy = Int64(end.y) - Int64(start.y)
    }

    var squaredLength: Int64 { dx * dx + dy * dy }

    /// Positive when `other` points to the left of this displacement.
    @inline(__always)
    func cross(_ other: Displacement) -> Int64 { dx * other.dy - dy * other.dx }

    @inline(__always)
    func dot(_ other: Displacement) -> Int64 { dx * other.dx + dy * other.dy }

    /// Whether, turning clockwise from this direction, one meets `first` strictly before `second`.
    ///
    /// This direction itself comes last, after a full turn.
    func meetsClockwise(_ first: Displacement, before second: Displacement) -> Bool {
        let firstQuarter = clockwiseClass(of: first)
        let secondQuarter = clockwiseClass(of: second)
        return firstQuarter == secondQuarter ? first.cross(second) < 0 : firstQuarter < secondQuarter
    }

    private func clockwiseClass(of other: Displacement) -> Int {
        let turn = cross(other)
        if turn != 0 { return turn < 0 ? 0 : 2 }
        return dot(other) < 0 ? 1 : 3
    }
}

extension Vertex {
    /// Twice the area of the triangle, in square grid units: positive when `a`, `b`, `c` turn left, exact.
    @inline(__always)
    static func turn(_ a: Vertex, _ b: Vertex, _ c: Vertex) -> Int64 {
        Displacement(from: a, to: b).cross(Displacement(from: a, to: c))
    }
}
