/// Writes rows as RFC 4180 CSV in UTF-8 with LF line ends: the same bytes for the same rows.
package enum CSVWriter {
    package static func bytes(header: [String], rows: some Sequence<[String]>) -> [UInt8] {
        var bytes: [UInt8] = []
        append(header, to: &bytes)
        for row in rows { append(row, to: &bytes) }
        return bytes
    }

    package static func append(_ fields: [String], to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            append(field, to: &bytes)
        }
        bytes.append(0x0A)
    }

    package static func append(_ field: String, separator: UInt8 = 0x2C, to bytes: inout [UInt8]) {
        let needsQuotes = field.utf8.contains { $0 == separator || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(0x22)
        for byte in field.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
