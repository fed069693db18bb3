import Foundation
import Testing
@testable import TerritoryFormats
@testable import TerritoryGeometry

/// Two squares, 0–4 and 4–8 degrees east by 40–44 north, answered as A and B; a layer of one square over their border.
struct BulkRun {
    var format = BulkLocate.Format.csv()
    var longitude: String?
    var latitude: String?
    var threadCount = 2
    var chunkSize = 1 << 16
    var rowLimit = 1 << 20
    var hasSecondLayer = false

    static let shapes = [0.0, 4.0].map {
        MultiPolygon([.box(BoundingBox(west: $0, south: 40, east: $0 + 4, north: 44))])
    }

    private var locate: BulkLocate {
        BulkLocate(
            format, longitude: longitude, latitude: latitude, threadCount: threadCount, chunkSize: chunkSize,
            rowLimit: rowLimit)
    }

    func additions(_ layout: BulkLocate.Layout) -> BulkLocate.Additions {
        func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
        let first = PointLocator(Self.shapes)
        guard case .csv(let separator) = layout else {
            return BulkLocate.Additions(
                names: ["in", "error"],
                layers: [
                    .init(
                        locator: first, inside: ByteTexts(["A", "B"].map { bytes(#","in":"\#($0)""#) }),
                        outside: bytes(#","in":null"#))
                ], defect: { bytes(#","error":"\#($0)""#) })
        }
        let sign = String(decoding: [separator], as: UTF8.self)
        let over = PointLocator([MultiPolygon([.box(BoundingBox(west: 3, south: 41, east: 5, north: 42))])])
        var layers: [BulkLocate.Layer] = [
            .init(locator: first, inside: ByteTexts(["A", "B"].map { bytes(sign + $0) }), outside: bytes(sign))
        ]
        if hasSecondLayer {
            layers.append(.init(locator: over, inside: ByteTexts([bytes(sign + "over")]), outside: bytes(sign + "-")))
        }
        return BulkLocate.Additions(
            names: ["in", "error"], header: bytes("\(sign)in\(sign)error"), layers: layers, end: bytes(sign),
            defect: { bytes("\(sign)\(sign)\($0)") })
    }

    /// What comes out for a text, through files.
    func callAsFunction(_ text: String) throws -> (text: String, report: BulkLocate.Report) {
        let result = try callAsFunction(Array(text.utf8))
        return (String(decoding: result.bytes, as: UTF8.self), result.report)
    }

    func callAsFunction(_ bytes: [UInt8]) throws -> (bytes: [UInt8], report: BulkLocate.Report) {
        let (input, output) = (try #require(tmpfile()), try #require(tmpfile()))
        defer {
            fclose(input)
            fclose(output)
        }
        _ = bytes.withUnsafeBytes { fwrite($0.baseAddress ?? $0.baseAddress, 1, $0.count, input) }
        rewind(input)
        let report = try locate.run(from: fileno(input), to: fileno(output), additions: additions)
        rewind(output)
        var result = [UInt8](repeating: 0, count: 64 * bytes.count + 1_000)
        let count = fread(&result, 1, result.count, output)
        return (Array(result[..<count]), report)
    }

    /// Between two descriptors of the caller’s.
    func run(
        from input: CInt, to output: CInt, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> BulkLocate.Report {
        try locate.run(from: input, to: output, additions: additions, progress: progress)
    }
}
