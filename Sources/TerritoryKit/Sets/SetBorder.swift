internal import TerritoryGeometry

/// The border of some shapes of one coverage, to tell what is near to any of them.
///
/// What is near to the shapes is near to an edge that only one of them has: the shapes that have such an edge stand for
/// all, in one index.
struct SetBorder {
    let meters: Double
    /// Around all that may be near.
    let box: BoundingBox
    private let shapes: [MultiPolygon]
    private let locator: PointLocator
    /// Around what may be near to each of the shapes.
    private let reach: [BoundingBox]
    private let grid: BoxGrid

    /// Fails without any ground.
    ///
    /// - Parameters:
    ///   - shapes: Those of the set.
    ///   - meters: How near is near.
    init?(of shapes: [MultiPolygon], within meters: Double) {
        var open: Set<Edge> = []
        for shape in shapes {
            shape.forEachEdge { if open.remove($0) == nil { open.insert($0) } }
        }
        let outer = shapes.filter { shape in
            var isOuter = false
            shape.forEachEdge { isOuter = isOuter || open.contains($0) }
            return isOuter
        }
        let reach = outer.compactMap { $0.boundingBox?.grown(byMeters: meters) }
        guard let box = reach.reduce(nil, { $0?.union($1) ?? $1 }) else { return nil }
        (self.meters, self.box, self.reach) = (meters, box, reach)
        grid = BoxGrid(count: reach.count) { reach[$0] }
        self.shapes = outer
        locator = PointLocator(outer)
    }

    /// Whether something in a box may be near to one of the shapes.
    func mayReach(_ box: BoundingBox) -> Bool {
        var isNear = false
        grid.forEachItem(touching: box, boxOf: { reach[$0] }) { _ in isNear = true }
        return isNear
    }

    /// Whether another shape is near, from border to border.
    ///
    /// The nearest points of two borders are a vertex of one and a point of the other. Most shapes are settled by one of
    /// their vertices: near enough, or so far that none of the others can be.
    func isNear(_ other: MultiPolygon) -> Bool {
        guard let first = other.polygons.first?.exterior.first, let reach = other.boundingBox?.reach else {
            return false
        }
        guard let some = distance(from: first, within: meters + reach) else { return false }
        if some <= meters { return true }
        let vertices = other.vertices
        // A vertex of ours that is near to an edge of the other is nearer than this to one of its ends.
        let slack = other.longestEdge / 2 + 1
        var isClose = false
        for vertex in vertices {
            guard let distance = distance(from: vertex, within: meters + slack) else { continue }
            if distance <= meters { return true }
            isClose = true
        }
        guard isClose else { return false }
        let near = other.boundingBox?.grown(byMeters: meters)
        let theirs = PointLocator([other])
        return shapes.contains { shape in
            guard let near, shape.boundingBox?.intersects(near) == true else { return false }
            return shape.vertices.contains { near.contains($0) && theirs.nearest(to: $0, within: meters) != nil }
        }
    }

    private func distance(from position: Position, within meters: Double) -> Double? {
        locator.nearest(to: position, within: meters)?.distanceInMeters
    }

    /// The same whichever way it is walked.
    fileprivate struct Edge: Hashable {
        var first: Position
        var second: Position

        init(_ start: Position, _ end: Position) {
            let isForward = (start.longitude, start.latitude) < (end.longitude, end.latitude)
            (first, second) = isForward ? (start, end) : (end, start)
        }
    }
}

extension MultiPolygon {
    fileprivate var vertices: [Position] { polygons.flatMap { $0.rings.flatMap { $0 } } }

    fileprivate var longestEdge: Double {
        var longest = 0.0
        forEachEdge { longest = max(longest, Ellipsoid.wgs84.distanceInMeters(from: $0.first, to: $0.second)) }
        return longest
    }

    fileprivate func forEachEdge(_ body: (SetBorder.Edge) -> Void) {
        for polygon in polygons {
            for ring in polygon.rings {
                for (start, end) in zip(ring, ring.dropFirst()) where start != end { body(SetBorder.Edge(start, end)) }
            }
        }
    }
}

extension BoundingBox {
    /// Metres that two of its positions may be apart, or a little more.
    fileprivate var reach: Double {
        let widest = south <= 0 && north >= 0 ? 0 : abs(south) < abs(north) ? south : north
        let corner = Position(longitude: west, latitude: widest)
        return Ellipsoid.wgs84.distanceInMeters(from: corner, to: Position(longitude: east, latitude: widest))
            + Ellipsoid.wgs84.distanceInMeters(
                from: Position(longitude: west, latitude: south), to: Position(longitude: west, latitude: north)) + 1
    }
}
