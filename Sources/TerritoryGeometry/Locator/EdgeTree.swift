/// A packed R-tree (Kamel and Faloutsos, 1993) over short stretches of rings, sorted along a Hilbert curve.
struct EdgeTree: Sendable {
    /// Some consecutive edges of a ring.
    struct Stretch: Hashable, Sendable {
        var owner: UInt32
        var firstVertex: UInt32
        var edgeCount: UInt32
    }

    static let stretchLength = 32
    static let nodeSize = 8

    let stretches: [Stretch]
    /// The boxes of the stretches, then of each level above, up to the root.
    let boxes: [BoundingBox]
    /// Where each level begins among the boxes, and where the last one ends.
    let levels: [Int]

    init(_ rings: LocatorRings) {
        var unsorted: [Stretch] = []
        for part in rings.parts {
            for ring in part.rings {
                for start in stride(
                    from: ring.lowerBound, to: max(ring.upperBound - 1, ring.lowerBound + 1), by: Self.stretchLength)
                {
                    let count = min(Self.stretchLength, ring.upperBound - 1 - start)
                    unsorted.append(
                        Stretch(owner: UInt32(part.owner), firstVertex: UInt32(start), edgeCount: UInt32(count)))
                }
            }
        }
        self.init(unsorted: unsorted, vertices: rings.vertices)
    }

    private init(unsorted: [Stretch], vertices: [Position]) {
        let leaves = unsorted.map { Self.box(of: $0, vertices) }
        let whole = leaves.reduce(leaves.first ?? BoundingBox(west: 0, south: 0, east: 0, north: 0)) { $0.union($1) }
        let keys = leaves.enumerated().map { index, box in
            UInt64(Self.hilbertDistance(of: box, in: whole)) << 32 | UInt64(index)
        }.sorted()
        let order = keys.map { Int($0 & 0xFFFF_FFFF) }
        self.init(stretches: order.map { unsorted[$0] }, leafBoxes: order.map { leaves[$0] })
    }

    /// The levels above given leaves.
    init(stretches: [Stretch], leafBoxes: [BoundingBox]) {
        self.stretches = stretches
        var boxes = leafBoxes
        var levels = [0, boxes.count]
        while boxes.count - levels[levels.count - 2] > 1 {
            let level = levels[levels.count - 2]..<boxes.count
            for start in stride(from: level.lowerBound, to: level.upperBound, by: Self.nodeSize) {
                var box = boxes[start]
                for child in start..<min(start + Self.nodeSize, level.upperBound) { box = box.union(boxes[child]) }
                boxes.append(box)
            }
            levels.append(boxes.count)
        }
        self.boxes = boxes
        self.levels = levels
    }

    static func box(of stretch: Stretch, _ vertices: [Position]) -> BoundingBox {
        var box = BoundingBox(west: .infinity, south: .infinity, east: -.infinity, north: -.infinity)
        for vertex in vertices[Int(stretch.firstVertex)...Int(stretch.firstVertex + stretch.edgeCount)] {
            box.west = min(box.west, vertex.longitude)
            box.south = min(box.south, vertex.latitude)
            box.east = max(box.east, vertex.longitude)
            box.north = max(box.north, vertex.latitude)
        }
        return box
    }

    private static func hilbertDistance(of box: BoundingBox, in whole: BoundingBox) -> UInt32 {
        func step(_ value: Double, _ from: Double, _ to: Double) -> UInt32 {
            to > from ? UInt32(min(max((value - from) / (to - from), 0), 1) * 65_535) : 0
        }
        return HilbertCurve.distance(
            x: step((box.west + box.east) / 2, whole.west, whole.east),
            y: step((box.south + box.north) / 2, whole.south, whole.north))
    }
}
