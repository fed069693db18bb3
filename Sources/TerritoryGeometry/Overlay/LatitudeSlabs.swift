/// The edges of a shape by slabs of latitude, to tell fast how often the shape winds around a position.
struct LatitudeSlabs {
    private let rings: BorderRings
    private let box: BoundingBox
    private let slabsPerDegree: Double
    private let slabCount: Int
    /// Where each slab starts in `items`, and a last entry: the end.
    private var starts: [Int32]
    private var items: [Int32]

    init(_ rings: BorderRings, box: BoundingBox) {
        self.rings = rings
        self.box = box
        let height = box.north - box.south
        slabCount = height > 0 ? max(rings.edges.count / 4, 1) : 1
        slabsPerDegree = height > 0 ? Double(slabCount) / height : 0
        starts = [Int32](repeating: 0, count: slabCount + 1)
        items = []
        for edge in rings.edges {
            for slab in slabs(of: edge) { starts[slab + 1] += 1 }
        }
        for slab in 0..<slabCount { starts[slab + 1] += starts[slab] }
        var ends = starts
        items = [Int32](repeating: 0, count: Int(starts[slabCount]))
        for (index, edge) in rings.edges.enumerated() {
            for slab in slabs(of: edge) {
                items[Int(ends[slab])] = Int32(truncatingIfNeeded: index)
                ends[slab] += 1
            }
        }
    }

    /// How often the shape winds around a vertex of the coverage: 1 inside, 0 outside a valid shape.
    func winding(aroundCoverage vertex: Position) -> Int {
        guard box.contains(vertex) else { return 0 }
        let slab = slab(at: vertex.latitude)
        var winding = 0
        for position in Int(starts[slab])..<Int(starts[slab + 1]) {
            let edge = Int(items[position])
            if rings.edges[edge].isEast(ofCoverage: vertex) { winding += rings.winding(ofEdge: edge) }
        }
        return winding
    }

    private func slabs(of edge: BorderEdge) -> ClosedRange<Int> {
        slab(at: edge.low.latitude)...slab(at: edge.high.latitude)
    }

    private func slab(at latitude: Double) -> Int {
        min(max(Int((latitude - box.south) * slabsPerDegree), 0), slabCount - 1)
    }
}
