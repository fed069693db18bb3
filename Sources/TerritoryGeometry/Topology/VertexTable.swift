/// Numbers the distinct vertices in the order they come, with open addressing.
struct VertexTable: Sendable {
    private(set) var vertices: [Vertex] = []
    private var slots: [Int32]
    private var shift: UInt64

    /// A table for at most `capacity` distinct vertices.
    init(capacity: Int) {
        var bits: UInt64 = 4
        while (1 << bits) < capacity * 2 { bits += 1 }
        slots = [Int32](repeating: -1, count: 1 << bits)
        shift = 64 - bits
        vertices.reserveCapacity(capacity / 2)
    }

    var count: Int { vertices.count }

    /// The vertex's number, a new one if it was not seen before.
    @inline(__always)
    mutating func number(of vertex: Vertex) -> Int32 {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: (vertex.key &* 0x9E37_79B9_7F4A_7C15) >> shift)
        while true {
            let known = slots[slot]
            if known < 0 {
                let number = Int32(truncatingIfNeeded: vertices.count)
                slots[slot] = number
                vertices.append(vertex)
                return number
            }
            if vertices[Int(known)] == vertex { return known }
            slot = (slot + 1) & mask
        }
    }
}
