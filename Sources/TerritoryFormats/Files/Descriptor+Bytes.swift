internal import Foundation

extension CInt {
    /// Writes all the bytes to this descriptor, however many the system takes at once.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var start = 0
        while start < bytes.count {
            let length = Foundation.write(self, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            if length > 0 {
                start += length
            } else if length == 0 || (errno != EINTR && errno != EAGAIN) {
                throw length == 0 ? SystemError(EIO) : .latest
            } else if errno == EAGAIN {
                waitUntil(POLLOUT)
            }
        }
    }

    /// Reads what there is, as soon as there is some.
    ///
    /// - Returns: 0 at the end.
    package func read(into room: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        while true {
            let length = Foundation.read(self, room.baseAddress, room.count)
            if length >= 0 { return length }
            if errno == EAGAIN {
                waitUntil(POLLIN)
            } else if errno != EINTR {
                throw .latest
            }
        }
    }

    /// Waits for a descriptor that does not wait itself.
    private func waitUntil(_ event: some BinaryInteger) {
        var request = pollfd(fd: self, events: Int16(event), revents: 0)
        poll(&request, 1, -1)
    }

    package func write(_ bytes: [UInt8]) throws(SystemError) {
        try bytes.withUnsafeBytes { buffer in
            Result { () throws(SystemError) in try write(buffer) }
        }.get()
    }

    /// Reads from a place in the file of this descriptor; less than `count` bytes at its end.
    package func bytes(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            while done < count {
                let length = pread(self, buffer.baseAddress.map { $0 + done }, count - done, off_t(offset + done))
                if length < 0, errno == EINTR { continue }
                if length < 0 { failure = .latest }
                guard length > 0 else { return }
                done += length
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
