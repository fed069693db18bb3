internal import GRDBSQLite
package import GRDB

extension Statement {
    /// Goes through the rows as SQLite gives them, without a value made for each: for the many rows of a whole table.
    ///
    /// - Throws: `DatabaseError` where reading stops before the end.
    package func forEachRow(_ take: (StatementRow) throws -> Void) throws {
        let row = StatementRow(handle: sqliteStatement)
        defer { sqlite3_reset(row.handle) }
        while try row.step() { try take(row) }
    }
}

/// The row at which a statement stands; what it gives is gone with the next one.
package struct StatementRow {
    package let handle: SQLiteStatement

    /// Goes to the next row.
    ///
    /// - Returns: `false` at the end.
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }

    /// The bytes of a text or a blob; none for NULL.
    @inline(__always)
    package func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = UnsafeRawPointer(sqlite3_column_blob(handle, column))
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    package func text(_ column: Int32) -> String? {
        isNull(column) ? nil : String(decoding: bytes(column), as: UTF8.self)
    }

    /// A text of a column that is never empty.
    func word(_ column: Int32) throws -> String {
        guard let text = text(column) else { throw DatabaseError.damaged }
        return text
    }

    func double(_ column: Int32) -> Double? { isNull(column) ? nil : sqlite3_column_double(handle, column) }

    /// Square metres; `nil` where they are not known.
    func area(_ column: Int32) throws -> Double? { try double(column)?.within(Bounds.squareMeters) }

    /// A population; `nil` where it is not known.
    func inhabitants(_ column: Int32) throws -> Int? { try integer(column)?.within(Bounds.inhabitants) }

    func integer(_ column: Int32) -> Int? { isNull(column) ? nil : Int(sqlite3_column_int64(handle, column)) }
}
