extension GeoJSONReader {
    /// The geometry that comes next.
    ///
    /// - Returns: `nil` for `null`, and for a geometry whose problems are reported.
    mutating func geometry() throws(JSONSyntaxError) -> Geometry? {
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
        try eachElement { reader throws(JSONSyntaxError) in
            if let position = try reader.position() {
                reader.openRing.append(position)
            } else {
                isComplete = false
            }
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
        guard abs(longitude) <= 180, abs(latitude) <= 90 else {
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
