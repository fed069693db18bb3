/// The edges of one owner by the row of the grid that they reach, in the order of its rings.
struct RowBands {
    private(set) var rows = 0...0
    /// The first vertex of each edge, row after row.
    private(set) var firstVertices: [UInt32] = []
    /// Where each row begins in ``firstVertices``, and where the last one ends.
    private var starts: [Int] = []
    /// By edge, its first vertex and its rows.
    private var edges: [Edge] = []

    private struct Edge {
        var firstVertex: UInt32
        var low: Int32
        var high: Int32
    }

    mutating func fill(_ rings: [Range<Int>], of vertices: [Position], in grid: LocatorGrid, rows: ClosedRange<Int>) {
        self.rows = rows
        collectEdges(rings, of: vertices, in: grid)
        starts.removeAll(keepingCapacity: true)
        starts.append(contentsOf: repeatElement(0, count: rows.count + 2))
        for edge in edges {
            for row in edge.low...edge.high { starts[Int(row) - rows.lowerBound + 2] += 1 }
        }
        for row in 1..<starts.count { starts[row] += starts[row - 1] }
        firstVertices.removeAll(keepingCapacity: true)
        firstVertices.append(contentsOf: repeatElement(0, count: starts.last ?? 0))
        // Each start moves along as its row fills, and ends as the start of the row above.
        for edge in edges {
            for row in edge.low...edge.high {
                let place = Int(row) - rows.lowerBound + 1
                firstVertices[starts[place]] = edge.firstVertex
                starts[place] += 1
            }
        }
    }

    private mutating func collectEdges(_ rings: [Range<Int>], of vertices: [Position], in grid: LocatorGrid) {
        edges.removeAll(keepingCapacity: true)
        for ring in rings {
            var row = Int32(grid.row(of: vertices[ring.lowerBound].latitude))
            for index in ring.dropLast() {
                let next = Int32(grid.row(of: vertices[index + 1].latitude))
                edges.append(Edge(firstVertex: UInt32(index), low: min(row, next), high: max(row, next)))
                row = next
            }
        }
    }

    /// The places in ``firstVertices`` of the edges that reach a row.
    func edges(ofRow row: Int) -> Range<Int> {
        starts[row - rows.lowerBound]..<starts[row - rows.lowerBound + 1]
    }
}
