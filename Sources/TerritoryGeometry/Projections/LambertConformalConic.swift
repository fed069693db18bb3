internal import Foundation

/// The Lambert conformal conic projection with two standard parallels (EPSG method 9802).
///
/// Source: IOGP publication 373-7-2, “Coordinate Conversions and Transformations including Formulas”, § 3.1.1.1.
struct LambertConformalConic: Sendable {
    private let eccentricity: Double
    private let exponent: Double
    /// The scale of the cone, with the semi-major axis in metres.
    private let factor: Double
    private let originRadius: Double
    private let centralMeridian: Double
    private let falseOrigin: SIMD2<Double>

    /// RGF93 v1 / Lambert-93 (EPSG:2154), on the ellipsoid GRS80.
    static let lambert93 = LambertConformalConic(
        semiMajorAxis: 6_378_137, inverseFlattening: 298.257222101, origin: (longitude: 3, latitude: 46.5),
        parallels: (44, 49), falseOrigin: SIMD2(700_000, 6_600_000))

    init(
        semiMajorAxis: Double, inverseFlattening: Double, origin: (longitude: Double, latitude: Double),
        parallels: (Double, Double), falseOrigin: SIMD2<Double>
    ) {
        let flattening = 1 / inverseFlattening
        eccentricity = (2 * flattening - flattening * flattening).squareRoot()
        centralMeridian = origin.longitude * .pi / 180
        self.falseOrigin = falseOrigin
        let (first, second) = (parallels.0 * .pi / 180, parallels.1 * .pi / 180)
        let (firstRadius, secondRadius) = (
            Self.parallelRadius(first, eccentricity), Self.parallelRadius(second, eccentricity)
        )
        let (firstCone, secondCone) = (Self.cone(first, eccentricity), Self.cone(second, eccentricity))
        exponent = (log(firstRadius) - log(secondRadius)) / (log(firstCone) - log(secondCone))
        factor = semiMajorAxis * firstRadius / (exponent * pow(firstCone, exponent))
        originRadius = factor * pow(Self.cone(origin.latitude * .pi / 180, eccentricity), exponent)
    }

    /// Metres, east and north.
    func point(of position: Position) -> SIMD2<Double> {
        let radius = factor * pow(Self.cone(position.latitude * .pi / 180, eccentricity), exponent)
        let angle = exponent * (position.longitude * .pi / 180 - centralMeridian)
        return falseOrigin + SIMD2(radius * sin(angle), originRadius - radius * cos(angle))
    }

    /// The radius of a parallel on the ellipsoid, in semi-major axes (`m` of the source).
    private static func parallelRadius(_ latitude: Double, _ eccentricity: Double) -> Double {
        let sine = eccentricity * sin(latitude)
        return cos(latitude) / (1 - sine * sine).squareRoot()
    }

    /// `t` of the source.
    private static func cone(_ latitude: Double, _ eccentricity: Double) -> Double {
        let sine = eccentricity * sin(latitude)
        return tan(.pi / 4 - latitude / 2) / pow((1 - sine) / (1 + sine), eccentricity / 2)
    }
}

/// The popular visualisation pseudo-Mercator (EPSG method 1024): a sphere, with the latitudes of an ellipsoid.
enum WebMercator {
    private static let radius = 6_378_137.0

    /// Metres, east and north; a pole lies beyond every number of metres that a box can have.
    static func point(of position: Position) -> SIMD2<Double> {
        let latitude = position.latitude * .pi / 180
        let north = position.latitude.magnitude < 90 ? radius * log(tan(.pi / 4 + latitude / 2)) : .infinity
        return SIMD2(radius * position.longitude * .pi / 180, position.latitude < 0 ? -north.magnitude : north)
    }
}
