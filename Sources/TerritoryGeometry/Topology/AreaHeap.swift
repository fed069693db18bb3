/// A queue of vertices: the smallest area first, and of equal areas the vertex with the smallest position.
struct AreaHeap: Sendable {
    /// The area's bits above the position's: areas are never negative, so their bits are in their order.
    private var entries: [UInt64] = []

    mutating func push(area: Float, position: Int) {
        entries.append(UInt64(area.bitPattern) << 32 | UInt64(position))
        var child = entries.count - 1
        while child > 0, entries[child] < entries[(child - 1) / 2] {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func popSmallest() -> (area: Float, position: Int)? {
        guard let smallest = entries.first else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty { sink(last) }
        return (Float(bitPattern: UInt32(smallest >> 32)), Int(smallest & 0xFFFF_FFFF))
    }

    /// Lets `entry` sink from the top, where a hole is, to its place.
    private mutating func sink(_ entry: UInt64) {
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, entries[child + 1] < entries[child] { child += 1 }
            guard entries[child] < entry else { break }
            entries[hole] = entries[child]
            hole = child
        }
        entries[hole] = entry
    }
}
