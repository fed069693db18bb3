package import TerritoryGeometry

/// A thing on the map, as GeoJSON tells it (RFC 7946, section 3.2).
package struct Feature: Hashable, Sendable {
    /// What identifies the feature in its collection, if anything does.
    package var id: String?
    package var boundingBox: BoundingBox?
    /// Written in this order.
    package var properties: [JSONMember]
    /// `nil` for a thing without a place on the map.
    package var geometry: Geometry?

    package init(
        id: String? = nil, boundingBox: BoundingBox? = nil, properties: [JSONMember] = [], geometry: Geometry?
    ) {
        self.id = id
        self.boundingBox = boundingBox
        self.properties = properties
        self.geometry = geometry
    }
}
