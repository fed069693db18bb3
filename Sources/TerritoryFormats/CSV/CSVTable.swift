/// A table of text as it stands in a file: a header, and rows that know their line.
package struct CSVTable: Sendable {
    package struct Row: Sendable {
        /// The line on which the row starts, counted from 1.
        package var line: Int
        package var fields: [String]

        package init(line: Int, fields: [String]) {
            self.line = line
            self.fields = fields
        }
    }

    package var file: String
    package var header: [String]
    package var rows: [Row]

    package init(file: String, header: [String], rows: [Row]) {
        self.file = file
        self.header = header
        self.rows = rows
    }

    /// The place of a column.
    ///
    /// - Returns: `nil` if no column, or more than one, has that name.
    package func column(_ name: String) -> Int? {
        guard let first = header.firstIndex(of: name), header.lastIndex(of: name) == first else { return nil }
        return first
    }
}

extension CSVTable {
    /// Reads a whole table in UTF-8; the header tells what separates.
    ///
    /// A last column without a name is dropped where all its fields are empty: some publishers end lines with a
    /// separator.
    ///
    /// Everything that is wrong goes to `problems`; the rows that could be read are there all the same.
    package init(file: String, bytes: [UInt8], problems: inout [SourceProblem]) {
        self.init(file: file, header: [], rows: [])
        guard let text = Self.checkedText(bytes, file: file, problems: &problems) else { return }
        let found = text.withUnsafeBytes { read($0) }
        problems += found
    }

    /// Bytes: far beyond 4,096 names of any length that people write.
    private static let longestHeader = 1 << 24

    private mutating func read(_ bytes: UnsafeRawBufferPointer) -> [SourceProblem] {
        let (first, next): (CSVHeader, Int)
        do throws(TableStreamError) {
            guard let found = try CSVHeader.read(bytes, separator: nil, isFinal: true, rowLimit: Self.longestHeader)
            else {
                preconditionFailure("a row ends where the bytes do")
            }
            (first, next) = found
        } catch {
            return [SourceProblem(file: file, line: 1, error.problem)]
        }
        guard first.names.count <= CSVHeader.mostColumns else {
            return [SourceProblem(file: file, line: 1, .tooManyColumns(first.names.count))]
        }
        header = first.names
        let hasEmptyLastColumn = header.count > 1 && header.last == ""
        if hasEmptyLastColumn { header.removeLast() }
        var problems = ProblemList(file: file, limit: ImportError.mostOfAFile)
        for name in duplicates() { problems.report(.duplicateColumn(name), line: 1) }
        let scanner = CSVScanner(separator: first.separator, rowLimit: bytes.count)
        var (start, line) = (next, 1 + first.lineCount)
        while start < bytes.count {
            guard let row = scanner.row(at: start, in: bytes, isFinal: true) else { break }
            if row.defect != nil {
                problems.report(.unterminatedQuote, line: line)
            } else if row.end > start {
                var fields = scanner.fields(of: start..<row.end, in: bytes)
                if hasEmptyLastColumn, fields.count == header.count + 1, fields.last?.isEmpty == true {
                    fields.removeLast()
                }
                if fields.count == header.count {
                    rows.append(Row(line: line, fields: fields.map { CSVScanner.content(of: $0, in: bytes) }))
                } else {
                    problems.report(.fieldCount(found: fields.count, expected: header.count), line: line)
                }
            }
            line += row.lineCount
            start = row.next
        }
        return problems.isEmpty ? [] : problems.error.problems
    }

    /// The names that several columns have.
    private func duplicates() -> [String] {
        header.reduce(into: [:]) { $0[$1, default: 0] += 1 }.filter { $0.value > 1 }.keys.sorted()
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

extension TableStreamError {
    /// A header that cannot be read, as a problem of its file.
    fileprivate var problem: LocalizedText {
        if case .header(.unclosedQuote) = self { return .unterminatedQuote }
        return message
    }
}
