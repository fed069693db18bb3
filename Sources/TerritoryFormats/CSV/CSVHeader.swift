/// The first row of separated values.
package struct CSVHeader: Sendable {
    package let separator: UInt8
    /// Its line end; rows that have none get it.
    package let lineEnd: [UInt8]
    package let names: [String]
    private let bytes: [UInt8]

    /// Lines that it takes: more than one where a name is quoted and has a line end.
    package var lineCount: Int { 1 + bytes.count { $0 == 0x0A } }

    /// Takes the header from a reader that has given no chunk yet.
    ///
    /// - Throws: ``TableStreamError`` if there is none.
    package init(from reader: inout ChunkReader, separator: UInt8?) throws(TableStreamError) {
        while true {
            guard !reader.carry.isEmpty || !reader.isAtEnd else { throw .noHeader }
            let isFinal = reader.isAtEnd
            let separator = separator ?? Self.separator(in: reader.carry)
            let scanner = CSVScanner(
                separator: separator, columns: .init(longitude: -1, latitude: -1), rowLimit: reader.rowLimit)
            let found = reader.carry.withUnsafeBytes { bytes in
                bytes.isEmpty ? nil : scanner.row(at: 0, in: bytes, isFinal: isFinal)
            }
            guard let row = found else {
                guard reader.carry.count <= reader.rowLimit + 1 else { throw .header(.rowTooLong) }
                try reader.fill()
                continue
            }
            if let defect = row.defect { throw .header(defect) }
            self.separator = separator
            bytes = Array(reader.carry[..<row.end])
            lineEnd = row.next > row.end ? Array(reader.carry[row.end..<row.next]) : [0x0A]
            names = Self.names(in: bytes, separator: separator)
            guard names.contains(where: { !$0.isEmpty }) else { throw .noHeader }
            reader.drop(row.next)
            return
        }
    }

    /// The sign among comma, semicolon and tab that the first line has most of.
    private static func separator(in bytes: [UInt8]) -> UInt8 {
        var counts: (comma: Int, semicolon: Int, tab: Int) = (0, 0, 0)
        var isQuoted = false
        for byte in bytes {
            if byte == 0x22 { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A { break }
            if byte == 0x2C { counts.comma += 1 }
            if byte == 0x3B { counts.semicolon += 1 }
            if byte == 0x09 { counts.tab += 1 }
        }
        if counts.semicolon > counts.comma, counts.semicolon >= counts.tab { return 0x3B }
        return counts.tab > counts.comma ? 0x09 : 0x2C
    }

    private static func names(in bytes: [UInt8], separator: UInt8) -> [String] {
        var names: [String] = []
        var name: [UInt8] = []
        var (isQuoted, wasQuote) = (false, false)
        for byte in bytes + [separator] {
            if byte == 0x22, isQuoted || name.isEmpty {
                if wasQuote, !isQuoted { name.append(byte) }
                isQuoted.toggle()
                wasQuote = !isQuoted
                continue
            }
            wasQuote = false
            if byte == separator, !isQuoted {
                names.append(String(decoding: name, as: UTF8.self))
                name = []
            } else {
                name.append(byte)
            }
        }
        return names
    }

    /// Looks columns up by name, small and capital letters alike.
    ///
    /// - Throws: ``TableStreamError/columnNotFound(names:columns:)``, ``TableStreamError/columnTwice(_:)``.
    package func columns(longitude: [String], latitude: [String]) throws(TableStreamError) -> CSVScanner.Columns {
        .init(longitude: try column(longitude), latitude: try column(latitude))
    }

    /// The place of the first of some names that there is.
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

    private static func folded(_ name: String) -> String {
        String(decoding: name.utf8.filter { $0 != 0x20 }, as: UTF8.self).lowercased()
    }

    package func write(to buffer: inout ByteBuffer, adding more: [UInt8]) {
        buffer.append(bytes)
        buffer.append(more)
        buffer.append(lineEnd)
    }
}
