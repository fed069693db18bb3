internal import CSpatialite
internal import GRDB

/// Reads the features of a layer, and writes them beside the reading, some hundred at a time.
///
/// The text is the same as that of ``GeoJSONWriter``, which simplified and dissolved shapes go through.
struct FeatureRows {
    struct Column: Sendable {
        var name: String
        var origin: Origin

        enum Origin: Sendable {
            /// Its place in the row.
            case row(Int32)
            /// A zoning of the commune.
            case zoning(Int)
        }
    }

    private static let featuresAtOnce = 256

    private(set) var pieces: [Background<FeatureText>] = []

    /// - Parameters:
    ///   - statement: Rows with a `code` first, then the columns named, then `geometry` last.
    ///   - columns: The properties, in their order.
    ///   - zonings: The classes of the communes, if a property is a zoning.
    ///   - isWanted: Whether the territory of a code is to be written.
    init(_ statement: Statement, columns: [Column], zonings: ZoningRows?, isWanted: (String) -> Bool) {
        let handle = statement.sqliteStatement
        let geometry = sqlite3_column_count(handle) - 1
        let names = columns.map(\.name)
        var zonings = zonings
        var batch = RowBatch()
        while sqlite3_step(handle) == SQLITE_ROW {
            guard let text = sqlite3_column_text(handle, 0), isWanted(String(cString: text)) else { continue }
            zonings?.read(communeOf: handle)
            for column in columns {
                switch column.origin {
                case .row(let place): batch.append(handle, place)
                case .zoning(let place): zonings?.append(place, to: &batch)
                }
            }
            batch.append(handle, geometry)
            if batch.values.count == Self.featuresAtOnce * (columns.count + 1) { write(&batch, names) }
        }
        if !batch.values.isEmpty { write(&batch, names) }
        sqlite3_reset(handle)
    }

    private mutating func write(_ batch: inout RowBatch, _ names: [String]) {
        let (rows, isFirst) = (batch, pieces.isEmpty)
        pieces.append(Background { FeatureText(rows, names: names, isFirst: isFirst) })
        batch = RowBatch()
    }
}

/// Features as GeoJSON, each after a line break, with commas between them.
struct FeatureText: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var boundingBox: BoundingBox?

    /// - Parameters:
    ///   - rows: The properties, then the shape as SpatiaLite stores it.
    ///   - names: Names of the properties.
    ///   - isFirst: Whether no feature comes before.
    init(_ rows: RowBatch, names: [String], isFirst: Bool) {
        let labels = names.map { name -> [UInt8] in
            var bytes: [UInt8] = []
            bytes.append(jsonString: name)
            return bytes + [0x3A]
        }
        let flags = names.map { $0.hasPrefix("is_") || $0 == "in_scope" }
        rows.bytes.withUnsafeBytes { stored in
            bytes.reserveCapacity(stored.count * 2)
            let width = names.count + 1
            for row in stride(from: 0, to: rows.values.count, by: width) {
                bytes.append(text: isFirst && row == 0 ? "\n" : ",\n")
                bytes.append(text: #"{"type":"Feature","properties":{"#)
                for index in names.indices {
                    if index > 0 { bytes.append(0x2C) }
                    bytes.append(contentsOf: labels[index])
                    append(rows.values[row + index], in: stored, isFlag: flags[index])
                }
                bytes.append(text: #"},"geometry":"#)
                appendShape(rows.values[row + names.count], in: stored)
                bytes.append(0x7D)
            }
        }
    }

    private mutating func append(_ value: RowBatch.Value, in stored: UnsafeRawBufferPointer, isFlag: Bool) {
        switch value {
        case .integer(let value) where isFlag: bytes.append(text: value == 0 ? "false" : "true")
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .number(let value): bytes.append(value, decimals: 6)
        case .text(let range): bytes.append(jsonUTF8: UnsafeRawBufferPointer(rebasing: stored[range]))
        case .null, .blob: bytes.append(text: "null")
        }
    }

    private mutating func appendShape(_ value: RowBatch.Value, in stored: UnsafeRawBufferPointer) {
        guard case .blob(let range) = value, let shape = BlobShape(UnsafeRawBufferPointer(rebasing: stored[range]))
        else {
            return bytes.append(text: "null")
        }
        boundingBox = boundingBox.map { $0.union(shape.boundingBox) } ?? shape.boundingBox
        bytes.append(shape)
    }
}
