extension [UInt8] {
    /// Appends a geometry as RFC 7946 writes it; a shape without polygons is `null`, as it has no place on the map.
    mutating func append(_ geometry: Geometry?) {
        switch geometry {
        case .point(let position):
            append(text: #"{"type":"Point","coordinates":"#)
            appendPositions(of: [position], isReversed: false)
            append(0x7D)
        case .multiPolygon(let shape) where !shape.isEmpty:
            append(text: #"{"type":"MultiPolygon","coordinates":["#)
            for (index, polygon) in shape.polygons.enumerated() {
                append(text: index == 0 ? "[" : ",[")
                append(ring: polygon.exterior, isClockwise: false)
                for hole in polygon.holes {
                    append(0x2C)
                    append(ring: hole, isClockwise: true)
                }
                append(0x5D)
            }
            append(text: "]}")
        case .multiPolygon, nil:
            append(text: "null")
        }
    }

    /// Appends the `bbox` member: west, south, east, north.
    mutating func append(_ box: BoundingBox) {
        append(text: #","bbox":["#)
        for (index, value) in [box.west, box.south, box.east, box.north].enumerated() {
            if index > 0 { append(0x2C) }
            append(coordinate: value)
        }
        append(0x5D)
    }

    /// Appends a number of degrees with the very digits it has in a position, so that a box holds what it surrounds.
    private mutating func append(coordinate: Double) {
        var end = count
        append(contentsOf: repeatElement(0, count: 18))
        var room = mutableSpan
        room.putCoordinate(coordinate, at: &end)
        removeLast(count - end)
    }

    private mutating func append(ring: [Position], isClockwise: Bool) {
        append(0x5B)
        // A ring without area turns neither way: it stays as it is.
        appendPositions(of: ring, isReversed: isClockwise ? ring.turn > 0 : ring.turn < 0)
        append(0x5D)
    }

    /// Appends a stored shape, with the text that it has once it is read.
    mutating func append(_ shape: BlobShape) {
        append(text: #"{"type":"MultiPolygon","coordinates":["#)
        for (index, rings) in shape.polygons.enumerated() {
            append(text: index == 0 ? "[[" : ",[[")
            for (place, ring) in rings.enumerated() {
                if place > 0 { append(text: "],[") }
                let turn = shape.turn(of: ring)
                appendPositions(ring.count, isReversed: place == 0 ? turn < 0 : turn > 0) {
                    shape.position(ring.start + 16 * $0)
                }
            }
            append(text: "]]")
        }
        append(text: "]}")
    }

    /// Appends positions, separated by commas.
    ///
    /// The room for all of them is made at once: asking for it byte by byte would take most of the time.
    private mutating func appendPositions(of ring: [Position], isReversed: Bool) {
        appendPositions(ring.count, isReversed: isReversed) { ring[$0] }
    }

    @inline(__always)
    private mutating func appendPositions(_ total: Int, isReversed: Bool, _ positionAt: (Int) -> Position) {
        let start = count
        append(contentsOf: repeatElement(0, count: total * 40))
        var end = start
        var room = mutableSpan
        for index in 0..<total {
            let position = positionAt(isReversed ? total - 1 - index : index)
            room.put(index == 0 ? 0x5B : 0x2C, at: &end)
            if index > 0 { room.put(0x5B, at: &end) }
            room.putCoordinate(position.longitude, at: &end)
            room.put(0x2C, at: &end)
            room.putCoordinate(position.latitude, at: &end)
            room.put(0x5D, at: &end)
        }
        removeLast(count - end)
    }
}

extension MutableSpan<UInt8> {
    @inline(__always)
    fileprivate mutating func put(_ byte: UInt8, at index: inout Int) {
        self[index] = byte
        index += 1
    }

    /// Writes a number of degrees, rounded to 6 decimals, in 18 bytes at most.
    @inline(__always)
    fileprivate mutating func putCoordinate(_ degrees: Double, at index: inout Int) {
        precondition(abs(degrees) <= 1e9, "a coordinate is not a number of degrees")
        // A value read from 6 decimals is within a millionth of its own rounding: it comes back as it was.
        let scaled = Int64((degrees * 1_000_000).rounded())
        if scaled < 0 { put(0x2D, at: &index) }
        let magnitude = scaled.magnitude
        putDigits(UInt32(truncatingIfNeeded: magnitude / 1_000_000), at: &index)
        var fraction = UInt32(truncatingIfNeeded: magnitude % 1_000_000)
        guard fraction > 0 else { return }
        put(0x2E, at: &index)
        var unit: UInt32 = 100_000
        while fraction > 0 {
            put(0x30 + UInt8(truncatingIfNeeded: fraction / unit), at: &index)
            fraction %= unit
            unit /= 10
        }
    }

    @inline(__always)
    private mutating func putDigits(_ value: UInt32, at index: inout Int) {
        var unit: UInt32 = 1
        while value / unit >= 10 { unit *= 10 }
        var rest = value
        while unit > 0 {
            put(0x30 + UInt8(truncatingIfNeeded: rest / unit), at: &index)
            rest %= unit
            unit /= 10
        }
    }
}

extension [Position] {
    /// Which way a ring turns: positive counterclockwise, negative clockwise, 0 without area.
    fileprivate var turn: Double {
        guard let origin = first else { return 0 }
        var doubledArea = 0.0
        var previous = (x: 0.0, y: 0.0)
        for position in self {
            let x = position.longitude - origin.longitude
            let y = position.latitude - origin.latitude
            doubledArea += previous.x * y - x * previous.y
            previous = (x, y)
        }
        return doubledArea
    }
}
