package import TerritoryGeometry

/// Writes a GeoJSON feature collection (RFC 7946), one feature a line, the same bytes every time.
///
/// The bytes gather in the writer until they are taken, so that a collection of any size can leave piece by piece:
///
/// ```swift
/// var writer = GeoJSONWriter(members: [JSONMember("name", .string("communes"))])
/// while let feature = try rows.next() {
///     writer.write(feature)
///     if writer.byteCount > 65_536 { try await response.send(writer.takeBytes()) }
/// }
/// writer.finish()
/// try await response.send(writer.takeBytes())
/// ```
///
/// Coordinates are degrees, WGS 84, longitude first, rounded to 6 decimals (11 cm at most); exteriors turn
/// counterclockwise and holes clockwise, whichever way they are given.
package struct GeoJSONWriter: Sendable {
    /// The names that RFC 7946 keeps for itself in a collection.
    private static let reservedNames: Set = [
        "type", "bbox", "features", "coordinates", "geometries", "geometry", "properties",
    ]

    private var bytes: [UInt8] = []
    private var hasFeature = false
    private var isFinished = false

    /// Begins a collection.
    ///
    /// - Parameters:
    ///   - members: Members of the collection beyond those of RFC 7946, in the order to write them in.
    ///   - boundingBox: The box around every feature to come, if it is known.
    /// - Precondition: No member takes a name that RFC 7946 defines.
    package init(members: [JSONMember] = [], boundingBox: BoundingBox? = nil) {
        precondition(
            members.allSatisfy { !Self.reservedNames.contains($0.name) }, "RFC 7946 defines this member already")
        bytes.append(text: #"{"type":"FeatureCollection""#)
        for member in members {
            bytes.append(0x2C)
            bytes.append(member)
        }
        if let boundingBox { bytes.append(boundingBox) }
        bytes.append(text: #","features":["#)
    }

    /// The number of bytes written and not yet taken.
    package var byteCount: Int { bytes.count }

    /// Writes one more feature.
    ///
    /// - Precondition: The collection is not finished, and coordinates are finite.
    package mutating func write(_ feature: Feature) {
        precondition(!isFinished, "the collection is finished")
        bytes.append(text: hasFeature ? ",\n" : "\n")
        hasFeature = true
        bytes.append(feature)
    }

    /// Ends the collection; without a feature, it is empty.
    ///
    /// - Parameter boundingBox: The box around every feature, where it was not known at the beginning.
    package mutating func finish(boundingBox: BoundingBox? = nil) {
        precondition(!isFinished, "the collection is finished")
        isFinished = true
        bytes.append(text: hasFeature ? "\n]" : "]")
        if let boundingBox { bytes.append(boundingBox) }
        bytes.append(text: "}\n")
    }

    /// Ends a collection whose features were written apart, after its beginning was taken.
    package mutating func finish(afterFeatures: Bool, boundingBox: BoundingBox?) {
        hasFeature = hasFeature || afterFeatures
        finish(boundingBox: boundingBox)
    }

    /// The bytes written since the last call.
    package mutating func takeBytes() -> [UInt8] {
        let taken = bytes
        // The memory goes with the bytes taken: kept here, the next write would copy it.
        bytes = []
        bytes.reserveCapacity(taken.count)
        return taken
    }

    /// A whole collection at once.
    package static func bytes(
        of features: some Sequence<Feature>, members: [JSONMember] = [], boundingBox: BoundingBox? = nil
    ) -> [UInt8] {
        var writer = GeoJSONWriter(members: members, boundingBox: boundingBox)
        for feature in features { writer.write(feature) }
        writer.finish()
        return writer.takeBytes()
    }

    /// One feature on its own, without a line break.
    package static func bytes(of feature: Feature) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(feature)
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ feature: Feature) {
        append(text: #"{"type":"Feature""#)
        if let id = feature.id {
            append(text: #","id":"#)
            append(jsonString: id)
        }
        if let box = feature.boundingBox { append(box) }
        append(text: #","properties":"#)
        append(JSONValue.object(feature.properties))
        append(text: #","geometry":"#)
        append(feature.geometry)
        append(0x7D)
    }
}
