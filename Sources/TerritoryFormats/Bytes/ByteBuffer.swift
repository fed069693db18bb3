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
    @inline(__always)
    package mutating func append(upTo room: Int, _ write: (UnsafeMutableRawBufferPointer) -> Int) {
        reserve(room)
        let length = write(UnsafeMutableRawBufferPointer(start: base + count, count: room))
        precondition(length <= room, "more was written than there was room for")
        count += length
    }

    /// Takes the bytes before `start` away.
    package mutating func removeFirst(_ start: Int) {
        let rest = count - start
        memmove(base, base + start, rest)
        count = rest
    }

    // MARK: Descriptors

    /// Reads what a descriptor gives, up to `limit` bytes.
    ///
    /// - Returns: 0 at its end.
    package mutating func read(from descriptor: CInt, upTo limit: Int) throws(TableStreamError) -> Int {
        reserve(limit)
        while true {
            let length = systemRead(descriptor, base + count, limit)
            if length >= 0 {
                count += length
                return length
            }
            let code = errno
            if code == EAGAIN {
                waitForSystem(descriptor, POLLIN)
            } else if code != EINTR {
                throw .reading(code)
            }
        }
    }

    /// Writes all the bytes, however many the system takes at once.
    package func write(to descriptor: CInt) throws(TableStreamError) {
        var start = 0
        while start < count {
            let length = systemWrite(descriptor, base + start, count - start)
            let code = errno
            if length > 0 {
                start += length
            } else if length < 0, code == EAGAIN {
                waitForSystem(descriptor, POLLOUT)
            } else if length == 0 || code != EINTR {
                throw code == EPIPE ? .outputClosed : .writing(code)
            }
        }
    }
}

/// Waits for a descriptor that does not wait itself.
private func waitForSystem(_ descriptor: CInt, _ event: some BinaryInteger) {
    var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    poll(&request, 1, -1)
}

private func systemRead(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: CInt, _ buffer: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, buffer, count)
}

extension UnsafeRawBufferPointer {
    /// The first place of a byte at or after `start`.
    @inline(__always)
    func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int? {
        guard let base = baseAddress, start < end else { return nil }
        guard let found = memchr(base + start, Int32(byte), end - start) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// The last place of a byte.
    func lastIndex(of byte: UInt8) -> Int? {
        var index = count
        while index > 0 {
            index -= 1
            if self[index] == byte { return index }
        }
        return nil
    }
}
