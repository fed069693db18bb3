/// A thing on the map, as GeoJSON tells it (RFC 7946, section 3.2).
public struct Feature: Hashable, Sendable {
    /// What identifies the feature in its collection, if anything does.
    public var id: String?
    public var boundingBox: BoundingBox?
    /// Written in this order.
    public var properties: [JSONMember]
    /// `nil` for a thing without a place on the map.
    public var geometry: Geometry?

    public init(
        id: String? = nil, boundingBox: BoundingBox? = nil, properties: [JSONMember] = [], geometry: Geometry?
    ) {
        self.id = id
        self.boundingBox = boundingBox
        self.properties = properties
        self.geometry = geometry
    }
}
