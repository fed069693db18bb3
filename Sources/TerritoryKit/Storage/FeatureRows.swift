internal import CSpatialite
internal import GRDB

/// Writes the features of a layer while their rows are read.
///
/// The text is the same as that of ``GeoJSONWriter``, which simplified and dissolved shapes go through.
struct FeatureRows {
    struct Column {
        var name: String
        var origin: Origin

        enum Origin {
            /// Its place in the row.
            case row(Int32)
            /// A zoning of the commune.
            case zoning(Int)
        }
    }

    private let columns: [Column]
    /// What comes before the value of each column.
    private let labels: [[UInt8]]
    private let flags: [Bool]
    private var text = FeatureText()

    /// - Parameter columns: The properties, in their order.
    init(columns: [Column]) {
        self.columns = columns
        labels = columns.enumerated().map { index, column in
            var bytes: [UInt8] = index == 0 ? [] : [0x2C]
            bytes.append(jsonString: column.name)
            return bytes + [0x3A]
        }
        flags = columns.map { $0.name.hasPrefix("is_") || $0.name == "in_scope" }
    }

    /// The features of all rows of a statement.
    ///
    /// - Parameters:
    ///   - statement: Rows with a `code` first, then what the columns name, then `geometry` last.
    ///   - columns: The properties, in their order.
    ///   - zonings: The classes of the communes, if a property is a zoning.
    ///   - wanted: The codes of the territories to write; `nil` for all.
    /// - Returns: The features in the order of the rows.
    /// - Throws: `DatabaseError` where reading stops before the end.
    static func text(
        of statement: Statement, columns: [Column], zonings: ZoningRows?, wanted: Set<String>?
    ) throws -> FeatureText {
        var rows = FeatureRows(columns: columns)
        var zonings = zonings
        let geometry = Int32(statement.columnCount) - 1
        try statement.forEachRow { row in
            if let wanted, !wanted.contains(row.text(0) ?? "") { return }
            try zonings?.read(communeOf: row)
            rows.append(row, shape: row.bytes(geometry), zonings)
        }
        return rows.text
    }

    private mutating func append(_ row: StatementRow, shape: UnsafeRawBufferPointer, _ zonings: ZoningRows?) {
        text.reserve(shape.count * 2 + 2048)
        text.bytes.append(text: ",\n{\"type\":\"Feature\",\"properties\":{")
        for (index, column) in columns.enumerated() {
            text.bytes.append(contentsOf: labels[index])
            switch column.origin {
            case .row(let place): append(row, place, isFlag: flags[index])
            case .zoning(let place): append(zonings?.text(of: place))
            }
        }
        text.bytes.append(text: #"},"geometry":"#)
        append(shape)
        text.bytes.append(0x7D)
    }

    private mutating func append(_ row: StatementRow, _ column: Int32, isFlag: Bool) {
        switch sqlite3_column_type(row.handle, column) {
        case SQLITE_INTEGER where isFlag:
            text.bytes.append(text: sqlite3_column_int64(row.handle, column) == 0 ? "false" : "true")
        case SQLITE_INTEGER:
            text.bytes.append(contentsOf: String(sqlite3_column_int64(row.handle, column)).utf8)
        case SQLITE_FLOAT: text.bytes.append(sqlite3_column_double(row.handle, column), decimals: 6)
        case SQLITE_TEXT: text.bytes.append(jsonUTF8: row.bytes(column))
        default: text.bytes.append(text: "null")
        }
    }

    private mutating func append(_ category: ArraySlice<UInt8>?) {
        guard let category else { return text.bytes.append(text: "null") }
        category.withUnsafeBytes { text.bytes.append(jsonUTF8: $0) }
    }

    private mutating func append(_ stored: UnsafeRawBufferPointer) {
        guard let shape = BlobShape(stored) else { return text.bytes.append(text: "null") }
        text.include(shape.boundingBox)
        text.bytes.append(shape)
    }
}

/// Features as GeoJSON, each after a comma and a line break, in pieces of some hundred kilobytes.
struct FeatureText: Sendable {
    private static let pieceSize = 1 << 18

    private(set) var pieces: [[UInt8]] = []
    /// The last piece, which grows.
    fileprivate(set) var bytes: [UInt8] = []
    private(set) var boundingBox: BoundingBox?

    /// Makes room for another feature, in this piece or in the next.
    fileprivate mutating func reserve(_ size: Int) {
        guard bytes.capacity - bytes.count < size else { return }
        if !bytes.isEmpty { pieces.append(bytes) }
        bytes = []
        bytes.reserveCapacity(max(size, Self.pieceSize))
    }

    fileprivate mutating func include(_ box: BoundingBox) { boundingBox = boundingBox.map { $0.union(box) } ?? box }
}
