/// The distinct edges of a coverage, whichever way they are walked.
struct EdgeTable {
    struct Edge {
        var start: Vertex
        var end: Vertex
        /// Whether exactly two faces use the edge, one in each direction: nothing to repair along it.
        var isMatched: Bool

        @inline(__always)
        func hasEnd(_ vertex: Vertex) -> Bool { vertex == start || vertex == end }
    }

    private(set) var edges: [Edge] = []
    private(set) var table: VertexTable
    /// The vertex number at each ring position.
    private(set) var numbers: [Int32] = []
    /// For each edge, the smaller and the larger number of its ends.
    private(set) var keys: [UInt64] = []

    init(_ rings: FaceRings) {
        table = VertexTable(capacity: rings.vertices.count)
        numbers.reserveCapacity(rings.vertices.count)
        for vertex in rings.vertices { numbers.append(table.number(of: vertex)) }
        collect(EdgeTable.walks(numbers: numbers, rings: rings))
    }

    /// Every edge of every ring as (smaller number, larger number, direction), sorted.
    private static func walks(numbers: [Int32], rings: FaceRings) -> [UInt64] {
        var walks: [UInt64] = []
        walks.reserveCapacity(numbers.count)
        for ring in 0..<(rings.ringStarts.count - 1) {
            let range = rings.positions(of: ring)
            var previous = numbers[range.upperBound - 1]
            for position in range {
                let here = numbers[position]
                walks.append(key(previous, here) << 1 | (previous < here ? 0 : 1))
                previous = here
            }
        }
        walks.sort()
        return walks
    }

    private mutating func collect(_ walks: [UInt64]) {
        edges.reserveCapacity(walks.count / 2)
        keys.reserveCapacity(walks.count / 2)
        var position = 0
        while position < walks.count {
            let key = walks[position] >> 1
            var end = position
            while end < walks.count && walks[end] >> 1 == key { end += 1 }
            let isMatched = end == position + 2 && walks[position] & 1 == 0 && walks[position + 1] & 1 == 1
            edges.append(
                Edge(
                    start: table.vertices[Int(key >> 31)], end: table.vertices[Int(key & 0x7FFF_FFFF)],
                    isMatched: isMatched))
            keys.append(key)
            position = end
        }
    }

    /// The two vertex numbers of an edge in one word of 62 bits.
    @inline(__always)
    static func key(_ first: Int32, _ second: Int32) -> UInt64 {
        UInt64(min(first, second)) << 31 | UInt64(max(first, second))
    }
}
