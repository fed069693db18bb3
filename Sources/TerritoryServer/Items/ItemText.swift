internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// Features as GeoJSON tells them, put together from texts that are made once.
struct ItemText {
    var query: ItemQuery

    private var isWhole: Bool { query.columns.count == query.layer.layer.columns.count }

    func collection(_ rows: ArraySlice<Int>, matched: Int, links: JSONValue) -> [UInt8] {
        var text = ByteBuffer(capacity: 1 << 16)
        text.append(text: #"{"type":"FeatureCollection","numberMatched":"#)
        text.append(integer: Int64(matched))
        text.append(text: #","numberReturned":"#)
        text.append(integer: Int64(rows.count))
        text.append(text: #","links":"#)
        text.append(links.bytes.dropLast())
        text.append(text: #","features":["#)
        forEach(rows) { place, row, properties, geometries in
            text.append(text: place == 0 ? "\n" : ",\n")
            append(row, properties, geometries, to: &text)
            text.append(0x7D)
        }
        text.append(text: "\n]}\n")
        return Array(text.bytes)
    }

    /// One feature a line.
    func lines(_ rows: ArraySlice<Int>) -> [UInt8] {
        var text = ByteBuffer(capacity: 1 << 16)
        forEach(rows) { _, row, properties, geometries in
            append(row, properties, geometries, to: &text)
            text.append(text: "}\n")
        }
        return Array(text.bytes)
    }

    func feature(_ row: Int, links: JSONValue) -> [UInt8] {
        var text = ByteBuffer(capacity: 1 << 14)
        forEach([row]) { _, row, properties, geometries in
            append(row, properties, geometries, to: &text)
        }
        text.append(text: #","links":"#)
        text.append(links.bytes.dropLast())
        text.append(text: "}\n")
        return Array(text.bytes)
    }

    private func forEach(_ rows: ArraySlice<Int>, _ body: (Int, Int, ByteTexts?, ByteTexts?) -> Void) {
        let properties = isWhole ? query.layer.properties : nil
        let geometries = query.skipsGeometry ? nil : query.layer.geometries(in: query.system)
        for (place, row) in rows.enumerated() { body(place, row, properties, geometries) }
    }

    /// Writes a feature but for its last brace.
    private func append(_ row: Int, _ properties: ByteTexts?, _ geometries: ByteTexts?, to text: inout ByteBuffer) {
        text.append(text: #"{"type":"Feature","id":"#)
        var id: [UInt8] = []
        id.append(jsonString: query.layer.layer.codes[row])
        text.append(id)
        text.append(text: #","properties":"#)
        if let properties {
            text.append(properties, at: row)
        } else {
            text.append(query.layer.propertyText(row, query.columns))
        }
        text.append(text: #","geometry":"#)
        if let geometries { text.append(geometries, at: row) } else { text.append(text: "null") }
    }
}

/// Rows as CSV (RFC 4180), or as French spreadsheets open it.
struct ItemTable {
    var query: ItemQuery
    var dialect: String?

    private var isFrench: Bool { dialect == "excel-fr" }

    func bytes(_ rows: [Int]) -> [UInt8] {
        let columns = query.columns.map { query.layer.layer.columns[$0] }
        var text = isFrench ? "\u{FEFF}" : ""
        let positions = query.skipsGeometry ? [] : ["longitude", "latitude"]
        text += line((columns.map(\.name) + positions).map { cell($0) })
        for row in rows {
            var cells = columns.map { cell($0.json(row)) }
            if !query.skipsGeometry {
                let point = query.layer.layer.shapes.pointInside(row)
                cells += [point?.x, point?.y].map { $0.map { cell(.number($0, decimals: 6)) } ?? "" }
            }
            text += line(cells)
        }
        return Array(text.utf8)
    }

    private func line(_ cells: [String]) -> String { cells.joined(separator: isFrench ? ";" : ",") + "\r\n" }

    private func cell(_ value: JSONValue) -> String {
        switch value {
        case .null: return ""
        case .string(let text): return cell(text)
        case .array(let values):
            return cell(
                values.map {
                    if case .string(let text) = $0 { text } else { "" }
                }.joined(separator: " "))
        default:
            var bytes: [UInt8] = []
            bytes.append(value)
            let number = String(decoding: bytes, as: UTF8.self)
            return isFrench ? number.replacing(".", with: ",") : number
        }
    }

    private func cell(_ text: String) -> String {
        var text = text
        // A spreadsheet would compute what begins like a formula.
        if isFrench, let first = text.first, "=+-@\t\r".contains(first) { text = "'" + text }
        var bytes: [UInt8] = []
        CSVWriter.append(text, separator: isFrench ? 0x3B : 0x2C, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
