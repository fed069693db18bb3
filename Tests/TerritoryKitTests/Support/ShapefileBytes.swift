import TerritoryGeometry

/// A Shapefile of polygons with a code and a name, in the bytes of its three files (ESRI Shapefile Technical Description,
/// 1998); the text is in Latin-1.
struct ShapefileBytes {
    struct Record {
        var code: String
        var name: String
        var shape: MultiPolygon
    }

    private(set) var shp: [UInt8] = []
    private(set) var shx: [UInt8] = []
    private(set) var dbf: [UInt8] = []

    /// - Parameters:
    ///   - records: Rows, with a shape each.
    ///   - scale: What coordinates are multiplied by.
    init(_ records: [Record], scale: Double = 1) {
        var (contents, index): ([UInt8], [UInt8]) = ([], [])
        for (number, record) in records.enumerated() {
            let content = Self.polygon(record.shape, scale)
            index += Self.big(50 + contents.count / 2) + Self.big(content.count / 2)
            contents += Self.big(number + 1) + Self.big(content.count / 2) + content
        }
        let box = Self.box(of: records.map(\.shape), scale)
        shp = Self.header(length: 100 + contents.count, box) + contents
        shx = Self.header(length: 100 + index.count, box) + index
        dbf = Self.table(records)
    }

    private static func header(length: Int, _ box: [UInt8]) -> [UInt8] {
        big(9_994) + [UInt8](repeating: 0, count: 20) + big(length / 2) + little(1_000) + little(5) + box
            + [UInt8](repeating: 0, count: 32)
    }

    /// The rings of a polygon turn clockwise here, and those of holes the other way.
    private static func polygon(_ shape: MultiPolygon, _ scale: Double) -> [UInt8] {
        let rings = shape.polygons.flatMap(\.rings).map { Array($0.reversed()) }
        let points = rings.flatMap { $0 }
        var bytes = little(5) + box(of: [shape], scale) + little(rings.count) + little(points.count)
        var start = 0
        for ring in rings {
            bytes += little(start)
            start += ring.count
        }
        for point in points { bytes += double(point.longitude * scale) + double(point.latitude * scale) }
        return bytes
    }

    private static func box(of shapes: [MultiPolygon], _ scale: Double) -> [UInt8] {
        let boxes = shapes.compactMap(\.boundingBox)
        let all = boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
        return [all?.west, all?.south, all?.east, all?.north].flatMap { double(($0 ?? 0) * scale) }
    }

    private static func table(_ records: [Record]) -> [UInt8] {
        let fields = [("CODE_INSEE", 5), ("NOM", 20)]
        let rowLength = fields.reduce(1) { $0 + $1.1 }
        var bytes: [UInt8] = [3, 126, 1, 1] + little(records.count)
        bytes += short(32 + 32 * fields.count + 1) + short(rowLength) + [UInt8](repeating: 0, count: 20)
        for (name, length) in fields {
            bytes += padded(name, to: 11, with: 0) + [UInt8(ascii: "C"), 0, 0, 0, 0, UInt8(length)]
            bytes += [UInt8](repeating: 0, count: 15)
        }
        bytes.append(0x0D)
        for record in records {
            bytes += [0x20] + padded(record.code, to: 5, with: 0x20) + padded(record.name, to: 20, with: 0x20)
        }
        return bytes + [0x1A]
    }

    private static func padded(_ text: String, to length: Int, with filling: UInt8) -> [UInt8] {
        let latin1 = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        return Array((latin1 + [UInt8](repeating: filling, count: length)).prefix(length))
    }

    private static func big(_ number: Int) -> [UInt8] { Array(little(number).reversed()) }

    private static func little(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func short(_ number: Int) -> [UInt8] { Array(little(number).prefix(2)) }

    private static func double(_ number: Double) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * UInt64($0))) }
    }
}
