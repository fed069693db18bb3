/// A place on the ground: degrees, WGS 84 (EPSG:4326), longitude first as in RFC 7946.
public struct Position: Hashable, Sendable {
    /// Degrees east of Greenwich, -180 to 180.
    public var longitude: Double
    /// Degrees north of the equator, -90 to 90.
    public var latitude: Double

    /// The longitudes that there are.
    public static let longitudes = -180.0...180.0
    /// The latitudes that there are.
    public static let latitudes = -90.0...90.0

    /// Takes numbers that are known to be degrees; those from outside go through ``init(validatingLongitude:latitude:)``.
    @inlinable
    public init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }

    /// - Returns: `nil` beyond 180 degrees east or west, beyond a pole, and for what is not a number.
    public init?(validatingLongitude longitude: Double, latitude: Double) {
        guard Self.longitudes.contains(longitude), Self.latitudes.contains(latitude) else { return nil }
        self.init(longitude: longitude, latitude: latitude)
    }
}
