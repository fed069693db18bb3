/// The place of each INSEE code of a commune, found by its bytes alone.
struct CodeTable: Sendable {
    private var keys: [UInt64]
    private var places: [Int32]
    private let mask: Int

    /// - Parameter codes: Codes of 5 characters; their places are their indices.
    init(_ codes: [String]) {
        var size = 16
        while size < codes.count * 2 { size *= 2 }
        (keys, places, mask) = (Array(repeating: 0, count: size), Array(repeating: -1, count: size), size - 1)
        for (place, code) in codes.enumerated() {
            let key = Array(code.utf8).withUnsafeBytes { Self.key($0, 0..<$0.count) }
            var slot = Self.slot(key, mask)
            while keys[slot] != 0 { slot = (slot + 1) & mask }
            (keys[slot], places[slot]) = (key, Int32(place))
        }
    }

    /// Up to 8 bytes as one number, the first byte lowest; 0 for more, or for none.
    @inline(__always)
    static func key(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
        guard range.count <= 8, !range.isEmpty else { return 0 }
        if range.lowerBound + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
            return word & (.max >> UInt64(8 * (8 - range.count)))
        }
        return bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    @inline(__always)
    private static func slot(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    /// - Returns: `nil` for a code that is not in the table.
    func place(of code: UnsafeRawBufferPointer) -> Int? { place(of: Self.key(code, 0..<code.count)) }

    /// - Returns: `nil` for a code that is not in the table.
    @inline(__always)
    func place(of key: UInt64) -> Int? {
        guard key != 0 else { return nil }
        var slot = Self.slot(key, mask)
        while keys[slot] != 0 {
            if keys[slot] == key { return Int(places[slot]) }
            slot = (slot + 1) & mask
        }
        return nil
    }
}
