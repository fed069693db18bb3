/// A box along the axes of a plane; its edges belong to it.
public struct PlanarBox: Hashable, Sendable {
    /// The corner with the smallest coordinates: east, then north.
    public var low: SIMD2<Double>
    public var high: SIMD2<Double>

    public init(low: SIMD2<Double>, high: SIMD2<Double>) { (self.low, self.high) = (low, high) }

    public func contains(_ point: SIMD2<Double>) -> Bool {
        point.x >= low.x && point.x <= high.x && point.y >= low.y && point.y <= high.y
    }

    func contains(_ other: PlanarBox) -> Bool { contains(other.low) && contains(other.high) }

    func intersects(_ other: PlanarBox) -> Bool {
        low.x <= other.high.x && other.low.x <= high.x && low.y <= other.high.y && other.low.y <= high.y
    }

    public func union(_ other: PlanarBox) -> PlanarBox {
        PlanarBox(
            low: SIMD2(min(low.x, other.low.x), min(low.y, other.low.y)),
            high: SIMD2(max(high.x, other.high.x), max(high.y, other.high.y)))
    }

    /// Whether a straight line between two points has a point of the box.
    func meets(_ start: SIMD2<Double>, _ end: SIMD2<Double>) -> Bool {
        guard max(start.x, end.x) >= low.x, min(start.x, end.x) <= high.x, max(start.y, end.y) >= low.y,
            min(start.y, end.y) <= high.y
        else { return false }
        if contains(start) || contains(end) { return true }
        // The corners lie on both sides of the line, or on it, where it passes through the box.
        let along = end - start
        func side(_ x: Double, _ y: Double) -> Double { along.x * (y - start.y) - along.y * (x - start.x) }
        let sides = [side(low.x, low.y), side(low.x, high.y), side(high.x, low.y), side(high.x, high.y)]
        return sides.contains { $0 >= 0 } && sides.contains { $0 <= 0 }
    }
}
