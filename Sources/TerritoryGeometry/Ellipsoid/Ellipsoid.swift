import Foundation

/// An ellipsoid of revolution, on which areas and distances are measured on the ground (at height 0).
public struct Ellipsoid: Hashable, Sendable {
    /// Radius of the equator, in meters.
    public let semiMajorAxis: Double
    public let flattening: Double

    /// The ellipsoid of WGS 84, hence of EPSG:4326: 6,378,137 m and 1/298.257223563.
    public static let wgs84 = Ellipsoid(semiMajorAxis: 6_378_137, inverseFlattening: 298.257_223_563)

    /// The ellipsoid of RGF93 and of the legal French systems overseas: 6,378,137 m and 1/298.257222101.
    ///
    /// Its poles lie 0.1 mm closer than those of ``wgs84``: no measure of a territory tells them apart.
    public static let grs80 = Ellipsoid(semiMajorAxis: 6_378_137, inverseFlattening: 298.257_222_101)

    public init(semiMajorAxis: Double, inverseFlattening: Double) {
        self.semiMajorAxis = semiMajorAxis
        self.flattening = 1 / inverseFlattening
    }

    /// Radius of the poles, in meters.
    public var semiMinorAxis: Double { semiMajorAxis * (1 - flattening) }

    /// e², the square of the first eccentricity.
    var squaredEccentricity: Double { flattening * (2 - flattening) }
}
