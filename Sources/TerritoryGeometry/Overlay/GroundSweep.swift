import Foundation

/// The ground between an edge and a meridian, as a whole number of square millimeters or so.
///
/// The sum over the edges of a ring is its area, positive when the ring runs counter-clockwise. Whole numbers add up
/// without rounding, in any order: an edge walked in both directions leaves exactly nothing, and the parts of a shape
/// add up exactly to the shape. Sums wrap around, which is harmless as long as the result itself fits: areas stay
/// under 8 million km².
///
/// The measure is that of ``Ellipsoid/areaInSquareMeters(of:)-(MultiPolygon)``: cylindrical equal-area projection,
/// each edge completed by what its geodesic encloses.
package struct GroundSweep: Sendable {
    /// Units in a square meter: 2²⁰, so that one unit is about 1 mm².
    package static let unitsPerSquareMeter = 0x1p20

    /// A position in the cylindrical equal-area projection.
    package struct Point {
        /// Radians east of the meridian.
        package var longitude: Double
        /// The area between the equator and the parallel, in square meters per radian; negative southwards.
        package var height: Double
        /// Sine of the latitude.
        package var sine: Double
    }

    /// The longitude from which ground is counted, in degrees: the nearer, the smaller the numbers.
    private let meridian: Double
    private let squaredSemiMajorAxis: Double
    private let squaredEccentricity: Double
    private let eccentricity: Double

    package init(on ellipsoid: Ellipsoid, meridian: Double) {
        self.meridian = meridian
        squaredSemiMajorAxis = ellipsoid.semiMajorAxis * ellipsoid.semiMajorAxis
        squaredEccentricity = ellipsoid.squaredEccentricity
        eccentricity = ellipsoid.squaredEccentricity.squareRoot()
    }

    /// A position projected, after Snyder, *Map Projections: A Working Manual*, 1987, equation 3-12 times a²/2.
    package func point(_ position: Position) -> Point {
        let sine = sin(position.latitude * .pi / 180)
        // Where the ellipsoid is a sphere, atanh(e sin φ) / e tends to sin φ.
        let logarithm = squaredEccentricity == 0 ? sine : atanh(eccentricity * sine) / eccentricity
        let q = (1 - squaredEccentricity) * (sine / (1 - squaredEccentricity * sine * sine) + logarithm)
        return Point(
            longitude: (position.longitude - meridian) * .pi / 180, height: squaredSemiMajorAxis * q / 2, sine: sine)
    }

    /// The ground between the meridian and the geodesic, positive northwards, negative southwards.
    package func units(from start: Point, to end: Point) -> Int64 {
        GroundSweep.units(squareMeters(from: start, to: end))
    }

    /// The same number with the opposite sign from `end` to `start`, to the bit.
    private func squareMeters(from start: Point, to end: Point) -> Double {
        (start.longitude + end.longitude) / 2 * (end.height - start.height) - geodesicBulge(from: start, to: end)
    }

    /// The area between the geodesic and the straight line of the projection; see `Ellipsoid+Area.swift`.
    private func geodesicBulge(from start: Point, to end: Point) -> Double {
        let sine = (start.sine + end.sine) / 2
        let squaredRadius = squaredSemiMajorAxis * (1 - sine * sine) / (1 - squaredEccentricity * sine * sine)
        // At a pole, meridians meet and there is nothing between them.
        guard squaredRadius > 0 else { return 0 }
        let longitudes = end.longitude - start.longitude
        let heights = end.height - start.height
        return sine * longitudes / 12
            * (3 * heights * heights / squaredRadius + squaredRadius * longitudes * longitudes)
    }

    private static func units(_ squareMeters: Double) -> Int64 {
        let units = (squareMeters * unitsPerSquareMeter).rounded()
        if abs(units) < 0x1p63 { return Int64(units) }
        // An edge across a continent may not fit, though its ring does: the remainder wraps around without rounding.
        return Int64(exactly: units.remainder(dividingBy: 0x1p64)) ?? .min
    }
}
