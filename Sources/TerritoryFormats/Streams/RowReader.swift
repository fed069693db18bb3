/// Reads the rows of a table of separated values one at a time, each as soon as the descriptor gives it: for answers
/// that leave row by row.
package struct RowReader: ~Copyable {
    private var reader: ChunkReader
    private var rows = ByteBuffer(capacity: 1 << 16)
    private var start = 0
    /// That of the next row, counted from 1.
    private var line: Int
    package let header: CSVHeader
    private let scanner: CSVScanner

    /// Reads the header.
    ///
    /// - Parameter descriptor: Open for reading; read to its end.
    /// - Throws: ``TableStreamError`` if there is no header, or reading fails.
    package init(descriptor: CInt) throws(TableStreamError) {
        reader = ChunkReader(
            descriptor: descriptor, chunkSize: 1 << 16, rowLimit: CSVScanner.longestRow, isEager: true)
        header = try reader.header()
        scanner = CSVScanner(separator: header.separator, rowLimit: CSVScanner.longestRow)
        reader.quotes = scanner
        line = 1 + header.lineCount
    }

    /// Whether the next row is at hand, without more to be read.
    package var hasRow: Bool { start < rows.count }

    /// The fields of the next row.
    ///
    /// A blank line is a row of a table with one column, whose field is empty, and no row of any other.
    ///
    /// - Returns: `nil` at the end; a defect for a row that cannot be read.
    package mutating func next() throws(TableStreamError) -> Result<[String], RowDefect>? {
        while true {
            if start == rows.count {
                guard try readMore() else { return nil }
            }
            guard let row = scanner.row(at: start, in: rows.bytes, isFinal: true) else {
                preconditionFailure("A row ends where the chunk does.")
            }
            let range = start..<row.end
            start = row.next
            line += row.lineCount
            if let defect = row.defect { return .failure(defect) }
            if range.isEmpty, header.names.count > 1 { continue }
            let fields = scanner.fields(of: range, in: rows.bytes)
            guard fields.count == header.names.count else { return .failure(.wrongFieldCount) }
            return .success(fields.map { CSVScanner.content(of: $0, in: rows.bytes).trimmingSpaces })
        }
    }

    /// - Returns: `false` at the end.
    private mutating func readMore() throws(TableStreamError) -> Bool {
        start = 0
        guard try reader.next(into: &rows) else { return false }
        if let defect = UTF8Defect.first(in: rows.bytes) {
            throw .notUTF8(line: line + defect.line - 1, defect.messageOfStream)
        }
        return true
    }
}
