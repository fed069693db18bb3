import CZlib

/// Reads gzip files (RFC 1952), of one member or of several in a row.
package enum Gzip {
    /// Why a file cannot be unpacked.
    package enum Defect: Error, Hashable {
        case notGzip
        case truncated
        case corrupted
        case tooLarge(limit: Int)
        case outOfMemory
    }

    /// 2 GiB: far above any source, far below what a malicious file can unpack to.
    package static let defaultLimit = 1 << 31

    private static let magic: [UInt8] = [0x1F, 0x8B]
    private static let chunkSize = 1 << 18

    /// Whether the bytes begin as a gzip file does.
    package static func isGzip(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.starts(with: magic)
    }

    /// The unpacked bytes of a gzip file.
    ///
    /// Zero bytes after the last member are padding, as for `gzip`; anything else there is a corruption.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - limit: The greatest number of bytes to unpack to.
    /// - Returns: The bytes of all members, one after the other.
    /// - Throws: What is wrong with the file; nothing of it is returned then.
    package static func decompress(_ bytes: [UInt8], limit: Int = defaultLimit) throws(Defect) -> [UInt8] {
        guard isGzip(bytes) else { throw .notGzip }
        return try bytes.withUnsafeBufferPointer { source throws(Defect) in
            try inflateMembers(of: source, limit: limit)
        }
    }

    private static func inflateMembers(
        of source: UnsafeBufferPointer<UInt8>, limit: Int
    ) throws(Defect) -> [UInt8] {
        // zlib compares the address of the stream at every call: it must not move, so it lives on the heap.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        // 15 is the largest window; 16 more asks for a gzip header and its checksum.
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .outOfMemory
        }
        defer { inflateEnd(stream) }

        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: chunkSize)
        var fed = 0
        while true {
            if stream.pointee.avail_in == 0 { feed(stream, from: source, fed: &fed) }
            let status = inflate(stream, into: &chunk)
            let produced = chunk.count - Int(stream.pointee.avail_out)
            guard produced <= limit - output.count else { throw .tooLarge(limit: limit) }
            output.append(contentsOf: chunk[..<produced])
            switch status {
            case Z_OK:
                continue
            case Z_STREAM_END:
                let rest = source[(fed - Int(stream.pointee.avail_in))...]
                if rest.allSatisfy({ $0 == 0 }) { return output }
                if magic.starts(with: rest) { throw .truncated }
                guard isGzip(rest), inflateReset(stream) == Z_OK else { throw .corrupted }
            case Z_BUF_ERROR:
                throw .truncated
            case Z_MEM_ERROR:
                throw .outOfMemory
            default:
                throw .corrupted
            }
        }
    }

    /// Hands the next bytes over; zlib counts them in 32 bits, so a large file takes several turns.
    private static func feed(
        _ stream: UnsafeMutablePointer<z_stream>, from source: UnsafeBufferPointer<UInt8>, fed: inout Int
    ) {
        let count = min(source.count - fed, 1 << 30)
        guard count > 0, let base = source.baseAddress else { return }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: base + fed)
        stream.pointee.avail_in = UInt32(count)
        fed += count
    }

    private static func inflate(_ stream: UnsafeMutablePointer<z_stream>, into chunk: inout [UInt8]) -> CInt {
        chunk.withUnsafeMutableBufferPointer { room in
            stream.pointee.next_out = room.baseAddress
            stream.pointee.avail_out = UInt32(room.count)
            return CZlib.inflate(stream, Z_NO_FLUSH)
        }
    }
}

extension Gzip.Defect {
    /// What is wrong with the file, as a sentence without the place.
    package var message: LocalizedText {
        switch self {
        case .notGzip:
            LocalizedText(
                fr: "ce n’est pas un fichier gzip\u{202F}: octets 1F 8B attendus au début",
                en: "this is not a gzip file: the bytes 1F 8B are expected at its start")
        case .truncated:
            LocalizedText(
                fr: "le fichier gzip s’arrête avant sa fin\u{202F}: téléchargement interrompu\u{202F}?",
                en: "the gzip file stops before its end: was its download interrupted?")
        case .corrupted:
            LocalizedText(
                fr: "le fichier gzip est abîmé\u{202F}: son contenu ne correspond pas à sa somme de contrôle "
                    + "ou n’est pas du gzip valide",
                en: "the gzip file is corrupted: its contents do not match its checksum or are not valid gzip")
        case .tooLarge(let limit):
            LocalizedText(
                fr: "le fichier décompressé dépasse \(limit) octets, le maximum admis",
                en: "the unpacked file exceeds \(limit) bytes, the most that is accepted")
        case .outOfMemory:
            LocalizedText(
                fr: "la mémoire manque pour décompresser le fichier",
                en: "there is not enough memory to unpack the file")
        }
    }
}
