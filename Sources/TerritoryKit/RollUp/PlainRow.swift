internal import TerritoryFormats

/// A row without quotes, as nearly all are.
struct PlainRow {
    var code = 0..<0
    var name = 0..<0
    var value = 0..<0
    /// Where the next row starts.
    var next = 0
}

/// Finds rows without quotes, eight bytes at once.
struct PlainRowScanner {
    private let columns: RollUpColumns
    private let separator: UInt8
    private let separators: UInt64
    private static let lineEnds: UInt64 = 0x0A0A_0A0A_0A0A_0A0A

    init(_ columns: RollUpColumns) {
        self.columns = columns
        separator = columns.scanner.separator
        separators = 0x0101_0101_0101_0101 &* UInt64(separator)
    }

    /// The row that starts at a place.
    ///
    /// - Returns: `nil` for one with a quote, with more or fewer fields, or without a line end.
    @inline(__always)
    func row(at start: Int, in bytes: UnsafeRawBufferPointer) -> PlainRow? {
        var row = PlainRow()
        var index = start
        for column in 0..<columns.count {
            let field = index
            index = fieldEnd(in: bytes, from: field)
            let isLast = column + 1 == columns.count
            guard index < bytes.count, bytes[index] == (isLast ? 0x0A : separator), bytes[field] != 0x22 else {
                return nil
            }
            let end = isLast && index > field && bytes[index - 1] == 0x0D ? index - 1 : index
            if column == columns.value { row.value = field..<end }
            if column == columns.commune { row.code = field..<end }
            if column == columns.indicator { row.name = field..<end }
            index += 1
        }
        row.next = index
        return row
    }

    /// The place of the next separator or line end; that of the end if there is none.
    @inline(__always)
    private func fieldEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let found = Self.zeros(word ^ separators) | Self.zeros(word ^ Self.lineEnds)
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A { index += 1 }
        return index
    }

    /// The highest bit of each zero byte, up to the first: those above may be wrong.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }
}
