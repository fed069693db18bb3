/// Reads the rows of a table of separated values one at a time, each as soon as the descriptor gives it: for answers
/// that leave row by row.
package struct RowReader: ~Copyable {
    private let descriptor: CInt
    private var buffer = ByteBuffer(capacity: 1 << 16)
    private var start = 0
    private var isAtEnd = false
    package let header: CSVHeader
    private let scanner: CSVScanner

    /// Reads the header.
    ///
    /// - Parameter descriptor: Open for reading; read to its end.
    /// - Throws: ``TableStreamError`` if there is no header, or reading fails.
    package init(descriptor: CInt) throws(TableStreamError) {
        var buffer = ByteBuffer(capacity: 1 << 16)
        var isAtEnd = false
        while true {
            isAtEnd = try buffer.read(from: descriptor, upTo: 1 << 16) == 0
            let mark = buffer.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let text = UnsafeRawBufferPointer(rebasing: buffer.bytes[mark...])
            if text.isEmpty, !isAtEnd { continue }
            guard
                let found = try CSVHeader.read(
                    text, separator: nil, isFinal: isAtEnd, rowLimit: CSVScanner.longestRow)
            else { continue }
            header = found.header
            start = mark + found.next
            break
        }
        self.descriptor = descriptor
        self.buffer = buffer
        self.isAtEnd = isAtEnd
        scanner = CSVScanner(separator: header.separator, rowLimit: CSVScanner.longestRow)
    }

    /// The fields of the next row that is not blank.
    ///
    /// - Returns: `nil` at the end; a defect for a row that cannot be read.
    package mutating func next() throws(TableStreamError) -> Result<[String], RowDefect>? {
        while true {
            if start < buffer.count, let row = scanner.row(at: start, in: buffer.bytes, isFinal: isAtEnd) {
                let range = start..<row.end
                start = row.next
                if let defect = row.defect { return .failure(defect) }
                if range.isEmpty { continue }
                let fields = scanner.fields(of: range, in: buffer.bytes)
                guard fields.count == header.names.count else { return .failure(.wrongFieldCount) }
                return .success(fields.map { CSVScanner.content(of: $0, in: buffer.bytes).trimmingSpaces })
            }
            if isAtEnd { return nil }
            buffer.removeFirst(start)
            start = 0
            isAtEnd = try buffer.read(from: descriptor, upTo: 1 << 16) == 0
        }
    }
}
