#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Bytes that grow at their end, with one owner.
package struct ByteBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    package private(set) var count = 0

    package init(capacity: Int = 1 << 12) {
        self.capacity = max(capacity, 16)
        base = .allocate(byteCount: self.capacity, alignment: 16)
    }

    deinit {
        base.deallocate()
    }

    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    package mutating func removeAll() {
        count = 0
    }

    package mutating func truncate(to length: Int) {
        count = min(count, length)
    }

    /// Makes room for `more` bytes.
    @inline(__always)
    package mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(by: more) }
    }

    private mutating func grow(by more: Int) {
        let larger = max(2 * capacity, count + more)
        let copy = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        copy.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = copy
        capacity = larger
    }

    @inline(__always)
    package mutating func append(_ byte: UInt8) {
        reserve(1)
        base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    @inline(__always)
    package mutating func append(_ more: UnsafeRawBufferPointer) {
        guard let start = more.baseAddress, !more.isEmpty else { return }
        reserve(more.count)
        (base + count).copyMemory(from: start, byteCount: more.count)
        count += more.count
    }

    @inline(__always)
    package mutating func append(_ more: UnsafeRawBufferPointer, _ range: Range<Int>) {
        append(UnsafeRawBufferPointer(rebasing: more[range]))
    }

    package mutating func append(_ more: [UInt8]) {
        more.withUnsafeBytes { append($0) }
    }

    /// Appends text that needs no escape.
    @inline(__always)
    package mutating func append(text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inline(__always)
    package mutating func append(_ texts: ByteTexts, at index: Int) {
        texts.bytes.withUnsafeBytes { append($0, texts.starts[index]..<texts.starts[index + 1]) }
    }

    /// Appends a whole number in decimal digits.
    package mutating func append(integer: Int64) {
        append(upTo: 20) { text in
            var length = integer < 0 ? 2 : 1
            var rest = integer.magnitude
            while rest >= 10 {
                rest /= 10
                length += 1
            }
            rest = integer.magnitude
            for place in stride(from: length - 1, through: integer < 0 ? 1 : 0, by: -1) {
                text[place] = 0x30 | UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            if integer < 0 { text[0] = 0x2D }
            return length
        }
    }

    /// Appends what is written into room made for it.
    ///
    /// - Parameters:
    ///   - room: The bytes that it may take at most.
    ///   - write: Writes from the start of the room on, and gives the number of bytes written.
    /// - Throws: What `write` throws.
    @inline(__always)
    package mutating func append<Failure>(
        upTo room: Int, _ write: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        reserve(room)
        let length = try write(UnsafeMutableRawBufferPointer(start: base + count, count: room))
        precondition(length <= room, "more was written than there was room for")
        count += length
    }

    /// Takes the bytes before `start` away.
    package mutating func removeFirst(_ start: Int) {
        let rest = count - start
        memmove(base, base + start, rest)
        count = rest
    }
}
