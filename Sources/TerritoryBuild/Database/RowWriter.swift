internal import CSpatialite
internal import GRDB

/// Writes rows into one table: values go to SQLite as bytes, without a value of GRDB’s for each.
struct RowWriter {
    /// Starting and ending a statement takes three times as long as one row.
    private static let rowsAtOnce = 32

    private let one: Statement
    private let many: Statement
    private let table: String
    private let width: Int

    init(_ db: Database, table: String, columns: [String]) throws {
        let marks = "(" + Array(repeating: "?", count: columns.count).joined(separator: ", ") + ")"
        // The names are those of our own schema.
        let insert = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES "
        one = try db.makeStatement(sql: insert + marks)
        many = try db.makeStatement(
            sql: insert + Array(repeating: marks, count: Self.rowsAtOnce).joined(separator: ", "))
        self.table = table
        width = columns.count
    }

    func write(_ batch: RowBatch) throws {
        try batch.bytes.withUnsafeBytes { buffer in
            // An empty text is not NULL: it needs an address, whatever it is.
            let start = buffer.baseAddress ?? UnsafeRawPointer(many.sqliteStatement)
            let count = batch.values.count / width
            let single = count - count % Self.rowsAtOnce
            for row in stride(from: 0, to: single, by: Self.rowsAtOnce) {
                try run(many, batch.values[row * width..<(row + Self.rowsAtOnce) * width], start)
            }
            for row in single..<count { try run(one, batch.values[row * width..<(row + 1) * width], start) }
        }
    }

    private func run(_ statement: Statement, _ values: ArraySlice<RowBatch.Value>, _ start: UnsafeRawPointer) throws {
        let handle = statement.sqliteStatement
        for (index, value) in values.enumerated() { bind(value, Int32(index + 1), of: handle, start) }
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: table)
        }
    }

    private func bind(
        _ value: RowBatch.Value, _ column: Int32, of handle: SQLiteStatement, _ start: UnsafeRawPointer
    ) {
        switch value {
        case .null: sqlite3_bind_null(handle, column)
        case .integer(let value): sqlite3_bind_int64(handle, column, value)
        case .number(let value): sqlite3_bind_double(handle, column, value)
        case .text(let range):
            let text = (start + range.lowerBound).assumingMemoryBound(to: CChar.self)
            sqlite3_bind_text(handle, column, text, Int32(range.count), nil)
        case .blob(let range): sqlite3_bind_blob(handle, column, start + range.lowerBound, Int32(range.count), nil)
        }
    }
}
