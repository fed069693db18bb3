/// The rings of shapes as edges in flat arrays, each with the shape on its left, and the ground along them.
///
/// Rings may come either way round; repeated positions disappear.
package struct BorderRings: Sendable {
    /// The edges, ring after ring, each ring in its walking direction.
    private(set) var edges: [BorderEdge] = []
    /// Whether the ring walks the edge from its upper end to its lower end.
    package private(set) var isDownward: [Bool] = []
    /// ``GroundSweep`` units of all the edges before each edge, and a last entry: of all.
    package private(set) var groundBefore: [Int64] = [0]
    /// Where each ring starts in `edges`, and a last entry: the end.
    package private(set) var ringStarts: [Int] = [0]
    /// The shape of each ring, in ascending order.
    package private(set) var shapes: [Int] = []
    package private(set) var boxes: [BoundingBox] = []
    /// The edges in the vicinity, ascending; the ground along the others is left out.
    package private(set) var near: [Int] = []

    private let sweep: GroundSweep
    private let vicinity: Vicinity?

    /// No rings yet.
    ///
    /// - Parameters:
    ///   - sweep: Measures the ground.
    ///   - vicinity: Where ground is asked for; `nil` for everywhere.
    ///   - edgeCount: About how many edges are to come.
    package init(sweep: GroundSweep, in vicinity: Vicinity? = nil, edgeCount: Int = 0) {
        self.sweep = sweep
        self.vicinity = vicinity
        edges.reserveCapacity(edgeCount)
        isDownward.reserveCapacity(edgeCount)
        groundBefore.reserveCapacity(edgeCount + 1)
    }

    /// - Parameters:
    ///   - shapes: Known afterwards by their indices.
    ///   - sweep: Measures the ground.
    ///   - vicinity: Where ground is asked for; `nil` for everywhere.
    package init(_ shapes: [MultiPolygon], sweep: GroundSweep, in vicinity: Vicinity? = nil) {
        let count = shapes.lazy.flatMap(\.polygons).reduce(0) { count, polygon in
            polygon.holes.reduce(count + polygon.exterior.count) { $0 + $1.count }
        }
        self.init(sweep: sweep, in: vicinity, edgeCount: count)
        for (index, shape) in shapes.enumerated() { append(shape, as: index) }
    }

    /// Adds the rings of a shape; shapes come in ascending order.
    package mutating func append(_ shape: MultiPolygon, as index: Int) {
        for polygon in shape.polygons {
            append(polygon.exterior, isHole: false, shape: index)
            for hole in polygon.holes { append(hole, isHole: true, shape: index) }
        }
    }

    package var ringCount: Int { shapes.count }

    package func edges(ofRing ring: Int) -> Range<Int> { ringStarts[ring]..<ringStarts[ring + 1] }

    /// The ring of an edge.
    package func ring(ofEdge edge: Int) -> Int {
        var (low, high) = (0, ringCount)
        while high - low > 1 {
            let middle = (low + high) / 2
            if ringStarts[middle] <= edge { low = middle } else { high = middle }
        }
        return low
    }

    /// Where the ring starts to walk an edge.
    @inline(__always)
    package func start(ofEdge edge: Int) -> Position { isDownward[edge] ? edges[edge].high : edges[edge].low }

    @inline(__always)
    package func end(ofEdge edge: Int) -> Position { isDownward[edge] ? edges[edge].low : edges[edge].high }

    /// ``GroundSweep`` units of a whole edge.
    @inline(__always)
    package func ground(alongEdge edge: Int) -> Int64 { groundBefore[edge + 1] &- groundBefore[edge] }

    package func ground(withinRing ring: Int) -> Int64 {
        groundBefore[ringStarts[ring + 1]] &- groundBefore[ringStarts[ring]]
    }

    /// 1 where the edge, on the way due east, leads into the shape's ring; -1 where it leads out of it.
    @inline(__always)
    package func winding(ofEdge edge: Int) -> Int { isDownward[edge] ? -1 : 1 }

    /// The shapes of which every edge is in the vicinity.
    package func wholeShapes(count: Int) -> [Bool] {
        var edgeCounts = [Int](repeating: 0, count: count)
        for ring in 0..<ringCount { edgeCounts[shapes[ring]] += edges(ofRing: ring).count }
        var ring = 0
        for edge in near {
            while edge >= ringStarts[ring + 1] { ring += 1 }
            edgeCounts[shapes[ring]] -= 1
        }
        return edgeCounts.map { $0 == 0 }
    }

    /// Adds a ring of a shape, which may run either way round.
    @inline(__always)
    package mutating func append(_ ring: some BidirectionalCollection<Position>, isHole: Bool, shape: Int) {
        guard let box = BoundingBox(around: ring) else { return }
        let isReversed = (twiceArea(of: ring) < 0) != isHole
        let near = vicinity?.boxes(meeting: box)
        var ground = groundBefore[edges.count]
        guard var start = isReversed ? ring.last : ring.first else { return }
        var startPoint: GroundSweep.Point?
        func walk(to end: Position) {
            guard let edge = BorderEdge(start, end) else { return }
            var endPoint: GroundSweep.Point?
            if near?.contains(where: { $0.intersects(edge.boundingBox) }) ?? true {
                let point = sweep.point(end)
                ground &+= sweep.units(from: startPoint ?? sweep.point(start), to: point)
                self.near.append(edges.count)
                endPoint = point
            }
            edges.append(edge)
            isDownward.append(edge.low != start)
            groundBefore.append(ground)
            (start, startPoint) = (end, endPoint)
        }
        if isReversed {
            for end in ring.reversed() { walk(to: end) }
        } else {
            for end in ring { walk(to: end) }
        }
        guard edges.count > ringStarts[ringCount] else { return }
        ringStarts.append(edges.count)
        shapes.append(shape)
        boxes.append(box)
    }

    /// Counted from the first position, so that small rings far from 0 keep their sign.
    private func twiceArea(of ring: some Collection<Position>) -> Double {
        guard let origin = ring.first else { return 0 }
        var (sum, x, y) = (0.0, 0.0, 0.0)
        for position in ring {
            let (nextX, nextY) = (position.longitude - origin.longitude, position.latitude - origin.latitude)
            sum += x * nextY - nextX * y
            (x, y) = (nextX, nextY)
        }
        return sum
    }
}
