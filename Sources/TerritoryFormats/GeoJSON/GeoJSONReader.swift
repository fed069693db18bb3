package import TerritoryGeometry

/// Reads a GeoJSON text (RFC 7946), a collection of features, one feature or one geometry, and reports everything that is
/// wrong in it.
///
/// Members come in any order and unknown ones are skipped; heights are dropped. Text that is not JSON ends the
/// reading, since nothing after it can be trusted; any other problem is noted and the reading goes on.
package struct GeoJSONReader {
    package var scanner: JSONScanner
    package var problems: ProblemList
    /// The positions of the ring being read, kept so that its memory serves for every ring.
    package var openRing: [Position] = []
    /// The feature being read, counted from 1; `nil` outside the features.
    package var featureNumber: Int?
    /// Rings too short to enclose ground, which were left out; `nil` where such a ring is a problem.
    package var droppedRings: ProblemList?
    /// One position off the globe tells enough about a geometry: the others would be the same story.
    package var isOffGlobe = false

    /// What is quoted of an object that does not say its type.
    private static let untyped = "{…}"

    /// The features of a collection; one for a feature or a geometry that stands alone.
    ///
    /// - Parameters:
    ///   - bytes: The whole file, UTF-8, with or without byte order mark.
    ///   - file: The file as the user named it; the problems repeat it.
    ///   - problemLimit: The number of problems to describe; a last one counts the others.
    /// - Returns: The features in the order of the file.
    /// - Throws: Every problem of the file.
    package static func features(
        in bytes: [UInt8], file: String, problemLimit: Int = 200
    ) throws(ImportError) -> [GeoJSONFeature] {
        try features(in: bytes, file: file, problemLimit: problemLimit, droppedRings: nil).features
    }

    /// The features of a collection of which rings too short to enclose ground are left out, and told.
    package static func features(
        in bytes: [UInt8], file: String, tellingDroppedRings notices: inout [SourceProblem]
    ) throws(ImportError) -> [GeoJSONFeature] {
        let dropped = ProblemList(file: file, limit: 200)
        let result = try features(in: bytes, file: file, problemLimit: 200, droppedRings: dropped)
        if let list = result.droppedRings, !list.isEmpty { notices += list.error.problems }
        return result.features
    }

    private static func features(
        in bytes: [UInt8], file: String, problemLimit: Int, droppedRings: ProblemList?
    ) throws(ImportError) -> (features: [GeoJSONFeature], droppedRings: ProblemList?) {
        if let defect = UTF8Defect.first(in: bytes) {
            throw ImportError([SourceProblem(file: file, line: defect.line, defect.message)])
        }
        var reader = GeoJSONReader(
            scanner: JSONScanner(bytes), problems: ProblemList(file: file, limit: problemLimit),
            droppedRings: droppedRings)
        var features: [GeoJSONFeature] = []
        do {
            try reader.readDocument(into: &features)
        } catch {
            reader.problems.report(error.message, line: error.line)
        }
        guard reader.problems.isEmpty else { throw reader.problems.error }
        return (features, reader.droppedRings)
    }

    /// Notes a problem here or on `line`, with the number of the feature: many files have one line only.
    package mutating func report(_ message: @autoclosure () -> LocalizedText, line: Int? = nil) {
        let (place, number) = (line ?? scanner.line, featureNumber)
        problems.report(number.map { GeoJSONProblem.inFeature($0, message()) } ?? message(), line: place)
    }

    package mutating func reportShortRing(count: Int, line: Int) {
        guard droppedRings != nil else { return report(GeoJSONProblem.ringTooShort(count: count), line: line) }
        let message = GeoJSONProblem.ringDropped(count: count)
        droppedRings?.report(featureNumber.map { GeoJSONProblem.inFeature($0, message) } ?? message, line: line)
    }

    // MARK: Collection

    private mutating func readDocument(into features: inout [GeoJSONFeature]) throws(JSONSyntaxError) {
        guard scanner.next() == 0x7B else {
            guard scanner.next() != nil else {
                throw scanner.unexpected(LocalizedText(fr: "un document GeoJSON", en: "a GeoJSON document"))
            }
            let found = scanner.excerpt
            report(GeoJSONProblem.notAFeatureCollection(found: found))
            return try scanner.skipValue()
        }
        switch try documentType() {
        case "Feature":
            featureNumber = 1
            if let feature = try feature() { features.append(feature) }
        case let type? where Self.geometryTypes.contains(type):
            featureNumber = 1
            let line = scanner.line
            let geometry = try geometry()
            features.append(GeoJSONFeature(line: line, properties: [:], geometry: geometry))
        default: try readCollection(into: &features)
        }
        featureNumber = nil
        guard scanner.next() == nil else {
            throw scanner.unexpected(LocalizedText(fr: "la fin du fichier", en: "the end of the file"))
        }
    }

    private static let geometryTypes: Set = [
        "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
    ]

    /// The type of the object that comes next, which is not consumed.
    private mutating func documentType() throws(JSONSyntaxError) -> String? {
        let start = scanner.mark
        defer { scanner.move(to: start) }
        scanner.offset += 1
        var isFirst = true
        while let name = try scanner.nextMember(isFirst: isFirst) {
            isFirst = false
            if name == "type" { return scanner.next() == 0x22 ? try scanner.string() : nil }
            try scanner.skipValue()
        }
        return nil
    }

    private mutating func readCollection(into features: inout [GeoJSONFeature]) throws(JSONSyntaxError) {
        let line = scanner.line
        scanner.offset += 1
        var type = Self.untyped
        var hasFeatures = false
        var isFirst = true
        while let name = try scanner.nextMember(isFirst: isFirst) {
            isFirst = false
            switch name {
            case "type":
                type = try text() ?? type
            case "features":
                hasFeatures = true
                try readFeatures(into: &features)
            case "crs":
                try readCRS()
            default:
                try scanner.skipValue()
            }
        }
        if type != "FeatureCollection" {
            report(GeoJSONProblem.notAFeatureCollection(found: type), line: line)
        } else if !hasFeatures {
            report(GeoJSONProblem.noFeatures, line: line)
        }
    }

    private mutating func readFeatures(into features: inout [GeoJSONFeature]) throws(JSONSyntaxError) {
        var count = 0
        try eachElement { reader throws(JSONSyntaxError) in
            count += 1
            reader.featureNumber = count
            if let feature = try reader.feature() { features.append(feature) }
        }
        featureNumber = nil
    }

    /// The `crs` member of GeoJSON 2008; RFC 7946 knows only WGS 84.
    package mutating func readCRS() throws(JSONSyntaxError) {
        let line = scanner.line
        try eachMember { reader, name throws(JSONSyntaxError) in
            guard name == "properties" else { return try reader.scanner.skipValue() }
            try reader.eachMember { reader, name throws(JSONSyntaxError) in
                guard name == "name" else { return try reader.scanner.skipValue() }
                guard let crs = try reader.text(), !Self.isWGS84(crs) else { return }
                reader.report(GeoJSONProblem.unsupportedCRS(crs), line: line)
            }
        }
    }

    /// Whether the name is one of those in use for WGS 84 in degrees: OGC or EPSG, as a code, a URN or a URL.
    package static func isWGS84(_ crs: String) -> Bool {
        let words = crs.uppercased().split { $0 == ":" || $0 == "/" }
        return words.contains("OGC") && words.last == "CRS84" || words.contains("EPSG") && words.last == "4326"
    }

    // MARK: Feature

    private mutating func feature() throws(JSONSyntaxError) -> GeoJSONFeature? {
        guard scanner.next() == 0x7B else {
            let found = scanner.excerpt
            report(GeoJSONProblem.notAFeature(found: found))
            try scanner.skipValue()
            return nil
        }
        var feature = GeoJSONFeature(line: scanner.line, properties: [:], geometry: nil)
        scanner.offset += 1
        var type = Self.untyped
        var isFirst = true
        while let name = try scanner.nextMember(isFirst: isFirst) {
            isFirst = false
            switch name {
            case "type": type = try text() ?? type
            case "properties": feature.properties = try properties()
            case "geometry": feature.geometry = try geometry()
            case "crs": try readCRS()
            default: try scanner.skipValue()
            }
        }
        guard type == "Feature" else {
            report(GeoJSONProblem.notAFeature(found: type), line: feature.line)
            return nil
        }
        return feature
    }

    private mutating func properties() throws(JSONSyntaxError) -> [String: GeoJSONProperty] {
        var properties: [String: GeoJSONProperty] = [:]
        try eachMember { reader, name throws(JSONSyntaxError) in
            if let value = try reader.property() { properties[name] = value }
        }
        return properties
    }

    private mutating func property() throws(JSONSyntaxError) -> GeoJSONProperty? {
        switch scanner.next() {
        case 0x22:
            return .string(try scanner.string())
        case 0x74:
            try scanner.literal("true")
            return .bool(true)
        case 0x66:
            try scanner.literal("false")
            return .bool(false)
        case 0x6E:
            try scanner.literal("null")
            return .null
        case 0x7B, 0x5B:
            try scanner.skipValue()
            return nil
        default:
            return try number()
        }
    }

    private mutating func number() throws(JSONSyntaxError) -> GeoJSONProperty {
        let (start, text) = (scanner.offset, scanner.excerpt)
        let value = try scanner.number()
        if !value.isFinite { report(GeoJSONProblem.numberTooLarge(text)) }
        let written = scanner.bytes[start..<scanner.offset]
        // From 2⁵³ on, neighbors share a Double.
        guard value.magnitude >= 0x1p53, written.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }) else {
            return .number(value)
        }
        return .longInteger(String(decoding: written, as: UTF8.self))
    }
}
