/// A table of text as it stands in a file: a header, and rows that know their line.
package struct CSVTable: Sendable {
    package struct Row: Sendable {
        /// The line on which the row starts, counted from 1.
        package var line: Int
        package var fields: [String]
    }

    package var file: String
    package var header: [String]
    package var rows: [Row]

    /// The place of a column.
    ///
    /// - Returns: `nil` if no column, or more than one, has that name.
    package func column(_ name: String) -> Int? {
        guard let first = header.firstIndex(of: name), header.lastIndex(of: name) == first else { return nil }
        return first
    }
}

extension CSVTable {
    /// Reads comma- or semicolon-separated values (RFC 4180) in UTF-8; the header tells which separator it is.
    ///
    /// A last column without a name is dropped where all its fields are empty: some publishers end lines with a
    /// separator.
    ///
    /// Everything that is wrong goes to `problems`; the rows that could be read are there all the same.
    package init(file: String, bytes: [UInt8], problems: inout [SourceProblem]) {
        self.init(file: file, header: [], rows: [])
        guard let text = Self.checkedText(bytes, file: file, problems: &problems) else { return }
        var reader = CSVReader(bytes: text)
        guard let first = reader.nextRecord() else {
            problems.append(SourceProblem(file: file, .emptyFile))
            return
        }
        header = first.fields
        let hasEmptyLastColumn = header.count > 1 && header.last == ""
        if hasEmptyLastColumn { header.removeLast() }
        for name in Set(header) where header.filter({ $0 == name }).count > 1 {
            problems.append(SourceProblem(file: file, line: 1, .duplicateColumn(name)))
        }
        while var record = reader.nextRecord() {
            if record.fields == [""] { continue }
            if hasEmptyLastColumn, record.fields.count == header.count + 1, record.fields.last == "" {
                record.fields.removeLast()
            }
            guard record.fields.count == header.count else {
                problems.append(
                    SourceProblem(
                        file: file, line: record.line,
                        .fieldCount(found: record.fields.count, expected: header.count)))
                continue
            }
            rows.append(record)
        }
        if let line = reader.unterminatedQuoteLine {
            problems.append(SourceProblem(file: file, line: line, .unterminatedQuote))
        }
    }

    private static func checkedText(
        _ bytes: [UInt8], file: String, problems: inout [SourceProblem]
    ) -> ArraySlice<UInt8>? {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard !text.isEmpty else {
            problems.append(SourceProblem(file: file, .emptyFile))
            return nil
        }
        guard let defect = UTF8Defect.first(in: bytes) else { return text }
        problems.append(SourceProblem(file: file, line: defect.line, defect.message))
        return nil
    }
}

/// Walks over the records of a text of separated values.
struct CSVReader {
    private let bytes: ArraySlice<UInt8>
    private let separator: UInt8
    private var position: Int
    private var line = 1
    private(set) var unterminatedQuoteLine: Int?

    init(bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.position = bytes.startIndex
        let header = bytes.prefix { $0 != 0x0A }
        let semicolons = header.count { $0 == 0x3B }
        self.separator = semicolons > header.count { $0 == 0x2C } ? 0x3B : 0x2C
    }

    mutating func nextRecord() -> CSVTable.Row? {
        guard position < bytes.endIndex else { return nil }
        let firstLine = line
        var fields: [String] = []
        while true {
            let (field, end) = nextField()
            fields.append(field)
            if end != .separator { return CSVTable.Row(line: firstLine, fields: fields) }
        }
    }

    private enum FieldEnd { case separator, line, file }

    private mutating func nextField() -> (String, FieldEnd) {
        if position < bytes.endIndex, bytes[position] == 0x22 { return nextQuotedField() }
        let start = position
        while position < bytes.endIndex, bytes[position] != separator, bytes[position] != 0x0A { position += 1 }
        var end = position
        let reached = endOfField()
        if reached == .line || reached == .file, end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return (String(decoding: bytes[start..<end], as: UTF8.self), reached)
    }

    private mutating func nextQuotedField() -> (String, FieldEnd) {
        let firstLine = line
        position += 1
        var content: [UInt8] = []
        while position < bytes.endIndex {
            let byte = bytes[position]
            position += 1
            if byte == 0x22 {
                guard position < bytes.endIndex, bytes[position] == 0x22 else {
                    return finishQuotedField(content)
                }
                position += 1
            } else if byte == 0x0A {
                line += 1
            }
            content.append(byte)
        }
        unterminatedQuoteLine = firstLine
        return (String(decoding: content, as: UTF8.self), .file)
    }

    /// What follows the closing quote up to the separator is kept as it stands, so that nothing is lost.
    private mutating func finishQuotedField(_ quoted: [UInt8]) -> (String, FieldEnd) {
        var content = quoted
        while position < bytes.endIndex, bytes[position] != separator, bytes[position] != 0x0A {
            if bytes[position] != 0x0D { content.append(bytes[position]) }
            position += 1
        }
        return (String(decoding: content, as: UTF8.self), endOfField())
    }

    private mutating func endOfField() -> FieldEnd {
        guard position < bytes.endIndex else { return .file }
        defer { position += 1 }
        guard bytes[position] == 0x0A else { return .separator }
        line += 1
        return .line
    }
}
