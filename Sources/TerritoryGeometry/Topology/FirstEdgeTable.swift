/// Numbers the arcs by the vertex numbers of their first edge.
struct FirstEdgeTable {
    private var keys: [UInt64]
    private var numbers: [Int32]
    private var shift: UInt64
    private var count = 0

    init(capacity: Int) {
        var bits: UInt64 = 4
        while (1 << bits) < capacity * 2 { bits += 1 }
        keys = [UInt64](repeating: .max, count: 1 << bits)
        numbers = [Int32](repeating: 0, count: 1 << bits)
        shift = 64 - bits
    }

    mutating func number(of key: UInt64) -> (number: Int, isNew: Bool) {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
        while keys[slot] != key {
            if keys[slot] == .max {
                keys[slot] = key
                numbers[slot] = Int32(truncatingIfNeeded: count)
                count += 1
                return (count - 1, true)
            }
            slot = (slot + 1) & mask
        }
        return (Int(numbers[slot]), false)
    }
}
