#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension UnsafeRawBufferPointer {
    /// The first place of a byte at or after `start`.
    @inline(__always)
    package func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int? {
        guard let base = baseAddress, start < end else { return nil }
        guard let found = memchr(base + start, Int32(byte), end - start) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// The last place of a byte.
    package func lastIndex(of byte: UInt8) -> Int? {
        var index = count
        while index > 0 {
            index -= 1
            if self[index] == byte { return index }
        }
        return nil
    }

    /// Whether two ranges hold the same bytes.
    @inline(__always)
    package func hasSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count, let base = baseAddress else { return false }
        return memcmp(base + left.lowerBound, base + right.lowerBound, left.count) == 0
    }

    /// Whether a range holds the bytes of a text.
    @inline(__always)
    package func hasSame(_ range: Range<Int>, _ text: UnsafeRawBufferPointer) -> Bool {
        guard range.count == text.count else { return false }
        guard let base = baseAddress, let start = text.baseAddress else { return text.isEmpty }
        return memcmp(base + range.lowerBound, start, text.count) == 0
    }

    /// How often a byte occurs in a range.
    @inline(__always)
    package func count(of byte: UInt8, from start: Int, to end: Int) -> Int {
        let wanted = SIMD16(repeating: byte)
        var (count, index) = (0, start)
        while index + 16 <= end {
            // Sixteen counts of one byte each, which 255 steps do not overflow.
            var found = SIMD16<UInt8>()
            for _ in 0..<Swift.min((end - index) / 16, 255) {
                let isWanted = loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self) .== wanted
                found.replace(with: found &+ 1, where: isWanted)
                index += 16
            }
            count += Int(SIMD16<UInt16>(truncatingIfNeeded: found).wrappedSum())
        }
        for rest in index..<end where self[rest] == byte { count += 1 }
        return count
    }
}
