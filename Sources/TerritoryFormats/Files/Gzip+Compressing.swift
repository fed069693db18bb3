internal import CZlib

extension Gzip {
    /// The bytes as a gzip file of one member (RFC 1952), the same every time.
    ///
    /// - Parameters:
    ///   - bytes: What is packed.
    ///   - level: From 1, the fastest, to 9, the smallest.
    /// - Returns: `nil` where there is no memory for it.
    package static func compress(_ bytes: [UInt8], level: Int) -> [UInt8]? {
        precondition(1...9 ~= level, "1 to 9")
        var stream = z_stream()
        // 15 is the largest window; 16 more asks for a gzip header, which names no time and no file.
        guard
            deflateInit2_(
                &stream, CInt(level), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                CInt(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, CUnsignedLong(bytes.count))))
        let isDone = bytes.withUnsafeBufferPointer { input in
            packed.withUnsafeMutableBufferPointer { output in
                // The input is read only, whatever its type says.
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = CUnsignedInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = CUnsignedInt(output.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
        }
        guard isDone else { return nil }
        packed.removeLast(packed.count - Int(stream.total_out))
        return packed
    }
}
