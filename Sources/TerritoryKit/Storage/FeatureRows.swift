internal import CSpatialite
internal import GRDB

/// Writes the features of a layer straight from their rows: the shape’s bytes are formatted where SQLite has them.
///
/// The text is the same as that of ``GeoJSONWriter``, which simplified and dissolved shapes go through.
struct FeatureRows {
    /// Features, each after a line break, with commas between them.
    private(set) var bytes: [UInt8] = []
    private(set) var boundingBox: BoundingBox?
    private var hasFeature = false

    /// - Parameters:
    ///   - statement: Rows with a `code` first, then the columns named, then `geometry` last.
    ///   - columns: Names of the properties in their order, each with its column in the row or, below 0, its zoning.
    ///   - zonings: The classes of the communes, if a property is a zoning.
    ///   - isWanted: Whether the territory of a code is to be written.
    init(
        _ statement: Statement, columns: [(name: String, place: Int32)], zonings: ZoningRows?,
        isWanted: (String) -> Bool
    ) {
        let handle = statement.sqliteStatement
        let names = columns.map { column -> [UInt8] in
            var bytes: [UInt8] = []
            bytes.append(jsonString: column.name)
            return bytes + [0x3A]
        }
        let flags = columns.map { $0.name.hasPrefix("is_") || $0.name == "in_scope" }
        let geometry = sqlite3_column_count(handle) - 1
        var zonings = zonings
        // Room for a région at once: growing would copy what is written.
        bytes.reserveCapacity(1 << 23)
        while sqlite3_step(handle) == SQLITE_ROW {
            guard let text = sqlite3_column_text(handle, 0) else { continue }
            let code = String(cString: text)
            guard isWanted(code) else { continue }
            bytes.append(text: hasFeature ? ",\n" : "\n")
            hasFeature = true
            bytes.append(text: #"{"type":"Feature","properties":{"#)
            for (index, column) in columns.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                bytes.append(contentsOf: names[index])
                if column.place >= 0 {
                    append(handle, column.place, isFlag: flags[index])
                } else {
                    appendZoning(zonings?.value(of: Int(-1 - column.place), commune: code))
                }
            }
            bytes.append(text: #"},"geometry":"#)
            appendShape(handle, geometry)
            bytes.append(0x7D)
        }
        sqlite3_reset(handle)
    }

    private mutating func append(_ handle: SQLiteStatement, _ column: Int32, isFlag: Bool) {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER:
            let value = sqlite3_column_int64(handle, column)
            if isFlag {
                bytes.append(text: value == 0 ? "false" : "true")
            } else {
                bytes.append(contentsOf: String(value).utf8)
            }
        case SQLITE_FLOAT: bytes.append(sqlite3_column_double(handle, column), decimals: 6)
        case SQLITE_TEXT:
            let count = Int(sqlite3_column_bytes(handle, column))
            bytes.append(jsonUTF8: UnsafeRawBufferPointer(start: sqlite3_column_text(handle, column), count: count))
        default: bytes.append(text: "null")
        }
    }

    private mutating func appendZoning(_ category: String?) {
        guard let category else { return bytes.append(text: "null") }
        bytes.append(jsonString: category)
    }

    private mutating func appendShape(_ handle: SQLiteStatement, _ column: Int32) {
        let blob = UnsafeRawBufferPointer(
            start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
        guard let shape = BlobShape(blob) else { return bytes.append(text: "null") }
        boundingBox = boundingBox.map { $0.union(shape.boundingBox) } ?? shape.boundingBox
        bytes.append(shape)
    }
}

/// The classes of the communes, read along with the communes themselves: both come in the order of the codes.
struct ZoningRows {
    private let statement: Statement
    private let handle: SQLiteStatement
    private let zonings: [String]
    private var commune = ""
    private var values: [String?]
    /// The first row of the next commune is already read.
    private var isAhead = false
    private var isAtEnd = false

    init(_ db: Database, zonings: [String]) throws {
        statement = try db.makeStatement(
            sql: "SELECT commune, zoning, class FROM commune_zoning ORDER BY commune, zoning")
        handle = statement.sqliteStatement
        self.zonings = zonings
        values = Array(repeating: nil, count: zonings.count)
    }

    /// The class of a commune in one of the zonings; communes are to be asked in ascending order.
    mutating func value(of zoning: Int, commune code: String) -> String? {
        while commune < code, !isAtEnd { readCommune() }
        return commune == code ? values[zoning] : nil
    }

    private mutating func readCommune() {
        guard isAhead || sqlite3_step(handle) == SQLITE_ROW else {
            isAtEnd = true
            return
        }
        commune = text(0)
        for place in values.indices { values[place] = nil }
        repeat {
            let zoning = text(1)
            if let place = zonings.firstIndex(of: zoning) { values[place] = text(2) }
            guard sqlite3_step(handle) == SQLITE_ROW else {
                isAhead = false
                return
            }
        } while text(0) == commune
        isAhead = true
    }

    private func text(_ column: Int32) -> String {
        sqlite3_column_text(handle, column).map { String(cString: $0) } ?? ""
    }
}
