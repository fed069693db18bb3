/// The shapes of many features in one plane, in flat arrays.
///
/// Exteriors turn counterclockwise and holes clockwise. A feature is its polygons, or one point, or nothing.
public struct PlanarShapes: Sendable {
    public private(set) var points: [SIMD2<Double>] = []
    // Where each ring begins among the points, and a last entry: the end. A point is a ring of its own.
    private var ringStarts: [Int] = [0]
    /// Where each polygon begins among the rings, and a last entry.
    private var polygonStarts: [Int] = [0]
    /// Where each feature begins among the polygons, and a last entry.
    private var featureStarts: [Int] = [0]
    /// The box of each feature; `nil` without a shape.
    public private(set) var boxes: [PlanarBox?] = []

    public init() {}

    public var count: Int { boxes.count }

    /// Adds a feature, in degrees.
    public mutating func append(_ geometry: Geometry?) {
        switch geometry {
        case .point(let position):
            points.append(ReferenceSystem.crs84.point(of: position))
            ringStarts.append(points.count)
            polygonStarts.append(ringStarts.count - 1)
        case .multiPolygon(let shape):
            for polygon in shape.polygons { append(polygon) }
        case nil: break
        }
        featureStarts.append(polygonStarts.count - 1)
        boxes.append(box(of: boxes.count))
    }

    private mutating func append(_ polygon: Polygon) {
        for (place, ring) in polygon.rings.enumerated() {
            let start = points.count
            points.append(contentsOf: ring.map(ReferenceSystem.crs84.point))
            let turn = turn(start..<points.count)
            if place == 0 ? turn < 0 : turn > 0 { points[start...].reverse() }
            ringStarts.append(points.count)
        }
        polygonStarts.append(ringStarts.count - 1)
    }

    /// The same shapes in the plane of a system.
    ///
    /// - Precondition: These are in degrees.
    public func projected(to system: ReferenceSystem) -> PlanarShapes {
        guard !system.isInDegrees else { return self }
        var shapes = self
        shapes.points = points.map { system.point(of: Position(longitude: $0.x, latitude: $0.y)) }
        for feature in boxes.indices { shapes.boxes[feature] = shapes.box(of: feature) }
        return shapes
    }

    /// The rings of each polygon of a feature, as places among the points: the exterior first.
    public func polygons(of feature: Int) -> [[Range<Int>]] {
        (featureStarts[feature]..<featureStarts[feature + 1]).map { polygon in
            (polygonStarts[polygon]..<polygonStarts[polygon + 1]).map { ringStarts[$0]..<ringStarts[$0 + 1] }
        }
    }

    /// Whether a feature has a point in common with a box, whose edges belong to it.
    public func intersects(_ feature: Int, _ box: PlanarBox) -> Bool {
        guard let own = boxes[feature], own.intersects(box) else { return false }
        if box.contains(own) { return true }
        var isAround = false
        for ring in ringStarts(of: feature) {
            let range = ringStarts[ring]..<ringStarts[ring + 1]
            guard range.count > 1 else { return box.contains(points[range.lowerBound]) }
            for index in range.dropLast() {
                let (start, end) = (points[index], points[index + 1])
                if box.meets(start, end) { return true }
                if passes(start, end, eastOf: box.low) { isAround.toggle() }
            }
        }
        // No border meets the box: it lies inside as a whole, or outside.
        return isAround
    }

    private func ringStarts(of feature: Int) -> Range<Int> {
        polygonStarts[featureStarts[feature]]..<polygonStarts[featureStarts[feature + 1]]
    }

    private func passes(_ start: SIMD2<Double>, _ end: SIMD2<Double>, eastOf point: SIMD2<Double>) -> Bool {
        let (low, high) = start.y <= end.y ? (start, end) : (end, start)
        guard low.y <= point.y, point.y < high.y else { return false }
        return (point.x - low.x) * (high.y - low.y) < (high.x - low.x) * (point.y - low.y)
    }

    private func box(of feature: Int) -> PlanarBox? {
        let rings = ringStarts(of: feature)
        guard !rings.isEmpty else { return nil }
        let range = ringStarts[rings.lowerBound]..<ringStarts[rings.upperBound]
        guard let first = range.first else { return nil }
        return range.dropFirst().reduce(PlanarBox(low: points[first], high: points[first])) {
            $0.union(PlanarBox(low: points[$1], high: points[$1]))
        }
    }

    private func turn(_ range: Range<Int>) -> Double {
        guard let first = range.first else { return 0 }
        var (sum, previous) = (0.0, SIMD2<Double>.zero)
        for index in range {
            let point = points[index] - points[first]
            sum += previous.x * point.y - point.x * previous.y
            previous = point
        }
        return sum
    }
}

extension PlanarShapes {
    /// A point of a feature’s ground, where a label can stand: the middle of its widest stretch at half its height.
    ///
    /// - Returns: The point itself of a feature that is one; `nil` without a shape.
    public func pointInside(_ feature: Int) -> SIMD2<Double>? {
        guard let box = boxes[feature] else { return nil }
        let rings = polygons(of: feature).flatMap { $0 }
        if rings.count == 1, rings[0].count == 1 { return points[rings[0].lowerBound] }
        let height = (box.low.y + box.high.y) / 2
        var crossings: [Double] = []
        for ring in rings {
            for index in ring.dropLast() {
                let (start, end) = (points[index], points[index + 1])
                guard (start.y <= height) != (end.y <= height) else { continue }
                crossings.append(start.x + (height - start.y) / (end.y - start.y) * (end.x - start.x))
            }
        }
        crossings.sort()
        let stretches = stride(from: 0, to: crossings.count - 1, by: 2).map { (crossings[$0], crossings[$0 + 1]) }
        guard let widest = stretches.max(by: { $0.1 - $0.0 < $1.1 - $1.0 }) else {
            return SIMD2((box.low.x + box.high.x) / 2, height)
        }
        return SIMD2((widest.0 + widest.1) / 2, height)
    }
}
