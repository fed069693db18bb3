internal import CSpatialite
internal import GRDB

/// Writes many rows of one table: values go to SQLite as bytes, without a value of GRDB’s for each.
struct RowWriter {
    private let statement: Statement
    private let handle: SQLiteStatement
    private let table: String
    /// The bytes of a row’s texts and blobs, one after the other, while it is written.
    private var bytes: [UInt8] = []
    private var places: [Place] = []

    private enum Place {
        case null
        case integer(Int64)
        case number(Double)
        case text(Range<Int>)
        case blob(Range<Int>)
    }

    init(_ db: Database, table: String, columns: [String]) throws {
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        // The names are those of our own schema.
        statement = try db.makeStatement(
            sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))")
        handle = statement.sqliteStatement
        self.table = table
    }

    mutating func append(text: String) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        places.append(.text(start..<bytes.count))
    }

    mutating func append(text: String?) {
        guard let text else { return places.append(.null) }
        append(text: text)
    }

    mutating func append(integer: Int) { places.append(.integer(Int64(integer))) }

    mutating func append(number: Double?) { places.append(number.map(Place.number) ?? .null) }

    mutating func append(blob: [UInt8]?) {
        guard let blob else { return places.append(.null) }
        let start = bytes.count
        bytes.append(contentsOf: blob)
        places.append(.blob(start..<bytes.count))
    }

    mutating func appendNull() { places.append(.null) }

    /// Writes the row of the values appended since the last one.
    mutating func write() throws {
        defer {
            bytes.removeAll(keepingCapacity: true)
            places.removeAll(keepingCapacity: true)
        }
        let code = bytes.withUnsafeBytes { buffer in
            for (index, place) in places.enumerated() {
                let column = Int32(index + 1)
                switch place {
                case .null: sqlite3_bind_null(handle, column)
                case .integer(let value): sqlite3_bind_int64(handle, column, value)
                case .number(let value): sqlite3_bind_double(handle, column, value)
                case .text(let range):
                    // An empty text is not NULL: it needs an address, whatever it is.
                    let start = (buffer.baseAddress ?? UnsafeRawPointer(handle)) + range.lowerBound
                    sqlite3_bind_text(
                        handle, column, start.assumingMemoryBound(to: CChar.self), Int32(range.count), nil)
                case .blob(let range):
                    sqlite3_bind_blob(
                        handle, column, (buffer.baseAddress ?? UnsafeRawPointer(handle)) + range.lowerBound,
                        Int32(range.count), nil)
                }
            }
            let code = sqlite3_step(handle)
            sqlite3_reset(handle)
            return code
        }
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: table) }
    }
}
