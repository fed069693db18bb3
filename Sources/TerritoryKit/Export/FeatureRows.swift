internal import GRDBSQLite
internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

/// Writes the features of a layer while their rows are read.
///
/// The text is that of ``GeoJSONWriter``, made without a value for each feature.
struct FeatureRows: ~Copyable {
    struct Column: Sendable {
        var name: String
        var origin: Origin

        /// Whether the database’s 0 and 1 are false and true.
        var isFlag: Bool { name.hasPrefix("is_") || name == "in_scope" }

        enum Origin: Sendable {
            /// Its place in the row.
            case row(Int32)
            case zoning(ZoningColumn)
        }
    }

    /// A property; numbers alone, so that rows are written without counting who holds what.
    private struct Property {
        /// What comes before the value, by its place among the texts.
        var label: Int
        var isFlag: Bool
        /// Its place in the row.
        var column: Int32
        var zoning: Zoning?
    }

    private struct Zoning {
        /// Where the texts of its classes begin: the first stands for none.
        var firstText: Int
        /// Where the places of its communes begin.
        var firstPlace: Int
    }

    /// The numbers of the keys in a piece of the layer.
    static let pieceSize = 256

    private let statement: Statement
    private var properties: [Property] = []
    private var texts = ByteTexts()
    /// Those of all zonings, one after the other.
    private var places: [UInt8] = []
    /// 0 where no property is a zoning.
    private var communeCount = 0
    private let wanted: Set<String>?
    private let shapes: [String: MultiPolygon]?
    private let geometry: Int32
    /// The features of the last piece, each after a comma and a line break.
    private(set) var text = ByteBuffer(capacity: 1 << 19)
    /// Around the features of the last piece.
    private(set) var boundingBox: BoundingBox?

    init(_ plan: ExportPlan, _ db: Database) throws {
        statement = try db.makeStatement(sql: ExportPlan.sql(plan.kind))
        (wanted, shapes) = (plan.wanted, plan.shapes)
        geometry = Int32(statement.columnCount) - 1
        for column in plan.columns { add(column) }
    }

    private mutating func add(_ column: Column) {
        var label: [UInt8] = properties.isEmpty ? [] : [0x2C]
        label.append(jsonString: column.name)
        texts.append(label + [0x3A])
        var property = Property(
            label: texts.count - 1, isFlag: column.isFlag, column: 0)
        switch column.origin {
        case .row(let place): property.column = place
        case .zoning(let zoning):
            property.zoning = Zoning(firstText: texts.count, firstPlace: places.count)
            texts.append("null".utf8)
            for name in zoning.classes {
                var text: [UInt8] = []
                text.append(jsonString: name)
                texts.append(text)
            }
            places += zoning.places
            communeCount = zoning.places.count
        }
        properties.append(property)
    }

    /// Writes the features of a piece in the place of those of the piece before.
    ///
    /// - Throws: `DatabaseError` where reading stops before the end.
    mutating func read(piece: Int) throws {
        text.removeAll()
        boundingBox = nil
        statement.setUncheckedArguments([piece * Self.pieceSize + 1, (piece + 1) * Self.pieceSize])
        let row = StatementRow(handle: statement.sqliteStatement)
        defer { sqlite3_reset(row.handle) }
        while try row.step() {
            // The text of a code is made where something is looked up by it only.
            let code = wanted == nil && shapes == nil ? "" : row.text(1) ?? ""
            if let wanted, !wanted.contains(code) { continue }
            try append(row, shapes?[code])
        }
    }

    private mutating func append(_ row: StatementRow, _ shape: MultiPolygon?) throws {
        let key = sqlite3_column_int64(row.handle, 0)
        guard key > 0, communeCount == 0 || key <= communeCount else {
            throw DatabaseError.damaged
        }
        text.append(text: ",\n{\"type\":\"Feature\",\"properties\":{")
        for index in properties.indices {
            let property = properties[index]
            text.append(texts, at: property.label)
            if let zoning = property.zoning {
                text.append(texts, at: zoning.firstText + Int(places[zoning.firstPlace + Int(key) - 1]))
            } else {
                try append(row, property.column, isFlag: property.isFlag)
            }
        }
        text.append(text: #"},"geometry":"#)
        if let shape { append(.multiPolygon(shape)) } else { try append(stored: row.bytes(geometry)) }
        text.append(0x7D)
    }

    /// Appends a shape as the build stores it, or as another program stored it in a copy.
    private mutating func append(stored: UnsafeRawBufferPointer) throws {
        if let shape = BlobShape(stored) {
            include(shape.boundingBox)
            text.append(shape)
        } else if stored.isEmpty {
            text.append(text: "null")
        } else {
            guard let geometry = SpatialiteBlob.decode(stored) else { throw DatabaseError.damaged }
            append(geometry)
        }
    }

    private mutating func append(_ geometry: Geometry) {
        if case .multiPolygon(let shape) = geometry, let box = shape.boundingBox { include(box) }
        var bytes: [UInt8] = []
        bytes.append(geometry)
        text.append(bytes)
    }

    private mutating func include(_ box: BoundingBox) { boundingBox = boundingBox.map { $0.union(box) } ?? box }

    private mutating func append(_ row: StatementRow, _ column: Int32, isFlag: Bool) throws {
        switch sqlite3_column_type(row.handle, column) {
        case SQLITE_INTEGER where isFlag && sqlite3_column_int64(row.handle, column) == 0: text.append(text: "false")
        case SQLITE_INTEGER where isFlag: text.append(text: "true")
        case SQLITE_INTEGER: text.append(integer: sqlite3_column_int64(row.handle, column))
        case SQLITE_FLOAT: text.append(json: try sqlite3_column_double(row.handle, column).within(Bounds.number))
        case SQLITE_TEXT: text.append(jsonUTF8: row.bytes(column))
        default: text.append(text: "null")
        }
    }
}
