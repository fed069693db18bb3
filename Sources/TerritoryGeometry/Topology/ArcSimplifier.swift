/// Removes the vertices of arcs by ascending triangle area, where no other vertex is in the way.
///
/// Why the guard is enough: an edge that would cross the new segment must enter the triangle and end inside it, as it
/// cannot cross the two sides that were borders. If no vertex is inside or on the triangle, nothing is crossed, and
/// the coverage keeps its topology.
struct ArcSimplifier {
    private let source: CoverageTopology
    private let vertices: [Vertex]
    /// Square meters.
    private let smallestArea: Float
    private var index: GridIndex

    /// Arc of each vertex that may go, -1 for the ends of arcs.
    private var arcOfVertex: [Int32]
    private var previous: [Int32]
    private var next: [Int32]
    private var isLive: [Bool]
    /// Square meters, as queued last.
    private var areas: [Float]
    /// How many vertices each arc still has between its ends.
    private var innerCounts: [Int32]
    /// Junction pairs already joined by an arc without inner vertices: a second one would lie on the first.
    private var straightPairs: Set<UInt64> = []
    private var heap = AreaHeap()

    init(_ source: CoverageTopology, smallestArea: Double) {
        self.source = source
        self.smallestArea = Float(smallestArea)
        vertices = source.arcs.elements
        let count = vertices.count
        arcOfVertex = [Int32](repeating: -1, count: count)
        previous = (0..<count).map { Int32(truncatingIfNeeded: $0 - 1) }
        next = (0..<count).map { Int32(truncatingIfNeeded: $0 + 1) }
        isLive = [Bool](repeating: true, count: count)
        areas = [Float](repeating: 0, count: count)
        innerCounts = (0..<source.arcs.count).map { Int32(truncatingIfNeeded: source.arcs.range($0).count - 2) }
        index = GridIndex(
            boxes: vertices.map { VertexBox($0) }, shift: GridIndex.shift(forMeanLength: source.meanEdgeExtent * 2))
        for arc in 0..<source.arcs.count {
            if innerCounts[arc] == 0 { straightPairs.insert(pair(of: arc)) }
            for position in source.arcs.range(arc).dropFirst().dropLast() {
                arcOfVertex[position] = Int32(truncatingIfNeeded: arc)
            }
        }
    }

    /// The arcs with the vertices that stay.
    mutating func simplify() -> FlatLists<Vertex> {
        var waiting = vertices.indices.filter { arcOfVertex[$0] >= 0 }
        // A vertex that was blocked may be free once its blockers are gone: start over until nothing moves.
        while !waiting.isEmpty {
            for position in waiting where isLive[position] { schedule(position) }
            let (blocked, removals) = drain()
            waiting = removals > 0 ? blocked : []
        }
        return remaining()
    }

    private mutating func drain() -> (blocked: [Int], removals: Int) {
        var blocked: [Int] = []
        var removals = 0
        while let (area, position) = heap.popSmallest() {
            guard isLive[position], areas[position] == area else { continue }
            guard mayGo(position) else {
                blocked.append(position)
                continue
            }
            remove(position)
            removals += 1
        }
        return (blocked, removals)
    }

    private mutating func remove(_ position: Int) {
        let arc = Int(arcOfVertex[position])
        let (before, after) = (previous[position], next[position])
        isLive[position] = false
        index.remove(position, in: VertexBox(vertices[position]))
        next[Int(before)] = after
        previous[Int(after)] = before
        innerCounts[arc] -= 1
        if innerCounts[arc] == 0 { straightPairs.insert(pair(of: arc)) }
        for neighbour in [Int(before), Int(after)] where arcOfVertex[neighbour] >= 0 { schedule(neighbour) }
    }

    /// Puts a vertex in the queue if its triangle is small enough.
    private mutating func schedule(_ position: Int) {
        let here = vertices[position]
        let twiceArea = Vertex.turn(vertices[Int(previous[position])], here, vertices[Int(next[position])])
        areas[position] = Float(GroundMeasure.squareMeters(twiceArea: abs(twiceArea), at: here.y))
        if areas[position] < smallestArea { heap.push(area: areas[position], position: position) }
    }

    private func mayGo(_ position: Int) -> Bool {
        let arc = Int(arcOfVertex[position])
        if source.ends[arc].isLoop {
            // Two inner vertices and the end make the smallest ring there is.
            guard innerCounts[arc] > 2 else { return false }
        } else if innerCounts[arc] == 1, straightPairs.contains(pair(of: arc)) {
            return false
        }
        return isTriangleFree(position)
    }

    private func isTriangleFree(_ position: Int) -> Bool {
        let a = vertices[Int(previous[position])]
        let b = vertices[position]
        let c = vertices[Int(next[position])]
        var box = VertexBox(a, b)
        box.extend(to: c)
        let orientation: Int64 = Vertex.turn(a, b, c) < 0 ? -1 : 1
        return !index.contains(in: box) { other in
            let vertex = vertices[other]
            guard vertex.x >= box.minX, vertex.x <= box.maxX, vertex.y >= box.minY, vertex.y <= box.maxY,
                vertex != a, vertex != b, vertex != c
            else { return false }
            return Vertex.turn(a, b, vertex) * orientation >= 0 && Vertex.turn(b, c, vertex) * orientation >= 0
                && Vertex.turn(c, a, vertex) * orientation >= 0
        }
    }

    private func pair(of arc: Int) -> UInt64 {
        let ends = source.ends[arc]
        return UInt64(min(ends.from, ends.to)) << 32 | UInt64(max(ends.from, ends.to))
    }

    private func remaining() -> FlatLists<Vertex> {
        var starts: [Int32] = [0]
        var kept: [Vertex] = []
        for arc in 0..<source.arcs.count {
            for position in source.arcs.range(arc) where isLive[position] { kept.append(vertices[position]) }
            starts.append(Int32(truncatingIfNeeded: kept.count))
        }
        return FlatLists(starts: starts, elements: kept)
    }
}

extension CoverageTopology {
    /// The mean of the larger side of the edges' boxes, in grid units.
    var meanEdgeExtent: Double {
        var sum = 0.0
        for arc in 0..<arcs.count {
            for position in arcs.range(arc).dropFirst() {
                let step = Displacement(from: arcs.elements[position - 1], to: arcs.elements[position])
                sum += Double(max(abs(step.dx), abs(step.dy)))
            }
        }
        return sum / Double(max(arcs.elements.count - arcs.count, 1))
    }
}
