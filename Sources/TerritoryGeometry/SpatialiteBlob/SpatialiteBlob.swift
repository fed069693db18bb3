/// The bytes in which SpatiaLite stores a geometry (“BLOB-Geometry”, SpatiaLite 2 to 5).
///
/// A header (start, byte order, SRID, bounding box, separator), the geometry, an end mark:
/// <https://www.gaia-gis.it/gaia-sins/BLOB-Geometry.html>, read on 2026-11-22.
package enum SpatialiteBlob {
    package static let start: UInt8 = 0x00
    package static let littleEndian: UInt8 = 0x01
    package static let bigEndian: UInt8 = 0x00
    package static let boxEnd: UInt8 = 0x7C
    package static let entity: UInt8 = 0x69
    package static let end: UInt8 = 0xFE
    /// EPSG:4326, the only system in which shapes are stored.
    package static let srid: Int32 = 4326

    package static let pointClass: Int32 = 1
    package static let polygonClass: Int32 = 3
    package static let multiPolygonClass: Int32 = 6
    /// Added to a class whose rings give their inner positions as differences in single precision.
    package static let compression: Int32 = 1_000_000

    // MARK: Encoding

    /// The bytes of a geometry, in EPSG:4326, little-endian, not compressed.
    ///
    /// - Returns: `nil` for a shape without positions, which SpatiaLite stores as `NULL`.
    package static func encode(_ geometry: Geometry) -> [UInt8]? {
        switch geometry {
        case .point(let position): encode(position)
        case .multiPolygon(let shape): encode(shape)
        }
    }

    /// The bytes of a `POINT`.
    package static func encode(_ position: Position) -> [UInt8] {
        var blob = header(
            box: BoundingBox(
                west: position.longitude, south: position.latitude,
                east: position.longitude, north: position.latitude))
        append(pointClass, to: &blob)
        append(position, to: &blob)
        blob.append(end)
        return blob
    }

    /// The bytes of a `MULTIPOLYGON`, even if there is one polygon.
    ///
    /// - Returns: `nil` for a shape without positions, which SpatiaLite stores as `NULL`.
    package static func encode(_ shape: MultiPolygon) -> [UInt8]? {
        guard let box = shape.boundingBox else { return nil }
        var blob = header(box: box)
        blob.reserveCapacity(shape.encodedSizeBound)
        append(multiPolygonClass, to: &blob)
        append(Int32(shape.polygons.count), to: &blob)
        for polygon in shape.polygons {
            blob.append(entity)
            append(polygonClass, to: &blob)
            append(Int32(1 + polygon.holes.count), to: &blob)
            append(polygon.exterior, to: &blob)
            for hole in polygon.holes { append(hole, to: &blob) }
        }
        blob.append(end)
        return blob
    }

    private static func header(box: BoundingBox) -> [UInt8] {
        var blob = [start, littleEndian]
        append(srid, to: &blob)
        append(Position(longitude: box.west, latitude: box.south), to: &blob)
        append(Position(longitude: box.east, latitude: box.north), to: &blob)
        blob.append(boxEnd)
        return blob
    }

    private static func append(_ ring: [Position], to blob: inout [UInt8]) {
        append(Int32(ring.count), to: &blob)
        for position in ring { append(position, to: &blob) }
    }

    private static func append(_ value: Int32, to blob: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { blob.append(contentsOf: $0) }
    }

    private static func append(_ position: Position, to blob: inout [UInt8]) {
        let pair = (position.longitude.bitPattern.littleEndian, position.latitude.bitPattern.littleEndian)
        withUnsafeBytes(of: pair) { blob.append(contentsOf: $0) }
    }
}

extension MultiPolygon {
    fileprivate var encodedSizeBound: Int {
        polygons.reduce(64) { size, polygon in
            polygon.holes.reduce(size + 16 + 16 * polygon.exterior.count) { $0 + 4 + 16 * $1.count }
        }
    }
}
