/// The crossings of a shape's border with the borders of a coverage's faces.
struct BorderCrossings {
    /// A crossing, seen from the face's ring.
    struct Crossing {
        /// The edge of the coverage.
        let edge: Int32
        /// Whether the edges meet at a vertex of both, so that nothing is rounded.
        let isAtVertex: Bool
        /// How the winding of the shape changes there, walking along the ring: 1 into the shape, -1 out of it.
        let turn: Int64
        /// How far along the edge, from 0 to 1 in the direction of the ring.
        let along: Double
        let position: Position
        /// What the shape's ring has swept up to there, in ``GroundSweep`` units; negative where it enters the face.
        let swept: Int64
    }

    /// The crossings in the order in which the faces' rings meet them.
    private(set) var sorted: [Crossing] = []
    /// What each ring of the shape sweeps, in ``GroundSweep`` units, as if every cut were a vertex.
    private(set) var sweptByRings: [Int64] = []
    private let shape: BorderRings
    private let overlay: CoverageOverlay
    /// What the current ring has swept before the current edge.
    private var swept: Int64 = 0
    /// The crossings of the current edge.
    private var met: [(crossing: EdgeCrossing, other: Int)] = []

    /// An edge that touches more cells is looked up in parts.
    private static let mostCells = 32

    init(of shape: BorderRings, with overlay: CoverageOverlay) {
        self.shape = shape
        self.overlay = overlay
        for ring in 0..<shape.ringCount {
            swept = 0
            for edge in shape.edges(ofRing: ring) {
                findCrossings(of: shape.edges[edge])
                record(edge)
            }
            sweptByRings.append(swept)
        }
        sorted.sort { $0.edge == $1.edge ? $0.along < $1.along : $0.edge < $1.edge }
    }

    private mutating func findCrossings(of border: BorderEdge) {
        met.removeAll(keepingCapacity: true)
        let edges = overlay.rings.edges
        let cells = overlay.edgeGrid.cellCount(in: border.boundingBox)
        let parts = Int(Double(cells).squareRoot().rounded(.up))
        guard cells > BorderCrossings.mostCells, parts < edges.count / 8 else {
            overlay.edgeGrid.forEachItem(touching: border.boundingBox, boxOf: { edges[$0].boundingBox }) { other in
                if let crossing = EdgeCrossing(of: border, with: edges[other]) { met.append((crossing, other)) }
            }
            return
        }
        // The boxes of the parts of a long edge hold far fewer edges than its own.
        var candidates: Set<Int> = []
        for box in border.boxes(ofParts: parts) {
            overlay.edgeGrid.forEachItem(touching: box, boxOf: { edges[$0].boundingBox }) { candidates.insert($0) }
        }
        for other in candidates.sorted() {
            if let crossing = EdgeCrossing(of: border, with: edges[other]) { met.append((crossing, other)) }
        }
    }

    /// Records the crossings of an edge of the shape, and walks on to its end.
    private mutating func record(_ edge: Int) {
        let (start, end) = (shape.start(ofEdge: edge), shape.end(ofEdge: edge))
        let ground = shape.ground(alongEdge: edge)
        if met.contains(where: { $0.crossing.position != start && $0.crossing.position != end }) {
            recordCuts(edge, from: start, to: end)
        } else {
            for (crossing, other) in met {
                let before = crossing.position == start ? 0 : ground
                append(crossing, of: edge, with: other, swept: swept &+ before, isShapeVertex: true)
            }
            swept &+= ground
        }
    }

    /// The same for an edge that is cut between its ends: each part is swept on its own.
    private mutating func recordCuts(_ edge: Int, from start: Position, to end: Position) {
        let isDownward = shape.isDownward[edge]
        let cuts = met.map { crossing, other in
            let share = shape.edges[edge].share(at: crossing.position)
            return (crossing: crossing, other: other, along: isDownward ? 1 - share : share)
        }.sorted { $0.along < $1.along }
        var (place, point) = (start, overlay.sweep.point(start))
        func walk(to next: Position) {
            guard next != place else { return }
            let nextPoint = overlay.sweep.point(next)
            swept &+= overlay.sweep.units(from: point, to: nextPoint)
            (place, point) = (next, nextPoint)
        }
        for cut in cuts {
            let position = cut.crossing.position
            walk(to: position)
            append(
                cut.crossing, of: edge, with: cut.other, swept: swept,
                isShapeVertex: position == start || position == end)
        }
        walk(to: end)
    }

    private mutating func append(
        _ crossing: EdgeCrossing, of edge: Int, with other: Int, swept: Int64, isShapeVertex: Bool
    ) {
        let border = overlay.rings.edges[other]
        let isDownward = overlay.rings.isDownward[other]
        let isEntering = crossing.isToLeft == (shape.isDownward[edge] == isDownward)
        let along = border.share(at: crossing.position)
        sorted.append(
            Crossing(
                edge: Int32(truncatingIfNeeded: other),
                isAtVertex: isShapeVertex && (crossing.position == border.low || crossing.position == border.high),
                turn: isEntering ? -1 : 1, along: isDownward ? 1 - along : along, position: crossing.position,
                swept: isEntering ? 0 &- swept : swept))
    }
}

extension BorderEdge {
    /// The boxes around `count` equal parts of the edge, overlapping by more than rounding can move them.
    fileprivate func boxes(ofParts count: Int) -> [BoundingBox] {
        let (width, height) = (high.longitude - low.longitude, high.latitude - low.latitude)
        let margin = 1e-12
        return (0..<count).map { part in
            let (from, to) = (Double(part) / Double(count), Double(part + 1) / Double(count))
            let (start, end) = (low.longitude + width * from, low.longitude + width * to)
            return BoundingBox(
                west: min(start, end) - margin, south: low.latitude + height * from - margin,
                east: max(start, end) + margin, north: low.latitude + height * to + margin)
        }
    }
}
