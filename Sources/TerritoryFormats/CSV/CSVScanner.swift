/// Finds the ends of rows and fields in separated values (RFC 4180): the one reader of CSV, for whole tables and for
/// tables of any length.
///
/// What a row needs is inlinable: a call for each field of a table of millions of rows costs as much as the scan.
///
/// A quote opens a field only where the field begins; what follows its closing quote, up to the separator, is kept. A
/// row ends at a line feed, before which a carriage return is no part of it.
package struct CSVScanner: Sendable {
    /// The longest row of a table of any length, in bytes: what is kept of it in memory at once.
    package static let longestRow = 1 << 20
    /// The most columns whose fields a row gives.
    package static let wantedCount = 3

    package struct Row {
        /// Where the fields of the wanted columns are, quotes included.
        package var fields = InlineArray<3, Range<Int>>(repeating: 0..<0)
        package var fieldCount = 0
        /// Whether a field of the row begins with a quote.
        package var hasQuotes = false
        /// Where the row ends, without its line end.
        package var end = 0
        /// Where the next row begins.
        package var next = 0
        /// The line ends within the row and at its end.
        package var lineCount = 0
        package var defect: RowDefect?

        @usableFromInline
        init() {}
    }

    package let separator: UInt8
    /// The longest row, in bytes without its line end.
    package let rowLimit: Int
    /// The places of the wanted columns, counted from 0; -1 for none.
    @usableFromInline
    let wanted: InlineArray<3, Int>

    package init(separator: UInt8, wanted: [Int] = [], rowLimit: Int) {
        precondition(wanted.count <= Self.wantedCount, "more columns than a row gives fields of")
        (self.separator, self.rowLimit) = (separator, rowLimit)
        self.wanted = InlineArray { $0 < wanted.count ? wanted[$0] : -1 }
    }

    /// The row that begins at `start`.
    ///
    /// - Parameters:
    ///   - start: A place before the end of the bytes.
    ///   - bytes: Some rows.
    ///   - isFinal: Whether a row ends where the bytes do.
    /// - Returns: `nil` for a row whose end is not among the bytes.
    @inlinable
    @inline(__always)
    package func row(at start: Int, in bytes: UnsafeRawBufferPointer, isFinal: Bool) -> Row? {
        let limit = rowLimit < bytes.count - start ? start + rowLimit + 1 : Int.max
        let end = min(limit, bytes.count)
        var row = Row()
        var index = start
        while true {
            let field = index
            if index < end, bytes[index] == UInt8(ascii: "\"") {
                guard let close = endOfQuotes(from: index + 1, to: end, in: bytes, lines: &row.lineCount) else {
                    return unclosedRow(at: start, limit: limit, in: bytes, isFinal: isFinal)
                }
                row.hasQuotes = true
                index = close
            }
            var byte: UInt8 = 0
            while index < end {
                byte = bytes[index]
                if byte == separator || byte == UInt8(ascii: "\n") { break }
                index += 1
            }
            guard index < end || end < limit else {
                return longRow(from: limit, in: bytes, isFinal: isFinal)
            }
            guard index < end || isFinal else { return nil }
            let isSeparator = index < end && byte == separator
            let fieldEnd = !isSeparator && index > field && bytes[index - 1] == UInt8(ascii: "\r") ? index - 1 : index
            for column in 0..<Self.wantedCount where wanted[column] == row.fieldCount {
                row.fields[column] = field..<fieldEnd
            }
            row.fieldCount += 1
            guard !isSeparator else {
                index += 1
                continue
            }
            row.end = fieldEnd
            row.next = min(index + 1, bytes.count)
            row.lineCount += index < bytes.count ? 1 : 0
            return row
        }
    }

    /// The place after the closing quote.
    @usableFromInline
    func endOfQuotes(
        from start: Int, to end: Int, in bytes: UnsafeRawBufferPointer, lines: inout Int
    ) -> Int? {
        var index = start
        while let quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: index, to: end) {
            guard quote + 1 < end, bytes[quote + 1] == UInt8(ascii: "\"") else {
                lines += bytes.count(of: UInt8(ascii: "\n"), from: start, to: quote)
                return quote + 1
            }
            index = quote + 2
        }
        return nil
    }

    /// A row of which a quote stays open: its first line, if it has one.
    @usableFromInline
    func unclosedRow(
        at start: Int, limit: Int, in bytes: UnsafeRawBufferPointer, isFinal: Bool
    ) -> Row? {
        let isWhole = bytes.count >= limit
        guard isWhole || isFinal else { return nil }
        let line = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start, to: min(limit, bytes.count))
        guard line != nil || !isWhole else { return longRow(from: limit, in: bytes, isFinal: isFinal) }
        let end = line ?? bytes.count
        var row = Row()
        // Quotes may have closed before in the line, but its fields after the open one are anybody’s guess.
        row.end = end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
        row.next = min(end + 1, bytes.count)
        row.lineCount = line == nil ? 0 : 1
        row.fieldCount = fieldCount(from: start, to: row.end, in: bytes)
        row.defect = .unclosedQuote
        return row
    }

    /// The fields of a line up to the one whose quote stays open.
    private func fieldCount(from start: Int, to end: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var (index, count, lines) = (start, 1, 0)
        while index < end {
            if bytes[index] == UInt8(ascii: "\"") {
                guard let close = endOfQuotes(from: index + 1, to: end, in: bytes, lines: &lines) else { return count }
                index = close
            }
            guard let next = bytes.firstIndex(of: separator, from: index, to: end) else { return count }
            index = next + 1
            count += 1
        }
        return count
    }

    /// A row that goes on beyond the limit.
    @usableFromInline
    func longRow(from limit: Int, in bytes: UnsafeRawBufferPointer, isFinal: Bool) -> Row? {
        let line = bytes.firstIndex(of: UInt8(ascii: "\n"), from: limit, to: bytes.count)
        guard line != nil || isFinal else { return nil }
        var row = Row()
        row.end = line ?? bytes.count
        row.next = min(row.end + 1, bytes.count)
        row.lineCount = line == nil ? 0 : 1
        row.defect = .rowTooLong
        return row
    }
}

