internal import TerritoryGeometry

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

    mutating func append(text: String?) {
        guard let text else { return appendNull() }
        append(text: text)
    }

    mutating func append(integer: Int) { values.append(.integer(Int64(integer))) }

    mutating func append(number: Double?) { values.append(number.map(Value.number) ?? .null) }

    /// Makes room for the bytes of large blobs.
    mutating func reserve(_ byteCount: Int) { bytes.reserveCapacity(bytes.count + byteCount) }

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
