internal import Foundation

extension ByteBuffer {
    /// Reads what a descriptor gives, up to `limit` bytes.
    ///
    /// - Returns: 0 at its end.
    package mutating func read(from descriptor: CInt, upTo limit: Int) throws(TableStreamError) -> Int {
        let before = count
        try append(upTo: limit) { (room) throws(TableStreamError) in
            do throws(SystemError) { return try descriptor.read(into: room) } catch { throw .reading(error) }
        }
        return count - before
    }

    /// Writes all the bytes, however many the system takes at once.
    package func write(to descriptor: CInt) throws(TableStreamError) {
        do throws(SystemError) { try descriptor.write(bytes) } catch { throw .writing(error) }
    }
}