extension CSVScanner {
    /// The fields of a row that has no defect, quotes included.
    package func fields(of row: Range<Int>, in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        var fields: [Range<Int>] = []
        var (index, lines) = (row.lowerBound, 0)
        while true {
            let field = index
            if index < row.upperBound, bytes[index] == UInt8(ascii: "\"") {
                index = endOfQuotes(from: index + 1, to: row.upperBound, in: bytes, lines: &lines) ?? row.upperBound
            }
            let end = bytes.firstIndex(of: separator, from: index, to: row.upperBound)
            fields.append(field..<(end ?? row.upperBound))
            guard let end else { return fields }
            index = end + 1
        }
    }

    /// What a field says, without its quotes.
    package static func content(of field: Range<Int>, in bytes: UnsafeRawBufferPointer) -> String {
        guard isQuoted(field, in: bytes) else { return String(decoding: bytes[field], as: UTF8.self) }
        return String(decoding: unquoted(field, in: bytes), as: UTF8.self)
    }

    @inlinable
    package static func isQuoted(_ field: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Bool {
        !field.isEmpty && bytes[field.lowerBound] == UInt8(ascii: "\"")
    }

    /// A field without the blanks around it.
    @inlinable
    @inline(__always)
    package static func trimmed(_ field: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Range<Int> {
        var (start, end) = (field.lowerBound, field.upperBound)
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while start < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }

    private static func unquoted(_ field: Range<Int>, in bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(field.count)
        // A quote right after a closing one stands for itself.
        var (isQuoted, wasClosed) = (false, false)
        for (offset, byte) in bytes[field].enumerated() {
            guard byte == UInt8(ascii: "\""), isQuoted || offset == 0 || wasClosed else {
                wasClosed = false
                content.append(byte)
                continue
            }
            if wasClosed { content.append(byte) }
            wasClosed = isQuoted
            isQuoted.toggle()
        }
        return content
    }
}
