internal import CSpatialite
internal import GRDB

/// Rows of one table, as the bytes and numbers that SQLite is given: made on any thread, written in one go.
struct RowBatch: Sendable {
    enum Value: Sendable {
        case null
        case integer(Int64)
        case number(Double)
        /// Where it stands among the bytes.
        case text(Range<Int>)
        case blob(Range<Int>)
    }

    /// The texts and blobs, one after the other.
    private(set) var bytes: [UInt8] = []
    /// Row after row.
    private(set) var values: [Value] = []

    mutating func append(text: String) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        values.append(.text(start..<bytes.count))
    }

    mutating func append(utf8: [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: utf8)
        values.append(.text(start..<bytes.count))
    }

    mutating func append(text: String?) {
        guard let text else { return appendNull() }
        append(text: text)
    }

    mutating func append(integer: Int) { values.append(.integer(Int64(integer))) }

    mutating func append(number: Double?) { values.append(number.map(Value.number) ?? .null) }

    mutating func append(blob: [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: blob)
        values.append(.blob(start..<bytes.count))
    }

    mutating func appendNull() { values.append(.null) }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
    }
}

extension RowBatch {
    /// Appends a value of the row at which a statement stands.
    mutating func append(_ row: SQLiteStatement, _ column: Int32) {
        let start = bytes.count
        switch sqlite3_column_type(row, column) {
        case SQLITE_INTEGER: values.append(.integer(sqlite3_column_int64(row, column)))
        case SQLITE_FLOAT: values.append(.number(sqlite3_column_double(row, column)))
        case SQLITE_TEXT:
            append(sqlite3_column_text(row, column), sqlite3_column_bytes(row, column))
            values.append(.text(start..<bytes.count))
        case SQLITE_BLOB:
            append(sqlite3_column_blob(row, column), sqlite3_column_bytes(row, column))
            values.append(.blob(start..<bytes.count))
        default: values.append(.null)
        }
    }

    private mutating func append(_ start: UnsafeRawPointer?, _ count: Int32) {
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: Int(count)))
    }

    /// Appends the values of a row of the package.
    mutating func append(_ row: Table.Row, of schema: TableSchema) {
        for (field, value) in zip(schema.fields, row.values) { append(value, of: field) }
    }

    /// Appends a checked value; an empty text stands for an absent one.
    private mutating func append(_ text: String, of field: TableSchema.Field) {
        guard !text.isEmpty else { return appendNull() }
        switch field.kind {
        case .integer: Int(text).map { append(integer: $0) } ?? appendNull()
        case .number: append(number: Double(text))
        case .flag: append(integer: text == "true" ? 1 : 0)
        default: append(text: text)
        }
    }

    /// Appends the area in square metres on the ellipsoid, and the shape.
    mutating func append(shape: MultiPolygon?) {
        guard let shape, let blob = SpatialiteBlob.encode(shape) else {
            appendNull()
            return appendNull()
        }
        append(number: Ellipsoid.wgs84.areaInSquareMeters(of: shape))
        append(blob: blob)
    }
}
