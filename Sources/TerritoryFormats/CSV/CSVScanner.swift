/// Finds the ends of rows and fields in separated values (RFC 4180), as ``CSVTable`` reads them.
///
/// A quote opens a field only where the field begins; what follows its closing quote, up to the separator, is kept.
package struct CSVScanner: Sendable {
    /// The places of two columns, counted from 0.
    package struct Columns: Hashable, Sendable {
        package var longitude: Int
        package var latitude: Int

        package init(longitude: Int, latitude: Int) { (self.longitude, self.latitude) = (longitude, latitude) }
    }

    package struct Row {
        package var longitude = 0..<0
        package var latitude = 0..<0
        package var fieldCount = 0
        /// Where the row ends, without its line end.
        package var end = 0
        /// Where the next row begins.
        package var next = 0
        package var defect: RowDefect?
    }

    package let separator: UInt8
    package let columns: Columns
    /// The longest row, in bytes without its line end.
    package let rowLimit: Int

    package init(separator: UInt8, columns: Columns, rowLimit: Int) {
        (self.separator, self.columns, self.rowLimit) = (separator, columns, rowLimit)
    }

    /// The row that begins at `start`.
    ///
    /// - Parameters:
    ///   - start: A place before the end of the bytes.
    ///   - bytes: Some rows.
    ///   - isFinal: Whether a row ends where the bytes do.
    /// - Returns: `nil` for a row whose end is not among the bytes.
    @inline(__always)
    package func row(at start: Int, in bytes: UnsafeRawBufferPointer, isFinal: Bool) -> Row? {
        let limit = start + rowLimit + 1
        let end = min(limit, bytes.count)
        var row = Row()
        var index = start
        while true {
            let field = index
            if index < end, bytes[index] == 0x22 {
                guard let close = endOfQuotes(from: index + 1, to: end, in: bytes) else {
                    return unclosedRow(at: start, limit: limit, in: bytes, isFinal: isFinal)
                }
                index = close
            }
            var byte: UInt8 = 0
            while index < end {
                byte = bytes[index]
                if byte == separator || byte == 0x0A { break }
                index += 1
            }
            guard index < end || end < limit else {
                return longRow(from: limit, in: bytes, isFinal: isFinal)
            }
            guard index < end || isFinal else { return nil }
            let isSeparator = index < end && byte == separator
            let fieldEnd = !isSeparator && index > field && bytes[index - 1] == 0x0D ? index - 1 : index
            if row.fieldCount == columns.longitude { row.longitude = field..<fieldEnd }
            if row.fieldCount == columns.latitude { row.latitude = field..<fieldEnd }
            row.fieldCount += 1
            guard !isSeparator else {
                index += 1
                continue
            }
            row.end = fieldEnd
            row.next = min(index + 1, bytes.count)
            return row
        }
    }

    /// The place after the closing quote.
    private func endOfQuotes(from start: Int, to end: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
        var index = start
        while let quote = bytes.firstIndex(of: 0x22, from: index, to: end) {
            guard quote + 1 < end, bytes[quote + 1] == 0x22 else { return quote + 1 }
            index = quote + 2
        }
        return nil
    }

    /// A row of which a quote stays open: its first line, if it has one.
    private func unclosedRow(
        at start: Int, limit: Int, in bytes: UnsafeRawBufferPointer, isFinal: Bool
    ) -> Row? {
        let isWhole = bytes.count >= limit
        guard isWhole || isFinal else { return nil }
        let line = bytes.firstIndex(of: 0x0A, from: start, to: min(limit, bytes.count))
        guard line != nil || !isWhole else { return longRow(from: limit, in: bytes, isFinal: isFinal) }
        let end = line ?? bytes.count
        var row = Row()
        // Quotes may have closed before in the line, but its fields after the open one are anybody’s guess.
        row.end = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
        row.next = min(end + 1, bytes.count)
        row.fieldCount = fieldCount(from: start, to: row.end, in: bytes)
        row.defect = .unclosedQuote
        return row
    }

    /// The fields of a line up to the one whose quote stays open.
    private func fieldCount(from start: Int, to end: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var (index, count) = (start, 1)
        while index < end {
            if bytes[index] == 0x22 {
                guard let close = endOfQuotes(from: index + 1, to: end, in: bytes) else { return count }
                index = close
            }
            guard let next = bytes.firstIndex(of: separator, from: index, to: end) else { return count }
            index = next + 1
            count += 1
        }
        return count
    }

    /// A row that goes on beyond the limit.
    private func longRow(from limit: Int, in bytes: UnsafeRawBufferPointer, isFinal: Bool) -> Row? {
        let line = bytes.firstIndex(of: 0x0A, from: limit, to: bytes.count)
        guard line != nil || isFinal else { return nil }
        var row = Row()
        row.end = line ?? bytes.count
        row.next = min(row.end + 1, bytes.count)
        row.defect = .rowTooLong
        return row
    }
}

extension CSVScanner {
    /// The fields of a row, as many as there is room for.
    ///
    /// - Returns: How many there are.
    package func split(_ row: Range<Int>, of bytes: UnsafeRawBufferPointer, into fields: inout [Range<Int>]) -> Int {
        var (index, count) = (row.lowerBound, 0)
        while true {
            let field = index
            if index < row.upperBound, bytes[index] == 0x22 {
                index = endOfQuotes(from: index + 1, to: row.upperBound, in: bytes) ?? row.upperBound
            }
            let end = bytes.firstIndex(of: separator, from: index, to: row.upperBound)
            if count < fields.count { fields[count] = field..<(end ?? row.upperBound) }
            count += 1
            guard let end else { return count }
            index = end + 1
        }
    }

    /// What a field says, without its quotes and the blanks around it.
    package static func content(of field: Range<Int>, in bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var content: [UInt8] = []
        var (isQuoted, wasClosed) = (false, false)
        for (place, byte) in bytes[field].enumerated() {
            guard byte == 0x22, isQuoted || place == 0 || wasClosed else {
                (wasClosed, content) = (false, content + [byte])
                continue
            }
            // A quote right after a closing one stands for itself.
            if wasClosed { content.append(byte) }
            wasClosed = isQuoted
            isQuoted.toggle()
        }
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let end = content.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0
        return Array(content[..<end].drop(while: isBlank))
    }
}
