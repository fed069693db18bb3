/// Gives borders common vertices wherever they cross or touch, so that they meet at vertices only.
struct EdgeNoder {
    /// A vertex that an edge of a face now passes through.
    struct Insertion: Hashable {
        var face: Int
        var vertex: Vertex
    }

    /// How far, in grid units, a vertex may lie from an unmatched edge and still be meant to lie on it.
    let tolerance: Double
    /// How often to repair what the round before did; real data needs three or four rounds.
    ///
    /// Rounding a crossing to the grid moves edges by half a unit at most, and may make them touch others.
    private let mostRounds = 48
    /// How many rounds also insert vertices close to the ends of an edge, which could go on for ever.
    private let eagerRounds = 6

    init(tolerance: Double) {
        self.tolerance = tolerance
    }

    /// Inserts the missing vertices into `rings` and lists them.
    func node(_ rings: inout FaceRings) -> [Insertion] {
        var insertions: [Insertion] = []
        for round in 0..<mostRounds {
            let table = EdgeTable(rings)
            let splits = splits(of: table.edges, isLate: round >= eagerRounds)
            if splits.isEmpty { return insertions }
            insertions += apply(splits, of: table, to: &rings)
        }
        return insertions
    }

    /// For each edge to cut, by index, the vertices to insert from its start to its end.
    private func splits(of edges: [EdgeTable.Edge], isLate: Bool) -> [Int: [Vertex]] {
        let margin = Int32(tolerance.rounded(.up))
        let boxes = edges.map { VertexBox($0.start, $0.end, margin: margin) }
        let extents = boxes.reduce(0.0) { $0 + Double(max($1.maxX - $1.minX, $1.maxY - $1.minY)) }
        let shift = GridIndex.shift(forMeanLength: extents / Double(max(edges.count, 1)))
        let index = GridIndex(boxes: boxes, shift: shift)
        var found: [Int: Set<Vertex>] = [:]
        index.forEachPair { first, second in
            guard boxes[first].intersects(boxes[second]) else { return }
            meet(first, second, edges: edges, isLate: isLate, found: &found)
        }
        return found.reduce(into: [:]) { splits, entry in
            let edge = edges[entry.key]
            let along = Displacement(from: edge.start, to: edge.end)
            let place: (Vertex) -> Int64 = { along.dot(Displacement(from: edge.start, to: $0)) }
            splits[entry.key] = entry.value.sorted { (place($0), $0) < (place($1), $1) }
        }
    }

    /// Records the vertices by which two edges must be cut so that they share no more than ends.
    private func meet(
        _ first: Int, _ second: Int, edges: [EdgeTable.Edge], isLate: Bool, found: inout [Int: Set<Vertex>]
    ) {
        let (edge, other) = (edges[first], edges[second])
        let sides = (
            Vertex.turn(edge.start, edge.end, other.start), Vertex.turn(edge.start, edge.end, other.end),
            Vertex.turn(other.start, other.end, edge.start), Vertex.turn(other.start, other.end, edge.end)
        )
        let isCrossing =
            (sides.0 < 0 && sides.1 > 0 || sides.0 > 0 && sides.1 < 0)
            && (sides.2 < 0 && sides.3 > 0 || sides.2 > 0 && sides.3 < 0)
        // Where no edge is unmatched, vertices close to a border are meant to be beside it.
        let reach = isCrossing || !edge.isMatched && !other.isMatched ? tolerance : 0
        var isTruncated = false
        for (vertex, side, target, index) in [
            (other.start, sides.0, edge, first), (other.end, sides.1, edge, first),
            (edge.start, sides.2, other, second), (edge.end, sides.3, other, second),
        ] where lies(vertex, on: target, side: side, within: reach, isLate: isLate) {
            found[index, default: []].insert(vertex)
            isTruncated = true
        }
        guard isCrossing, !isTruncated else { return }
        let crossing = crossing(of: edge, other, sides: (sides.2, sides.3))
        if !edge.hasEnd(crossing) { found[first, default: []].insert(crossing) }
        if !other.hasEnd(crossing) { found[second, default: []].insert(crossing) }
    }

    /// Whether a vertex lies along an edge, between its ends, at most `reach` away from its line.
    private func lies(
        _ vertex: Vertex, on edge: EdgeTable.Edge, side: Int64, within reach: Double, isLate: Bool
    ) -> Bool {
        if side != 0 && reach == 0 || edge.hasEnd(vertex) { return false }
        let along = Displacement(from: edge.start, to: edge.end)
        let squaredLength = along.squaredLength
        // The distance to the line is |side| / length.
        guard Double(side) * Double(side) <= reach * reach * Double(squaredLength) else { return false }
        let place = along.dot(Displacement(from: edge.start, to: vertex))
        let isShort = Double(squaredLength) < 16 * reach * reach
        guard side != 0, isLate || isShort else { return place > 0 && place < squaredLength }
        // Away from both ends, so that each of the two new edges is shorter than the old one: rounds come to an end.
        let margin = reach * Double(squaredLength).squareRoot()
        return Double(place) >= margin && Double(place) <= Double(squaredLength) - margin
    }

    /// The grid point nearest to where two edges cross; `sides` are those of the first edge's ends along the second.
    private func crossing(of edge: EdgeTable.Edge, _ other: EdgeTable.Edge, sides: (Int64, Int64)) -> Vertex {
        let share = Double(sides.0) / (Double(sides.0) - Double(sides.1))
        let along = Displacement(from: edge.start, to: edge.end)
        return Vertex(
            x: edge.start.x + Int32((Double(along.dx) * share).rounded()),
            y: edge.start.y + Int32((Double(along.dy) * share).rounded()))
    }

    private func apply(_ splits: [Int: [Vertex]], of table: EdgeTable, to rings: inout FaceRings) -> [Insertion] {
        var splitsByKey: [UInt64: [Vertex]] = [:]
        var isTouched = [Bool](repeating: false, count: table.table.count)
        for (index, vertices) in splits {
            splitsByKey[table.keys[index]] = vertices
            isTouched[Int(table.keys[index] >> 31)] = true
            isTouched[Int(table.keys[index] & 0x7FFF_FFFF)] = true
        }
        var insertions: [Insertion] = []
        rings.replaceEdges(numbers: table.numbers) { face, start, end in
            guard isTouched[Int(start)], isTouched[Int(end)],
                let vertices = splitsByKey[EdgeTable.key(start, end)]
            else { return [] }
            insertions += vertices.map { Insertion(face: face, vertex: $0) }
            return start < end ? vertices : vertices.reversed()
        }
        return insertions
    }
}

extension FaceRings {
    /// Puts into each edge the vertices that `inner` gives for it, from the numbers of the edge's two ends.
    fileprivate mutating func replaceEdges(
        numbers: [Int32], inner: (_ face: Int, _ start: Int32, _ end: Int32) -> [Vertex]
    ) {
        var result = FaceRings(keeping: dropped)
        for face in 0..<faceCount {
            for ring in rings(of: face) {
                let range = positions(of: ring)
                let isHole = Ring.twiceArea(of: vertices[range]) < 0
                var bent: [Vertex] = []
                for position in range {
                    bent.append(vertices[position])
                    let next = position + 1 < range.upperBound ? position + 1 : range.lowerBound
                    bent += inner(face, numbers[position], numbers[next])
                }
                result.append(bent, isHole: isHole)
            }
            result.endFace()
        }
        self = result
    }
}
