extension SpatialiteBlob {
    /// The geometry stored in a blob: `POINT`, `POLYGON` or `MULTIPOLYGON`, in two dimensions, in EPSG:4326.
    ///
    /// Both byte orders and compressed rings are understood. Rings must be closed and have 4 positions at least, all of them
    /// on the globe.
    ///
    /// - Returns: `nil` for anything else, in particular for another SRID and for bytes cut short or left over.
    package static func decode(_ bytes: UnsafeRawBufferPointer) -> Geometry? {
        guard bytes.count > 2, bytes[0] == start, bytes[1] <= littleEndian else { return nil }
        var cursor = BlobCursor(bytes: bytes, offset: 2, isLittleEndian: bytes[1] == littleEndian)
        guard cursor.int32() == srid, cursor.position() != nil, cursor.position() != nil,
            cursor.byte() == boxEnd, let type = cursor.int32(), let geometry = cursor.geometry(ofClass: type),
            cursor.byte() == end, cursor.remaining == 0
        else { return nil }
        return geometry
    }

    /// The geometry stored in a blob.
    ///
    /// - Returns: `nil` for anything that is not a shape in EPSG:4326.
    package static func decode(_ bytes: [UInt8]) -> Geometry? {
        bytes.withUnsafeBytes(decode)
    }
}

extension SpatialiteBlob {
    /// A corner of the box of a blob that is not on the globe, in the numbers that it holds.
    ///
    /// - Returns: `nil` for a box on the globe, and for bytes that are no blob.
    package static func cornerOffGlobe(_ bytes: [UInt8]) -> Position? {
        bytes.withUnsafeBytes { bytes in
            guard bytes.count > 2, bytes[0] == start, bytes[1] <= littleEndian else { return nil }
            var cursor = BlobCursor(bytes: bytes, offset: 2, isLittleEndian: bytes[1] == littleEndian)
            guard cursor.int32() != nil, let low = cursor.position(), let high = cursor.position() else { return nil }
            return [low, high].first {
                Position(validatingLongitude: $0.longitude, latitude: $0.latitude) == nil
            }
        }
    }
}

/// Reads a blob from its start to its end, never beyond.
private struct BlobCursor {
    let bytes: UnsafeRawBufferPointer
    var offset: Int
    let isLittleEndian: Bool

    var remaining: Int { bytes.count - offset }

    // MARK: Geometries

    mutating func geometry(ofClass type: Int32) -> Geometry? {
        let plainClass = type > SpatialiteBlob.compression ? type - SpatialiteBlob.compression : type
        let isCompressed = plainClass != type
        switch plainClass {
        case SpatialiteBlob.pointClass where !isCompressed:
            return validPosition().map { .point($0) }
        case SpatialiteBlob.polygonClass:
            return polygon(isCompressed: isCompressed).map { .multiPolygon(MultiPolygon([$0])) }
        case SpatialiteBlob.multiPolygonClass:
            return multiPolygon().map { .multiPolygon($0) }
        default:
            return nil
        }
    }

    private mutating func multiPolygon() -> MultiPolygon? {
        // A polygon takes 9 bytes at least: a larger count is a lie, and would reserve memory in vain.
        guard let count = int32(), count > 0, Int(count) <= remaining / 9 else { return nil }
        var polygons: [Polygon] = []
        polygons.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard byte() == SpatialiteBlob.entity, let type = int32() else { return nil }
            let isCompressed = type == SpatialiteBlob.polygonClass + SpatialiteBlob.compression
            guard isCompressed || type == SpatialiteBlob.polygonClass else { return nil }
            guard let polygon = polygon(isCompressed: isCompressed) else { return nil }
            polygons.append(polygon)
        }
        return MultiPolygon(polygons)
    }

    private mutating func polygon(isCompressed: Bool) -> Polygon? {
        guard let count = int32(), count > 0, Int(count) <= remaining / 4 else { return nil }
        guard let exterior = ring(isCompressed: isCompressed) else { return nil }
        var holes: [[Position]] = []
        for _ in 1..<count {
            guard let hole = ring(isCompressed: isCompressed) else { return nil }
            holes.append(hole)
        }
        return Polygon(exterior: exterior, holes: holes)
    }

    private mutating func ring(isCompressed: Bool) -> [Position]? {
        guard let count = int32(), count >= 4, Int(count) <= remaining / (isCompressed ? 8 : 16) else { return nil }
        var ring: [Position] = []
        ring.reserveCapacity(Int(count))
        for index in 0..<count {
            let isFull = !isCompressed || index == 0 || index == count - 1
            guard let position = isFull ? validPosition() : validPosition(after: ring.last) else { return nil }
            ring.append(position)
        }
        return ring.first == ring.last ? ring : nil
    }

    // MARK: Values

    private mutating func validPosition() -> Position? {
        position().flatMap { Position(validatingLongitude: $0.longitude, latitude: $0.latitude) }
    }

    /// A position of a compressed ring, given by what separates it from the one before.
    private mutating func validPosition(after previous: Position?) -> Position? {
        guard let previous, let east = load(UInt32.self), let north = load(UInt32.self) else { return nil }
        return Position(
            validatingLongitude: previous.longitude + Double(Float(bitPattern: east)),
            latitude: previous.latitude + Double(Float(bitPattern: north)))
    }

    mutating func position() -> Position? {
        guard let longitude = load(UInt64.self), let latitude = load(UInt64.self) else { return nil }
        return Position(longitude: Double(bitPattern: longitude), latitude: Double(bitPattern: latitude))
    }

    mutating func int32() -> Int32? {
        load(UInt32.self).map { Int32(bitPattern: $0) }
    }

    mutating func byte() -> UInt8? {
        load(UInt8.self)
    }

    @inline(__always)
    private mutating func load<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type) -> Value? {
        let size = MemoryLayout<Value>.size
        guard remaining >= size else { return nil }
        let value = bytes.loadUnaligned(fromByteOffset: offset, as: type)
        offset += size
        return isLittleEndian ? Value(littleEndian: value) : Value(bigEndian: value)
    }
}
