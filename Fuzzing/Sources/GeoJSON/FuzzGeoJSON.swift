@testable import TerritoryFormats
@testable import TerritoryGeometry

/// A collection that is read is stored, read back, written and located without loss.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var notices: [SourceProblem] = []
    do {
        let features = try GeoJSONReader.features(in: bytes, file: "f.geojson", tellingDroppedRings: &notices)
        let shapes = features.compactMap(\.multiPolygon)
        for shape in shapes { keep(shape) }
        let locator = PointLocator(shapes)
        _ = locator.nearest(to: Position(longitude: 2, latitude: 44), within: 100_000)
    } catch {
        precondition(!error.problems.isEmpty, "a refusal without a reason")
        for problem in error.problems { _ = problem.sentence(in: .english) }
    }
    return 0
}

private func keep(_ shape: MultiPolygon) {
    guard let stored = SpatialiteBlob.encode(.multiPolygon(shape)) else { return }
    precondition(SpatialiteBlob.decode(stored) == .multiPolygon(shape), "another shape comes back")
    var text: [UInt8] = []
    text.append(.multiPolygon(shape))
    stored.withUnsafeBytes { bytes in
        guard let inPlace = BlobShape(bytes) else { preconditionFailure("a shape that we wrote is refused") }
        var output = ByteBuffer()
        output.append(inPlace)
        precondition(output.bytes.elementsEqual(text), "the same shape written in two ways")
    }
}
