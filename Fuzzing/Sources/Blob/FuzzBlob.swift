@testable import TerritoryFormats
@testable import TerritoryGeometry

/// The bytes of a stored shape: what is taken can be written, measured and located.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    let geometry = SpatialiteBlob.decode(bytes)
    var text: [UInt8] = []
    text.append(geometry)
    if case .multiPolygon(let shape)? = geometry {
        if let box = shape.boundingBox { text.append(box) }
        let locator = PointLocator([shape])
        precondition(locator.index(containing: place) == (shape.contains(place) ? 0 : nil), "in and out at once")
        _ = locator.nearest(to: place)
        _ = Ellipsoid.wgs84.areaInSquareMeters(of: shape)
    }
    guard let shape = BlobShape(bytes) else { return 0 }
    guard case .multiPolygon(let decoded)? = geometry else { preconditionFailure("read in place, not decoded") }
    var output = ByteBuffer()
    output.append(shape)
    var box: [UInt8] = []
    box.append(shape.boundingBox)
    let sweep = GroundSweep(on: .wgs84, meridian: 2)
    var rings = BorderRings(sweep: sweep)
    rings.append(shape, as: 0)
    _ = CoverageOverlay(rings, faceCount: 1, sweep: sweep, isMeasured: true).cut(of: decoded)
    return 0
}

private let place = Position(longitude: 2, latitude: 44)
