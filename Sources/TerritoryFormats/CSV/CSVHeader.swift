/// The first row of separated values: the separator, the line end and the names of the columns, found once for every
/// table that is read.
package struct CSVHeader: Sendable {
    /// The most columns that a table may have.
    package static let mostColumns = 4_096

    /// Names under which publishers put the codes of communes.
    package static let communeNames = [
        "code", "commune", "insee_com", "code_insee", "codgeo", "territory", "insee", "com",
    ]

    package let separator: UInt8
    /// Its line end; rows that have none get it.
    package let lineEnd: [UInt8]
    package let names: [String]
    /// The row as it stands, without its line end.
    package let bytes: [UInt8]

    /// The lines that it takes: more than one where a name is quoted and has a line end.
    package var lineCount: Int { 1 + bytes.count { $0 == UInt8(ascii: "\n") } }

    /// The decimal mark besides the point: where the comma separates nothing, it may be one.
    package var decimalMark: UInt8 { separator == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",") }

    /// Reads the header that begins some bytes, after their byte order mark.
    ///
    /// - Parameters:
    ///   - bytes: The beginning of a table.
    ///   - separator: What separates; without one, the sign among comma, semicolon and tab that the row has most of.
    ///   - isFinal: Whether the row ends where the bytes do.
    ///   - rowLimit: The longest row, in bytes.
    /// - Returns: The header and where the next row begins; `nil` where the end of the row is not among the bytes.
    /// - Throws: ``TableStreamError`` if it is not a row of names.
    package static func read(
        _ bytes: UnsafeRawBufferPointer, separator: UInt8?, isFinal: Bool, rowLimit: Int
    ) throws(TableStreamError) -> (header: CSVHeader, next: Int)? {
        let separator = separator ?? likelySeparator(of: bytes)
        let scanner = CSVScanner(separator: separator, rowLimit: rowLimit)
        guard !bytes.isEmpty else { throw .noHeader }
        if hasCarriageReturnAlone(bytes) { throw .carriageReturns }
        guard let row = scanner.row(at: 0, in: bytes, isFinal: isFinal) else { return nil }
        if let defect = row.defect { throw .header(defect) }
        let names = scanner.fields(of: 0..<row.end, in: bytes).map { CSVScanner.content(of: $0, in: bytes) }
        guard names.contains(where: { !$0.isEmpty }) else { throw .noHeader }
        let header = CSVHeader(
            separator: separator, lineEnd: row.next > row.end ? Array(bytes[row.end..<row.next]) : [UInt8(ascii: "\n")],
            names: names, bytes: Array(bytes[..<row.end]))
        return (header, row.next)
    }

    /// Whether a carriage return without a line feed stands in the first row, quotes left out.
    private static func hasCarriageReturnAlone(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var (isQuoted, isAfterReturn) = (false, false)
        for byte in bytes {
            if byte == UInt8(ascii: "\n"), !isQuoted { return false }
            if isAfterReturn, byte != UInt8(ascii: "\n") { return true }
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            isAfterReturn = byte == UInt8(ascii: "\r") && !isQuoted
        }
        return false
    }

    /// The sign among comma, semicolon and tab that the first row has most of, quotes left out.
    private static func likelySeparator(of bytes: UnsafeRawBufferPointer) -> UInt8 {
        var counts: (comma: Int, semicolon: Int, tab: Int) = (0, 0, 0)
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            switch byte {
            case UInt8(ascii: ","): counts.comma += 1
            case UInt8(ascii: ";"): counts.semicolon += 1
            case UInt8(ascii: "\t"): counts.tab += 1
            case UInt8(ascii: "\n"): return separator(counts)
            default: break
            }
        }
        return separator(counts)
    }

    private static func separator(_ counts: (comma: Int, semicolon: Int, tab: Int)) -> UInt8 {
        if counts.semicolon > counts.comma, counts.semicolon >= counts.tab { return UInt8(ascii: ";") }
        return counts.tab > counts.comma ? UInt8(ascii: "\t") : UInt8(ascii: ",")
    }

    /// The place of the first of some names that there is, small and capital letters alike.
    ///
    /// - Throws: ``TableStreamError/columnNotFound(names:columns:)``, ``TableStreamError/columnTwice(_:)``.
    package func column(_ wanted: [String]) throws(TableStreamError) -> Int {
        let known = names.map(Self.folded)
        for name in wanted {
            let exact = names.indices.filter { names[$0] == name }
            let places = exact.isEmpty ? known.indices.filter { known[$0] == Self.folded(name) } : exact
            if places.count > 1 { throw .columnTwice(name) }
            if let place = places.first { return place }
        }
        throw .columnNotFound(names: wanted, columns: names)
    }

    /// Whether one of some names is there.
    package func hasColumn(_ wanted: [String]) -> Bool {
        let known = Set(names.map(Self.folded))
        return wanted.contains { known.contains(Self.folded($0)) }
    }

    private static func folded(_ name: String) -> String {
        String(decoding: name.utf8.filter { $0 != 0x20 }, as: UTF8.self).lowercased()
    }
}
