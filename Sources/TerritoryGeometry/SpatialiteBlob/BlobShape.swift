/// A shape in the bytes in which SpatiaLite stores it, read in place.
///
/// Only what ``SpatialiteBlob/encode(_:)`` writes is read: a `MULTIPOLYGON` in EPSG:4326, little-endian, not compressed.
/// Its rings are closed, and its positions and its box are on the globe: what works on them need not ask again.
package struct BlobShape {
    package let boundingBox: BoundingBox
    /// The rings of each polygon, the exterior first: where their positions begin, and how many they are.
    package let polygons: [[(start: Int, count: Int)]]
    package let bytes: UnsafeRawBufferPointer

    /// - Returns: `nil` for other bytes, and for none.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        func integer(_ offset: Int) -> Int? {
            guard offset >= 0, offset + 4 <= bytes.count else { return nil }
            return Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
        }
        guard bytes.count > 47, bytes[0] == SpatialiteBlob.start, bytes[1] == SpatialiteBlob.littleEndian,
            integer(2) == Int(SpatialiteBlob.srid), bytes[38] == SpatialiteBlob.boxEnd,
            integer(39) == Int(SpatialiteBlob.multiPolygonClass), let count = integer(43), count > 0,
            count <= bytes.count / 9
        else { return nil }
        var polygons: [[(start: Int, count: Int)]] = []
        var offset = 47
        for _ in 0..<count {
            guard offset < bytes.count, bytes[offset] == SpatialiteBlob.entity,
                integer(offset + 1) == Int(SpatialiteBlob.polygonClass), let rings = integer(offset + 5), rings > 0,
                rings <= bytes.count / 4
            else { return nil }
            offset += 9
            var polygon: [(start: Int, count: Int)] = []
            for _ in 0..<rings {
                guard let points = integer(offset), points >= 4, points <= (bytes.count - offset - 4) / 16 else {
                    return nil
                }
                polygon.append((offset + 4, points))
                offset += 4 + 16 * points
            }
            polygons.append(polygon)
        }
        guard offset == bytes.count - 1, bytes[offset] == SpatialiteBlob.end else { return nil }
        func number(_ offset: Int) -> Double {
            Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        }
        boundingBox = BoundingBox(west: number(6), south: number(14), east: number(22), north: number(30))
        self.polygons = polygons
        self.bytes = bytes
        guard boundingBox.isOnGlobe, polygons.allSatisfy({ $0.allSatisfy(isSound) }) else { return nil }
    }

    /// Whether a ring is closed and on the globe.
    private func isSound(_ ring: (start: Int, count: Int)) -> Bool {
        let end = ring.start + 16 * ring.count
        var isOnGlobe = true
        for offset in stride(from: ring.start, to: end, by: 16) {
            // Without a branch for each position, the pass costs next to nothing. A comparison with NaN is false.
            let position = position(offset)
            isOnGlobe = isOnGlobe && position.longitude.magnitude <= 180 && position.latitude.magnitude <= 90
        }
        return isOnGlobe && position(ring.start) == position(end - 16)
    }

    /// The positions of a ring.
    package func positions(of ring: (start: Int, count: Int)) -> Positions { Positions(shape: self, ring: ring) }

    package struct Positions: RandomAccessCollection {
        fileprivate let shape: BlobShape
        fileprivate let ring: (start: Int, count: Int)

        package var startIndex: Int { 0 }
        package var endIndex: Int { ring.count }

        @inline(__always)
        package subscript(index: Int) -> Position { shape.position(ring.start + 16 * index) }
    }

    /// Which way a ring turns: positive counterclockwise, negative clockwise, 0 without area.
    package func turn(of ring: (start: Int, count: Int)) -> Double {
        let origin = position(ring.start)
        var doubledArea = 0.0
        var previous = (x: 0.0, y: 0.0)
        for index in 0..<ring.count {
            let position = position(ring.start + 16 * index)
            let (x, y) = (position.longitude - origin.longitude, position.latitude - origin.latitude)
            doubledArea += previous.x * y - x * previous.y
            previous = (x, y)
        }
        return doubledArea
    }

    @inlinable
    package func position(_ offset: Int) -> Position {
        Position(longitude: number(offset), latitude: number(offset + 8))
    }

    @inlinable
    package func number(_ offset: Int) -> Double {
        Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }
}
