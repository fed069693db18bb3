/// A place on the ground: degrees, WGS 84 (EPSG:4326), longitude first as in RFC 7946.
public struct Position: Hashable, Sendable {
    /// Degrees east of Greenwich, -180 to 180.
    public var longitude: Double
    /// Degrees north of the equator, -90 to 90.
    public var latitude: Double

    @inlinable
    public init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }
}
