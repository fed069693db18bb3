internal import CSpatialite
internal import GRDB

/// Writes rows into one table: values go to SQLite as bytes, without a value of GRDB’s for each.
struct RowWriter {
    private let statement: Statement
    private let handle: SQLiteStatement
    private let table: String
    private let width: Int

    init(_ db: Database, table: String, columns: [String]) throws {
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        // The names are those of our own schema.
        statement = try db.makeStatement(
            sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))")
        handle = statement.sqliteStatement
        self.table = table
        width = columns.count
    }

    func write(_ batch: RowBatch) throws {
        try batch.bytes.withUnsafeBytes { buffer in
            // An empty text is not NULL: it needs an address, whatever it is.
            let start = buffer.baseAddress ?? UnsafeRawPointer(handle)
            for first in stride(from: 0, to: batch.values.count, by: width) {
                for column in 0..<width { bind(batch.values[first + column], Int32(column + 1), start) }
                let code = sqlite3_step(handle)
                sqlite3_reset(handle)
                guard code == SQLITE_DONE else {
                    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: table)
                }
            }
        }
    }

    private func bind(_ value: RowBatch.Value, _ column: Int32, _ start: UnsafeRawPointer) {
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
