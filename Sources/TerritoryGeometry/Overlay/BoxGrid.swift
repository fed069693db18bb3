/// Boxes by square cells of longitude and latitude, hashed into buckets: finds in no time what may touch a small box.
package struct BoxGrid: Sendable {
    private let layout: CellLayout
    /// Where each bucket starts in `items`, and a last entry: the end.
    private let starts: [Int32]
    private let items: [Int32]
    private let count: Int

    /// Indexes items known by their index below `count`.
    package init(count: Int, box: (Int) -> BoundingBox) { self.init(0..<count, of: count, box: box) }

    /// Indexes each item under every cell its box touches; cells are about as large as the mean box.
    ///
    /// - Parameters:
    ///   - indices: The items to index; no box that is asked about meets another one.
    ///   - count: The number of all items, each known by its index.
    ///   - box: The box of an item.
    init(_ indices: some Collection<Int>, of count: Int, box: (Int) -> BoundingBox) {
        var extents = 0.0
        for item in indices {
            let box = box(item)
            extents += max(box.east - box.west, box.north - box.south)
        }
        let layout = CellLayout(count: indices.count, side: extents / Double(max(indices.count, 1)))
        var starts = [Int32](repeating: 0, count: layout.bucketCount + 1)
        var last = [Int32](repeating: -1, count: layout.bucketCount)
        var entries: [(bucket: Int32, item: Int32)] = []
        entries.reserveCapacity(2 * indices.count)
        for item in indices {
            layout.forEachNewBucket(of: item, in: box(item), last: &last) { bucket in
                starts[bucket + 1] += 1
                entries.append((Int32(truncatingIfNeeded: bucket), Int32(truncatingIfNeeded: item)))
            }
        }
        for bucket in 0..<layout.bucketCount { starts[bucket + 1] += starts[bucket] }
        var ends = starts
        var items = [Int32](repeating: 0, count: entries.count)
        for (bucket, item) in entries {
            items[Int(ends[Int(bucket)])] = item
            ends[Int(bucket)] += 1
        }
        self.layout = layout
        self.starts = starts
        self.items = items
        self.count = count
    }

    /// Every item whose box touches `box`, each once, in no particular order.
    @inline(__always)
    package func forEachItem(touching box: BoundingBox, boxOf: (Int) -> BoundingBox, _ body: (Int) -> Void) {
        let cells = layout.cells(of: box)
        guard cells.count <= count else {
            for item in 0..<count where boxOf(item).intersects(box) { body(item) }
            return
        }
        for cellX in cells.columns {
            for cellY in cells.rows {
                let bucket = layout.bucket(cellX, cellY)
                for position in Int(starts[bucket])..<Int(starts[bucket + 1]) {
                    let item = Int(items[position])
                    let other = boxOf(item)
                    // A pair is met in every cell that both touch; that of their common corner stands for all.
                    guard other.intersects(box), layout.cell(max(box.west, other.west)) == cellX,
                        layout.cell(max(box.south, other.south)) == cellY
                    else { continue }
                    body(item)
                }
            }
        }
    }

    /// The number of cells that a box touches.
    func cellCount(in box: BoundingBox) -> Int { layout.cells(of: box).count }
}

/// Which bucket stands for each square cell of longitude and latitude.
private struct CellLayout: Sendable {
    private let cellsPerDegree: Double
    private let bucketBits: UInt64

    struct Cells {
        let columns: ClosedRange<Int32>
        let rows: ClosedRange<Int32>
        var count: Int { columns.count * rows.count }
    }

    init(count: Int, side: Double) {
        // Not so fine that the cells of the globe outnumber 32 bits.
        cellsPerDegree = 1 / max(side, 1e-6)
        var bits: UInt64 = 8
        while (1 << bits) < count { bits += 1 }
        bucketBits = bits
    }

    var bucketCount: Int { 1 << bucketBits }

    @inline(__always)
    func cells(of box: BoundingBox) -> Cells {
        Cells(columns: cell(box.west)...cell(box.east), rows: cell(box.south)...cell(box.north))
    }

    @inline(__always)
    func cell(_ degrees: Double) -> Int32 {
        // Rounding down is a call on processors of the common denominator, rounding toward zero an instruction.
        let scaled = degrees * cellsPerDegree
        let cell = Int32(scaled)
        return Double(cell) > scaled ? cell - 1 : cell
    }

    @inline(__always)
    func bucket(_ cellX: Int32, _ cellY: Int32) -> Int {
        // Blocks of 4 by 4 cells stay together, for the sake of the processor's caches.
        let block = UInt64(UInt32(bitPattern: cellX >> 2)) << 32 | UInt64(UInt32(bitPattern: cellY >> 2))
        let inBlock = Int(cellX & 3) << 2 | Int(cellY & 3)
        return Int(truncatingIfNeeded: (block &* 0x9E37_79B9_7F4A_7C15) >> (68 - bucketBits)) << 4 | inBlock
    }

    /// The buckets of an item, each once even where two of its cells share one.
    @inline(__always)
    func forEachNewBucket(of item: Int, in box: BoundingBox, last: inout [Int32], _ body: (Int) -> Void) {
        let cells = cells(of: box)
        for cellX in cells.columns {
            for cellY in cells.rows {
                let bucket = bucket(cellX, cellY)
                guard last[bucket] != Int32(truncatingIfNeeded: item) else { continue }
                last[bucket] = Int32(truncatingIfNeeded: item)
                body(bucket)
            }
        }
    }
}
