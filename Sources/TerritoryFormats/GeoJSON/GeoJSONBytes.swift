package import TerritoryGeometry

extension [UInt8] {
    /// Appends a geometry as RFC 7946 writes it; a shape without polygons is `null`, as it has no place on the map.
    package mutating func append(_ geometry: Geometry?) {
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
    package mutating func append(_ box: BoundingBox) {
        append(text: #","bbox":["#)
        for (index, value) in [box.west, box.south, box.east, box.north].enumerated() {
            if index > 0 { append(0x2C) }
            append(coordinate: value)
        }
        append(0x5D)
    }

    /// Appends a number of degrees with the very digits it has in a position, so that a box holds what it surrounds.
    private mutating func append(coordinate: Double) {
        let start = count
        append(contentsOf: repeatElement(0, count: CoordinateText.room))
        let end = withUnsafeMutableBytes { CoordinateText.put(coordinate, in: $0, at: start) }
        removeLast(count - end)
    }

    private mutating func append(ring: [Position], isClockwise: Bool) {
        append(0x5B)
        // A ring without area turns neither way: it stays as it is.
        appendPositions(of: ring, isReversed: isClockwise ? ring.turn > 0 : ring.turn < 0)
        append(0x5D)
    }

    /// Appends positions, separated by commas.
    ///
    /// The room for all of them is made at once: asking for it byte by byte would take most of the time.
    private mutating func appendPositions(of ring: [Position], isReversed: Bool) {
        let start = count
        append(contentsOf: repeatElement(0, count: ring.count * PositionText.room))
        let end = withUnsafeMutableBytes { text in
            PositionText.put(ring.count, isReversed: isReversed, in: text, at: start) { ring[$0] }
        }
        removeLast(count - end)
    }
}

extension ByteBuffer {
    /// Appends a stored shape, with the text that it has once it is read.
    package mutating func append(_ shape: BlobShape) {
        append(text: #"{"type":"MultiPolygon","coordinates":["#)
        for (index, rings) in shape.polygons.enumerated() {
            append(text: index == 0 ? "[[" : ",[[")
            for (place, ring) in rings.enumerated() {
                if place > 0 { append(text: "],[") }
                let turn = shape.turn(of: ring)
                let isReversed = place == 0 ? turn < 0 : turn > 0
                append(upTo: ring.count * PositionText.room) { text in
                    PositionText.put(ring.count, isReversed: isReversed, in: text, at: 0) {
                        shape.position(ring.start + 16 * $0)
                    }
                }
            }
            append(text: "]]")
        }
        append(text: "]}")
    }
}

/// Positions as text, separated by commas.
private enum PositionText {
    /// The bytes that a position may take, those written beyond its end included.
    static let room = 2 * CoordinateText.room + 4

    /// - Returns: Where the text ends.
    @inline(__always)
    static func put(
        _ count: Int, isReversed: Bool, in text: UnsafeMutableRawBufferPointer, at start: Int,
        _ positionAt: (Int) -> Position
    ) -> Int {
        var end = start
        for index in 0..<count {
            let position = positionAt(isReversed ? count - 1 - index : index)
            if index > 0 {
                text[end] = 0x2C
                end += 1
            }
            text[end] = 0x5B
            end = CoordinateText.put(position.longitude, in: text, at: end + 1)
            text[end] = 0x2C
            end = CoordinateText.put(position.latitude, in: text, at: end + 1)
            text[end] = 0x5D
            end += 1
        }
        return end
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
