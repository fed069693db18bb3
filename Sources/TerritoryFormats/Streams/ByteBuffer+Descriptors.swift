#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension ByteBuffer {
    /// Reads what a descriptor gives, up to `limit` bytes.
    ///
    /// - Returns: 0 at its end.
    package mutating func read(from descriptor: CInt, upTo limit: Int) throws(TableStreamError) -> Int {
        let before = count
        try append(upTo: limit) { (room) throws(TableStreamError) in
            while true {
                let length = systemRead(descriptor, room)
                if length >= 0 { return length }
                let code = errno
                if code == EAGAIN {
                    waitForSystem(descriptor, POLLIN)
                } else if code != EINTR {
                    throw .reading(code)
                }
            }
        }
        return count - before
    }

    /// Writes all the bytes, however many the system takes at once.
    package func write(to descriptor: CInt) throws(TableStreamError) {
        var start = 0
        while start < count {
            let length = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: bytes[start...]))
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

// Within the extension, the names of the system’s functions are those of its members.

private func systemRead(_ descriptor: CInt, _ room: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, room.baseAddress, room.count)
}

private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
