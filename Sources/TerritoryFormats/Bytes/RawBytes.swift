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

    /// How often a byte occurs in a range.
    @inline(__always)
    package func count(of byte: UInt8, from start: Int, to end: Int) -> Int {
        var count = 0
        for index in start..<end where self[index] == byte { count += 1 }
        return count
    }
}
