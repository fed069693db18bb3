/// Cuts the rings of a coverage into arcs.
///
/// A vertex is a junction when two rings pass through it between different neighbours; between junctions every ring
/// that uses a border walks the same vertices, so that an arc is known by its first edge.
struct ArcBuilder {
    private let rings: FaceRings
    private var table: VertexTable
    /// The number of the vertex at each ring position.
    private var numbers: [Int32] = []
    private var isJunction: [Bool] = []
    /// Junction index of each vertex, -1 until it ends an arc.
    private var junctionOfVertex: [Int32] = []

    private var arcStarts: [Int32] = [0]
    private var arcVertices: [Vertex] = []
    private var ends: [CoverageTopology.ArcEnds] = []
    private var junctions: [Vertex] = []
    private var arcNumbers = FirstEdgeTable(capacity: 0)
    private var faceStarts: [Int32] = [0]
    private var faceArcs: [HalfArc] = []

    init(rings: FaceRings) {
        self.rings = rings
        table = VertexTable(capacity: rings.vertices.count)
    }

    mutating func build() -> CoverageTopology {
        numberVertices()
        markJunctions()
        prepareArcs()
        for face in 0..<rings.faceCount {
            for ring in rings.rings(of: face) { cut(ring) }
            faceStarts.append(Int32(truncatingIfNeeded: faceArcs.count))
        }
        return CoverageTopology(
            faces: FlatLists(starts: faceStarts, elements: faceArcs),
            arcs: FlatLists(starts: arcStarts, elements: arcVertices), ends: ends, junctions: junctions)
    }

    private mutating func numberVertices() {
        numbers.reserveCapacity(rings.vertices.count)
        for vertex in rings.vertices { numbers.append(table.number(of: vertex)) }
    }

    private mutating func markJunctions() {
        // The two neighbours of each vertex on the first ring that passes there.
        var neighbours = [UInt64](repeating: .max, count: table.count)
        isJunction = [Bool](repeating: false, count: table.count)
        for ring in 0..<(rings.ringStarts.count - 1) {
            let range = rings.positions(of: ring)
            var previous = numbers[range.upperBound - 1]
            for position in range {
                let here = Int(numbers[position])
                let next = numbers[position + 1 < range.upperBound ? position + 1 : range.lowerBound]
                let pair = UInt64(min(previous, next)) << 32 | UInt64(max(previous, next))
                if neighbours[here] == .max {
                    neighbours[here] = pair
                } else if neighbours[here] != pair {
                    isJunction[here] = true
                }
                previous = Int32(truncatingIfNeeded: here)
            }
        }
    }

    private mutating func prepareArcs() {
        var visits = rings.ringStarts.count
        for number in numbers where isJunction[Int(number)] { visits += 1 }
        arcNumbers = FirstEdgeTable(capacity: visits)
        faceArcs.reserveCapacity(visits)
        ends.reserveCapacity(visits)
        arcStarts.reserveCapacity(visits)
        arcVertices.reserveCapacity(rings.vertices.count / 2 + visits)
        junctionOfVertex = [Int32](repeating: -1, count: table.count)
    }

    private mutating func cut(_ ring: Int) {
        let range = rings.positions(of: ring)
        let start = range.first { isJunction[Int(numbers[$0])] } ?? anchor(of: range)
        var chainStart = start
        var position = start
        repeat {
            position = position + 1 < range.upperBound ? position + 1 : range.lowerBound
            if position == start || isJunction[Int(numbers[position])] {
                addChain(from: chainStart, to: position, in: range)
                chainStart = position
            }
        } while position != start
    }

    /// Where a ring without a junction starts: its smallest vertex, the same for the faces on both sides.
    private func anchor(of range: Range<Int>) -> Int {
        range.min { rings.vertices[$0] < rings.vertices[$1] } ?? range.lowerBound
    }

    private mutating func addChain(from start: Int, to end: Int, in range: Range<Int>) {
        let second = start + 1 < range.upperBound ? start + 1 : range.lowerBound
        let secondLast = end > range.lowerBound ? end - 1 : range.upperBound - 1
        let forward = UInt64(numbers[start]) << 32 | UInt64(numbers[second])
        let backward = UInt64(numbers[end]) << 32 | UInt64(numbers[secondLast])
        let isReversed = backward < forward
        let (arc, isNew) = arcNumbers.number(of: min(forward, backward))
        if isNew { addArc(from: start, to: end, in: range, isReversed: isReversed) }
        faceArcs.append(HalfArc(arc: arc, isReversed: isReversed))
    }

    private mutating func addArc(from start: Int, to end: Int, in range: Range<Int>, isReversed: Bool) {
        let arcStart = arcVertices.count
        var position = start
        repeat {
            arcVertices.append(rings.vertices[position])
            position = position + 1 < range.upperBound ? position + 1 : range.lowerBound
        } while position != end
        arcVertices.append(rings.vertices[end])
        if isReversed { arcVertices[arcStart...].reverse() }
        arcStarts.append(Int32(truncatingIfNeeded: arcVertices.count))
        let from = junction(at: isReversed ? end : start)
        let to = junction(at: isReversed ? start : end)
        ends.append(CoverageTopology.ArcEnds(from: from, to: to))
    }

    private mutating func junction(at position: Int) -> Int32 {
        let vertex = Int(numbers[position])
        if junctionOfVertex[vertex] < 0 {
            junctionOfVertex[vertex] = Int32(truncatingIfNeeded: junctions.count)
            junctions.append(rings.vertices[position])
        }
        return junctionOfVertex[vertex]
    }
}
