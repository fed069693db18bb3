/// Items by square cells of the grid, hashed into buckets: a query may meet items of other cells, never miss one.
struct GridIndex: Sendable {
    private let shift: Int32
    private let bucketBits: UInt64
    private let starts: [Int32]
    /// Where the items still listed under each bucket end.
    private var ends: [Int32]
    private var items: [Int32]

    /// Indexes each item under every cell its box touches.
    ///
    /// - Parameters:
    ///   - boxes: One for each item, which is known by its index.
    ///   - shift: The side of a cell is 2 to this power, in grid units.
    init(boxes: [VertexBox], shift: Int32) {
        self.shift = shift
        var bits: UInt64 = 8
        while (1 << bits) < boxes.count { bits += 1 }
        bucketBits = bits
        var starts = [Int32](repeating: 0, count: (1 << bits) + 1)
        for box in boxes { GridIndex.forEachBucket(in: box, shift, bits) { starts[$0 + 1] += 1 } }
        for bucket in 0..<(1 << bits) { starts[bucket + 1] += starts[bucket] }
        var ends = Array(starts.dropLast())
        var items = [Int32](repeating: 0, count: Int(starts[1 << bits]))
        for (item, box) in boxes.enumerated() {
            GridIndex.forEachBucket(in: box, shift, bits) { bucket in
                items[Int(ends[bucket])] = Int32(truncatingIfNeeded: item)
                ends[bucket] += 1
            }
        }
        self.starts = starts
        self.ends = ends
        self.items = items
    }

    /// Takes out an item that was indexed under `box`.
    mutating func remove(_ item: Int, in box: VertexBox) {
        GridIndex.forEachBucket(in: box, shift, bucketBits) { bucket in
            let range = Int(starts[bucket])..<Int(ends[bucket])
            guard let position = range.first(where: { items[$0] == item }) else { return }
            ends[bucket] -= 1
            items[position] = items[Int(ends[bucket])]
        }
    }

    /// A cell about as large as the mean edge.
    static func shift(forMeanLength length: Double) -> Int32 {
        var shift: Int32 = 1
        while shift < 28 && Double(1 << shift) < length { shift += 1 }
        return shift
    }

    /// Whether `condition` holds for an item that may touch `box`; stops at the first.
    @inline(__always)
    func contains(in box: VertexBox, where condition: (Int) -> Bool) -> Bool {
        for cellX in (box.minX >> shift)...(box.maxX >> shift) {
            for cellY in (box.minY >> shift)...(box.maxY >> shift) {
                let bucket = GridIndex.bucket(cellX, cellY, bucketBits)
                for position in Int(starts[bucket])..<Int(ends[bucket]) where condition(Int(items[position])) {
                    return true
                }
            }
        }
        return false
    }

    /// Every two items listed under one bucket; a pair may come several times.
    @inline(__always)
    func forEachPair(_ body: (Int, Int) -> Void) {
        for bucket in ends.indices {
            let end = Int(ends[bucket])
            for first in Int(starts[bucket])..<end {
                for second in (first + 1)..<end { body(Int(items[first]), Int(items[second])) }
            }
        }
    }

    @inline(__always)
    private static func forEachBucket(in box: VertexBox, _ shift: Int32, _ bits: UInt64, _ body: (Int) -> Void) {
        for cellX in (box.minX >> shift)...(box.maxX >> shift) {
            for cellY in (box.minY >> shift)...(box.maxY >> shift) { body(bucket(cellX, cellY, bits)) }
        }
    }

    @inline(__always)
    private static func bucket(_ cellX: Int32, _ cellY: Int32, _ bits: UInt64) -> Int {
        // Blocks of 4 by 4 cells stay together, for the sake of the processor's caches.
        let block = UInt64(UInt32(bitPattern: cellX >> 2)) << 32 | UInt64(UInt32(bitPattern: cellY >> 2))
        let inBlock = Int(cellX & 3) << 2 | Int(cellY & 3)
        return Int(truncatingIfNeeded: (block &* 0x9E37_79B9_7F4A_7C15) >> (68 - bits)) << 4 | inBlock
    }
}

/// A box of the grid; its edges belong to it.
struct VertexBox: Hashable, Sendable {
    var minX: Int32
    var minY: Int32
    var maxX: Int32
    var maxY: Int32

    init(_ vertex: Vertex) {
        (minX, minY, maxX, maxY) = (vertex.x, vertex.y, vertex.x, vertex.y)
    }

    /// The box of a segment, wider by `margin` on each side.
    @inline(__always)
    init(_ start: Vertex, _ end: Vertex, margin: Int32 = 0) {
        minX = min(start.x, end.x) - margin
        minY = min(start.y, end.y) - margin
        maxX = max(start.x, end.x) + margin
        maxY = max(start.y, end.y) + margin
    }

    @inline(__always)
    mutating func extend(to vertex: Vertex) {
        minX = min(minX, vertex.x)
        minY = min(minY, vertex.y)
        maxX = max(maxX, vertex.x)
        maxY = max(maxY, vertex.y)
    }

    @inline(__always)
    func intersects(_ other: VertexBox) -> Bool {
        minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
    }

    /// Whether a point in half grid units lies in the box.
    @inline(__always)
    func contains(_ middle: EdgeMiddle) -> Bool {
        middle.x >= 2 * Int64(minX) && middle.x <= 2 * Int64(maxX)
            && middle.y >= 2 * Int64(minY) && middle.y <= 2 * Int64(maxY)
    }
}
