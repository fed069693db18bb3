internal import TerritoryFormats

/// Whether the three files of a Shapefile fit together: SpatiaLite reads them by the lengths and the places that they
/// tell, and trusts these.
///
/// Source: “ESRI Shapefile Technical Description”, July 1998; the header of dBASE III for the table.
struct ShapefileStructure {
    let shapes: [UInt8]
    let index: [UInt8]
    let table: [UInt8]

    enum Part: String {
        case shapes = "shp"
        case index = "shx"
        case table = "dbf"
    }

    /// Where a file is not what it says of itself.
    struct Defect: Hashable {
        var part: Part
        /// Counted from 0.
        var byte: Int
    }

    private static let headerLength = 100
    private static let null: UInt32 = 0

    /// The first defect, in the order in which the files are read.
    var defect: Defect? {
        for (part, bytes) in [(Part.shapes, shapes), (.index, index)] {
            if let byte = Self.headerDefect(bytes) { return Defect(part: part, byte: byte) }
        }
        return tableDefect ?? recordDefect
    }

    private static func headerDefect(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= headerLength else { return bytes.count }
        guard bigEndian(bytes, 0) == 9994 else { return 0 }
        guard 2 * Int(bigEndian(bytes, 24)) == bytes.count else { return 24 }
        guard littleEndian(bytes, 28) == 1000 else { return 28 }
        return [1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28].contains(littleEndian(bytes, 32)) ? nil : 32
    }

    // MARK: Shapes

    private var recordDefect: Defect? {
        let type = Self.littleEndian(shapes, 32)
        guard type == Self.littleEndian(index, 32) else { return Defect(part: .index, byte: 32) }
        guard (index.count - Self.headerLength) % 8 == 0 else { return Defect(part: .index, byte: index.count) }
        for (place, entry) in stride(from: Self.headerLength, to: index.count, by: 8).enumerated() {
            let start = 2 * Int(Self.bigEndian(index, entry))
            let length = 2 * Int(Self.bigEndian(index, entry + 4))
            guard start >= Self.headerLength, length >= 4, start + 8 + length <= shapes.count else {
                return Defect(part: .index, byte: entry)
            }
            // Its number: the index would otherwise give one row the shape of another.
            guard Int(Self.bigEndian(shapes, start)) == place + 1 else { return Defect(part: .shapes, byte: start) }
            guard 2 * Int(Self.bigEndian(shapes, start + 4)) == length else {
                return Defect(part: .shapes, byte: start + 4)
            }
            if let byte = contentDefect(start + 8, length, type) { return Defect(part: .shapes, byte: byte) }
        }
        return nil
    }

    private func contentDefect(_ start: Int, _ length: Int, _ type: UInt32) -> Int? {
        let own = Self.littleEndian(shapes, start)
        if own == Self.null { return nil }
        guard own == type else { return start }
        // The communes are polygons; a file of points or lines has none, and is refused later, once it is read safely.
        let hasZ = type / 10 == 1
        switch type % 10 {
        case 1: return length >= (hasZ ? 28 : 20) ? nil : start
        case 8: return pointsDefect(start, length, parts: nil, pointsAt: 36, hasZ: hasZ)
        default: return pointsDefect(start, length, parts: 36, pointsAt: 40, hasZ: hasZ)
        }
    }

    private func pointsDefect(_ start: Int, _ length: Int, parts: Int?, pointsAt: Int, hasZ: Bool) -> Int? {
        guard length >= pointsAt + 4 else { return start }
        let partCount = parts.map { Int(Self.littleEndian(shapes, start + $0)) } ?? 0
        let pointCount = Int(Self.littleEndian(shapes, start + pointsAt))
        guard partCount <= length, pointCount <= length else { return start + pointsAt }
        let needed = pointsAt + 4 + 4 * partCount + 16 * pointCount + (hasZ ? 16 + 8 * pointCount : 0)
        guard needed <= length, parts == nil || (partCount > 0 && pointCount > 0) else { return start + pointsAt }
        var last = -1
        for part in 0..<partCount {
            let byte = start + pointsAt + 4 + 4 * part
            let first = Int(Self.littleEndian(shapes, byte))
            guard part == 0 ? first == 0 : first > last, first < pointCount else { return byte }
            last = first
        }
        return nil
    }

    // MARK: Table

    private var tableDefect: Defect? {
        func wrong(_ byte: Int) -> Defect { Defect(part: .table, byte: byte) }
        guard table.count >= 33 else { return wrong(table.count) }
        let recordCount = Int(Self.littleEndian(table, 4))
        let (headerLength, recordLength) = (short(8), short(10))
        guard headerLength >= 33, headerLength <= table.count else { return wrong(8) }
        var (field, lengths) = (32, 1)
        while field < headerLength, table[field] != 0x0D {
            // A name without an end would be read on into what follows.
            guard field + 32 <= headerLength, table[field..<field + 11].contains(0), table[field + 16] > 0 else {
                return wrong(field)
            }
            lengths += Int(table[field + 16])
            field += 32
        }
        guard field < headerLength, field > 32 else { return wrong(8) }
        guard lengths == recordLength else { return wrong(10) }
        guard recordCount == (index.count - Self.headerLength) / 8,
            headerLength + recordCount * recordLength <= table.count
        else { return wrong(4) }
        return nil
    }

    private func short(_ place: Int) -> Int { Int(table[place]) | Int(table[place + 1]) << 8 }

    private static func bigEndian(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func littleEndian(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        bytes[place..<place + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension LocalizedText {
    static func structure(_ defect: ShapefileStructure.Defect) -> LocalizedText {
        LocalizedText(
            fr:
                "le fichier est abîmé, ou n’est pas celui du même Shapefile\u{202F}: ce que dit l’octet n°\u{A0}\(defect.byte + 1) "
                + "n’est pas possible\u{202F}; un .shp avec le .shx et le .dbf qui vont avec est attendu",
            en:
                "the file is damaged, or is not that of the same Shapefile: what the byte no. \(defect.byte + 1) says is not "
                + "possible; a .shp with its own .shx and .dbf is expected")
    }
}
