/// Reads a descriptor in chunks that end where a row ends.
package struct ChunkReader: Sendable {
    private let descriptor: CInt
    private let chunkSize: Int
    package let rowLimit: Int
    /// Whether rows are given as soon as they come, however few, and not a chunk at a time.
    private let isEager: Bool
    /// How to tell quoted line ends, for CSV.
    package var quotes: CSVScanner?
    /// What was read beyond the last chunk: it begins where a row begins.
    package private(set) var carry: [UInt8] = []
    package private(set) var isAtEnd = false
    /// The rest of a row that was too long is on its way.
    private var isSkipping = false
    package private(set) var bytesRead = 0

    package init(descriptor: CInt, chunkSize: Int, rowLimit: Int, isEager: Bool = false) {
        self.descriptor = descriptor
        self.isEager = isEager
        self.chunkSize = chunkSize
        self.rowLimit = rowLimit
    }

    // MARK: Before the first chunk

    /// Takes the byte order mark away, where the table begins with one.
    ///
    /// - Returns: Its bytes, or none.
    package mutating func byteOrderMark() throws(TableStreamError) -> [UInt8] {
        while carry.count < 3, !isAtEnd { try fill() }
        guard carry.starts(with: [0xEF, 0xBB, 0xBF]) else { return [] }
        carry.removeFirst(3)
        return [0xEF, 0xBB, 0xBF]
    }

    /// Takes the header of a table of separated values away, and the byte order mark before it.
    ///
    /// - Throws: ``TableStreamError`` if there is none, or reading fails.
    package mutating func header(separator: UInt8? = nil) throws(TableStreamError) -> CSVHeader {
        _ = try byteOrderMark()
        while true {
            if carry.isEmpty, !isAtEnd { try fill() }
            let (bytes, isFinal, limit) = (carry, isAtEnd, rowLimit)
            let found = bytes.withUnsafeBytes { bytes in
                Result { () throws(TableStreamError) in
                    try CSVHeader.read(bytes, separator: separator, isFinal: isFinal, rowLimit: limit)
                }
            }
            if let found = try found.get() {
                if let defect = UTF8Defect.first(in: found.header.bytes) {
                    throw .notUTF8(line: defect.line, defect.messageOfStream)
                }
                carry.removeFirst(found.next)
                return found.header
            }
            guard carry.count <= rowLimit else { throw .header(.rowTooLong) }
            try fill()
        }
    }

    /// Reads more beyond what was carried over.
    private mutating func fill() throws(TableStreamError) {
        var buffer = ByteBuffer(capacity: chunkSize)
        try read(into: &buffer)
        carry.append(contentsOf: buffer.bytes)
    }

    // MARK: Chunks

    /// Puts whole rows into a buffer; a row too long is cut just beyond the limit.
    ///
    /// - Returns: `false` at the end.
    package mutating func next(into buffer: inout ByteBuffer) throws(TableStreamError) -> Bool {
        buffer.removeAll()
        carry.withUnsafeBytes { buffer.append($0) }
        carry.removeAll(keepingCapacity: true)
        var isShort = buffer.count < chunkSize && !isEager
        while true {
            if isShort { try read(into: &buffer) }
            isShort = true
            if isSkipping { skip(in: &buffer) }
            if !isSkipping, let end = endOfRows(in: buffer.bytes) {
                carry.append(contentsOf: buffer.bytes[end...])
                buffer.truncate(to: end)
                if end > 0 { return true }
            }
            guard !isAtEnd else { return false }
            if !isSkipping, buffer.count > rowLimit + 4 {
                cutRow(in: &buffer)
                isSkipping = true
                return true
            }
        }
    }

    private mutating func read(into buffer: inout ByteBuffer) throws(TableStreamError) {
        var wanted = chunkSize
        while wanted > 0, !isAtEnd {
            let count = try buffer.read(from: descriptor, upTo: wanted)
            bytesRead += count
            wanted -= count
            if count == 0 { isAtEnd = true }
            if isEager { return }
        }
    }

    /// Cuts a row that goes beyond the limit, between two characters: a worker sees that, and needs no more of it.
    private func cutRow(in buffer: inout ByteBuffer) {
        let end = (rowLimit + 1..<rowLimit + 4).first { buffer.bytes[$0] & 0xC0 != 0x80 } ?? rowLimit + 4
        buffer.truncate(to: end)
        buffer.append(0x0A)
    }

    private mutating func skip(in buffer: inout ByteBuffer) {
        guard let end = buffer.bytes.firstIndex(of: 0x0A, from: 0, to: buffer.count) else {
            return buffer.removeAll()
        }
        buffer.removeFirst(end + 1)
        isSkipping = false
    }

    /// Where the last whole row ends.
    ///
    /// - Returns: `nil` where none does.
    private func endOfRows(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let quotes, bytes.firstIndex(of: 0x22, from: 0, to: bytes.count) != nil else {
            return isAtEnd ? bytes.count : bytes.lastIndex(of: 0x0A).map { $0 + 1 }
        }
        var end = 0
        while end < bytes.count, let row = quotes.row(at: end, in: bytes, isFinal: isAtEnd) { end = row.next }
        return end > 0 || isAtEnd ? end : nil
    }
}
