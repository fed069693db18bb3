@testable import TerritoryGeometry

/// The bytes of a locator, as they are and with the checksum that they should have, so that damage gets beyond it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var bytes = Array(UnsafeBufferPointer(start: start, count: count))
    ask(bytes)
    guard bytes.count > 16 else { return 0 }
    bytes.withUnsafeMutableBytes { buffer in
        let sum = LocatorChecksum.of(UnsafeRawBufferPointer(rebasing: buffer[16...]))
        buffer.storeBytes(of: sum.littleEndian, toByteOffset: 8, as: UInt64.self)
    }
    ask(bytes)
    return 0
}

private let places = [(2.05, 44.05), (0, 0), (-180, -90), (180, 90), (2.1, 44.1), (2.051, 44.0495)].map {
    Position(longitude: $0, latitude: $1)
}

private func ask(_ bytes: [UInt8]) {
    guard let locator = try? PointLocator(bytes: bytes) else { return }
    var owners: [Int32] = []
    locator.locate(places, into: &owners)
    precondition(owners.allSatisfy { $0 < locator.shapeCount }, "a shape that there is not")
    for place in places {
        precondition(locator.index(containing: place) ?? 0 < locator.shapeCount, "a shape that there is not")
        _ = locator.indices(containing: place)
        _ = locator.nearest(to: place, within: 1_000_000)
        _ = locator.distanceInMeters(from: place, toBorderOf: 0)
    }
}
