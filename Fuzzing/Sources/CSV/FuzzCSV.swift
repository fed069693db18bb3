@testable import TerritoryFormats
@testable import TerritoryGeometry

/// A table read whole, and the same rows answered as `locate --input` answers them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    var problems: [SourceProblem] = []
    let table = CSVTable(file: "f.csv", bytes: Array(bytes), problems: &problems)
    precondition(table.rows.allSatisfy { $0.fields.count == table.header.count }, "a row of another width")
    precondition(problems.allSatisfy { !$0.sentence(in: .french).isEmpty })
    for separator in [UInt8(ascii: ","), UInt8(ascii: ";")] { answer(bytes, separator: separator) }
    return 0
}

private func answer(_ bytes: UnsafeRawBufferPointer, separator: UInt8) {
    let rowLimit = 1 << 10
    guard let (header, next) = try? CSVHeader.read(bytes, separator: separator, isFinal: true, rowLimit: rowLimit)
    else { return }
    let scanner = CSVScanner(separator: separator, wanted: [0, 1], rowLimit: rowLimit)
    let rows = UnsafeRawBufferPointer(rebasing: bytes[next...])
    let answering = RowAnswering(format: CSVFormat(scanner: scanner, header: header), additions: squares)
    var output = ByteBuffer()
    var report = BulkLocate.Report()
    _ = answering.answer(rows, to: &output, &report)
    precondition(report.rows == report.located + report.outside + report.bad, "a row that nobody counted")
    precondition(output.count >= report.rows, "a row that went nowhere")
}

private let squares = BulkLocate.Additions(
    layers: [
        .init(
            locator: PointLocator([BoundingBox(west: 0, south: 40, east: 4, north: 44).square]),
            inside: ByteTexts([Array(",A".utf8)]), outside: Array(",".utf8))
    ], end: Array(",".utf8), defect: { Array(",,\($0)".utf8) })

extension BoundingBox {
    fileprivate var square: MultiPolygon {
        let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        return MultiPolygon([Polygon(exterior: corners.map { Position(longitude: $0.0, latitude: $0.1) })])
    }
}
