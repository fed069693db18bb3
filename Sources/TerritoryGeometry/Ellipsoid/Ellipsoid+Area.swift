import Foundation

extension Ellipsoid {
    /// The area of a shape on the ground, in square meters: its exteriors less its holes.
    ///
    /// Vertices go through the cylindrical equal-area projection of the ellipsoid, and each edge is completed by what
    /// its geodesic encloses beyond the straight line there: good to 1 part in 10⁹ for edges of 10 km, in 10⁶ for edges
    /// of 100 km. An edge counts for as much on either side: the parts of a coverage add up to their union.
    ///
    /// - Returns: 0 for an empty shape.
    public func areaInSquareMeters(of shape: MultiPolygon) -> Double {
        shape.polygons.reduce(0) { sum, polygon in
            polygon.holes.reduce(sum + areaInSquareMeters(of: polygon.exterior)) { $0 - areaInSquareMeters(of: $1) }
        }
    }

    /// The area within a closed ring on the ground, in square meters, whichever way the ring turns.
    ///
    /// - Returns: 0 for fewer than 4 positions.
    public func areaInSquareMeters(of ring: [Position]) -> Double {
        guard ring.count >= 4, let origin = ring.first else { return 0 }
        // Counted from the first position, so that small differences are not lost in large coordinates.
        let base = equalAreaPoint(origin)
        var doubled = 0.0
        var start = EqualAreaPoint(longitude: 0, height: 0, sine: base.sine)
        for position in ring.dropFirst() {
            var end = equalAreaPoint(position)
            end.longitude -= base.longitude
            end.height -= base.height
            doubled += start.longitude * end.height - end.longitude * start.height
            doubled -= 2 * geodesicBulge(from: start, to: end)
            start = end
        }
        return abs(doubled) / 2
    }

    /// A position in the cylindrical equal-area projection.
    private struct EqualAreaPoint {
        /// Radians.
        var longitude: Double
        /// The area between the equator and the parallel, in square meters per radian; negative southwards.
        var height: Double
        /// Sine of the latitude.
        var sine: Double
    }

    /// A position projected, after Snyder, *Map Projections: A Working Manual*, 1987, equation 3-12 times a²/2.
    private func equalAreaPoint(_ position: Position) -> EqualAreaPoint {
        let sine = sin(position.latitude * .pi / 180)
        let e2 = squaredEccentricity
        let eccentricity = e2.squareRoot()
        // Where the ellipsoid is a sphere, atanh(e sin φ) / e tends to sin φ.
        let logarithm = e2 == 0 ? sine : atanh(eccentricity * sine) / eccentricity
        let q = (1 - e2) * (sine / (1 - e2 * sine * sine) + logarithm)
        return EqualAreaPoint(
            longitude: position.longitude * .pi / 180, height: semiMajorAxis * semiMajorAxis * q / 2, sine: sine)
    }

    /// The area between the geodesic and the straight line of the projection, positive if the geodesic is higher.
    ///
    /// On a geodesic, the height A as a function of the longitude λ obeys A″ = -sin φ (3 μ′² + r²), with the length of
    /// the meridian μ and the radius of the parallel r (from Clairaut's relation and A′ = r μ′); an arc of constant A″
    /// departs from its chord by -A″ Δλ³ / 12.
    private func geodesicBulge(from start: EqualAreaPoint, to end: EqualAreaPoint) -> Double {
        let sine = (start.sine + end.sine) / 2
        let squaredRadius = semiMajorAxis * semiMajorAxis * (1 - sine * sine) / (1 - squaredEccentricity * sine * sine)
        // At a pole, meridians meet and there is nothing between them.
        guard squaredRadius > 0 else { return 0 }
        let longitudes = end.longitude - start.longitude
        let heights = end.height - start.height
        return sine * longitudes / 12
            * (3 * heights * heights / squaredRadius + squaredRadius * longitudes * longitudes)
    }
}
