@testable import TerritoryFormats
@testable import TerritoryGeometry

/// Lines that should be objects: as many come out as went in, whatever they are.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    let scanner = JSONLineScanner(CoordinateNames(longitude: nil, latitude: nil))
    let answering = RowAnswering(format: JSONLineFormat(scanner: scanner, rowLimit: 1 << 10), additions: triangle)
    var output = ByteBuffer()
    var report = BulkLocate.Report()
    precondition(answering.answer(bytes, to: &output, &report) == nil, "a name that nobody adds is taken")
    precondition(lines(of: output.bytes) == lines(of: bytes), "a line more or less")
    precondition(report.rows == report.located + report.outside + report.bad, "a line that nobody counted")
    return 0
}

/// The last one may end in nothing, or in a carriage return alone.
private func lines(of bytes: UnsafeRawBufferPointer) -> Int {
    bytes.count { $0 == 0x0A } + (bytes.last.map { $0 == 0x0A ? 0 : 1 } ?? 0)
}

private let triangle = BulkLocate.Additions(
    layers: [
        .init(
            locator: PointLocator([
                MultiPolygon([
                    Polygon(
                        exterior: [(0, 40), (4, 40), (4, 44), (0, 40)].map { Position(longitude: $0, latitude: $1) })
                ])
            ]),
            inside: ByteTexts([Array(#","in":"A""#.utf8)]), outside: Array(#","in":null"#.utf8))
    ], defect: { Array(#","error":"\#($0)""#.utf8) })
