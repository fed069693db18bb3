package import TerritoryGeometry

extension GeoJSONReader {
    /// The geometry that comes next.
    ///
    /// - Returns: `nil` for `null`, and for a geometry whose problems are reported.
    package mutating func geometry() throws(JSONSyntaxError) -> Geometry? {
        guard scanner.next() == 0x7B else {
            if scanner.next() == 0x6E { try scanner.literal("null") } else { try skip(insteadOf: .object) }
            return nil
        }
        let line = scanner.line
        var type: String?
        var hasType = false
        var isRead = false
        var geometry: Geometry?
        var coordinates: JSONScanner.Mark?
        try eachMember { reader, name throws(JSONSyntaxError) in
            switch name {
            case "type":
                hasType = true
                type = try reader.text()
            case "coordinates":
                coordinates = reader.scanner.mark
                // Without its type, the list cannot be read yet: it is stepped over, and read at the end.
                isRead = hasType
                if let type { geometry = try reader.shape(of: type) } else { try reader.scanner.skipValue() }
            case "crs":
                try reader.readCRS()
            default:
                try reader.scanner.skipValue()
            }
        }
        guard let type else {
            if !hasType { report(GeoJSONProblem.missingMember("type"), line: line) }
            return nil
        }
        guard ["Point", "Polygon", "MultiPolygon"].contains(type) else {
            report(GeoJSONProblem.unsupportedGeometry(type), line: line)
            return nil
        }
        guard let coordinates else {
            report(GeoJSONProblem.missingMember("coordinates"), line: line)
            return nil
        }
        if !isRead {
            let end = scanner.mark
            scanner.move(to: coordinates)
            geometry = try shape(of: type)
            scanner.move(to: end)
        }
        return geometry
    }

    /// The coordinates that come next, read as those of a geometry of this type; those of other types are skipped.
    private mutating func shape(of type: String) throws(JSONSyntaxError) -> Geometry? {
        isOffGlobe = false
        switch type {
        case "Point":
            return try position().map { .point($0) }
        case "Polygon":
            return .multiPolygon(MultiPolygon(try polygon().map { [$0] } ?? []))
        case "MultiPolygon":
            var polygons: [Polygon] = []
            try eachElement { reader throws(JSONSyntaxError) in
                if let polygon = try reader.polygon() { polygons.append(polygon) }
            }
            return .multiPolygon(MultiPolygon(polygons))
        default:
            try scanner.skipValue()
            return nil
        }
    }

    /// The polygon whose list of rings comes next.
    ///
    /// - Returns: `nil` for a list without rings, which RFC 7946 allows and which has no ground.
    private mutating func polygon() throws(JSONSyntaxError) -> Polygon? {
        var exterior: [Position]?
        var holes: [[Position]] = []
        var isFirst = true
        try eachElement { reader throws(JSONSyntaxError) in
            let ring = try reader.ring()
            if isFirst { exterior = ring } else if let ring { holes.append(ring) }
            isFirst = false
        }
        // A polygon whose exterior was left out has no ground: its holes must not become some.
        return exterior.map { Polygon(exterior: $0, holes: holes) }
    }

    private mutating func ring() throws(JSONSyntaxError) -> [Position]? {
        _ = scanner.next()
        let line = scanner.line
        openRing.removeAll(keepingCapacity: true)
        var isComplete = true
        guard scanner.next() == 0x5B else {
            try skip(insteadOf: .list)
            return nil
        }
        scanner.offset += 1
        var isFirst = !readPlainPositions()
        while try scanner.nextElement(isFirst: isFirst) {
            isFirst = false
            if let position = try position() { openRing.append(position) } else { isComplete = false }
        }
        guard isComplete else { return nil }
        let count = openRing.count
        guard count >= 4 else {
            reportShortRing(count: count, line: line)
            return nil
        }
        guard openRing.first == openRing.last else {
            report(GeoJSONProblem.ringNotClosed, line: line)
            return nil
        }
        return Array(openRing)
    }

    // MARK: Position

    /// Reads positions of two plain numbers as long as one follows another on the same line, as nearly all do; whatever
    /// else comes is left where it stands.
    ///
    /// - Returns: Whether there was one.
    private mutating func readPlainPositions() -> Bool {
        // Taken out of the reader, so that it grows in place.
        var ring: [Position] = []
        swap(&ring, &openRing)
        defer { swap(&ring, &openRing) }
        scanner.offset = scanner.bytes.withUnsafeBytes { text in
            var end = scanner.offset
            while let (position, next) = Self.plainPosition(in: text, at: end, isFirst: ring.isEmpty) {
                ring.append(position)
                end = next
            }
            return end
        }
        return !ring.isEmpty
    }

    /// - Returns: The position, after a comma if it is not the first, and where it ends.
    @inline(__always)
    private static func plainPosition(
        in text: UnsafeRawBufferPointer, at start: Int, isFirst: Bool
    ) -> (Position, end: Int)? {
        var index = start
        guard isFirst || consume(0x2C, in: text, at: &index), consume(0x5B, in: text, at: &index) else { return nil }
        skipSpaces(in: text, at: &index)
        guard let longitude = DecimalNumber.degrees(in: text, at: &index), consume(0x2C, in: text, at: &index) else {
            return nil
        }
        skipSpaces(in: text, at: &index)
        guard let latitude = DecimalNumber.degrees(in: text, at: &index), consume(0x5D, in: text, at: &index),
            Position.longitudes.contains(longitude), Position.latitudes.contains(latitude)
        else { return nil }
        return (Position(longitude: longitude, latitude: latitude), index)
    }

    @inline(__always)
    private static func skipSpaces(in text: UnsafeRawBufferPointer, at index: inout Int) {
        while index < text.count, text[index] == 0x20 { index += 1 }
    }

    @inline(__always)
    private static func consume(_ byte: UInt8, in text: UnsafeRawBufferPointer, at index: inout Int) -> Bool {
        skipSpaces(in: text, at: &index)
        guard index < text.count, text[index] == byte else { return false }
        index += 1
        return true
    }

    /// The position that comes next, without its height.
    ///
    /// - Returns: `nil` for a position whose problem is reported.
    @inline(__always)
    private mutating func position() throws(JSONSyntaxError) -> Position? {
        guard scanner.consume(0x5B) else {
            try skip(insteadOf: .position)
            return nil
        }
        guard startsNumber else { return try brokenPosition() }
        let longitude = try scanner.number()
        guard scanner.consume(0x2C), startsNumber else { return try brokenPosition() }
        let latitude = try scanner.number()
        if !scanner.consume(0x5D) { try skipRest() }
        let position = Position(longitude: longitude, latitude: latitude)
        guard Position.longitudes.contains(longitude), Position.latitudes.contains(latitude) else {
            reportOffGlobe(position)
            return nil
        }
        return position
    }

    private var startsNumber: Bool {
        mutating get {
            guard let byte = scanner.next() else { return false }
            return byte == 0x2D || (0x30...0x39).contains(byte)
        }
    }

    /// The heights of a position, then its end.
    private mutating func skipRest() throws(JSONSyntaxError) {
        while try scanner.nextElement(isFirst: false) { try scanner.skipValue() }
    }

    private mutating func brokenPosition() throws(JSONSyntaxError) -> Position? {
        if scanner.consume(0x5D) {
            report(GeoJSONProblem.positionTooShort)
            return nil
        }
        try skip(insteadOf: .number)
        try skipRest()
        return nil
    }

    private mutating func reportOffGlobe(_ position: Position) {
        if !isOffGlobe { report(GeoJSONProblem.outOfRange(position)) }
        isOffGlobe = true
    }
}
