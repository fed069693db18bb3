/// A sum over bytes that changes with any of them: not a secret, but enough against accidents.
enum LocatorChecksum {
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let prime: UInt64 = 0x9E37_79B1_85EB_CA87
        var lanes = SIMD4<UInt64>(1, 2, 3, 4)
        var offset = 0
        // Four lanes, since each step waits for the one before it.
        while offset + 32 <= bytes.count {
            for lane in 0..<4 {
                let word = bytes.loadUnaligned(fromByteOffset: offset + 8 * lane, as: UInt64.self)
                lanes[lane] = (lanes[lane] ^ UInt64(littleEndian: word)) &* prime
                lanes[lane] ^= lanes[lane] >> 29
            }
            offset += 32
        }
        var sum = UInt64(bytes.count)
        for lane in 0..<4 { sum = (sum ^ lanes[lane]) &* prime ^ sum >> 31 }
        for byte in bytes[offset...] { sum = (sum ^ UInt64(byte)) &* prime }
        return sum ^ sum >> 32
    }
}
