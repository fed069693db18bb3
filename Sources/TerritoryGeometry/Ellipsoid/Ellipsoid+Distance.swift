import Foundation

extension Ellipsoid {
    /// The length of the shortest way on the ground between two positions, in meters.
    ///
    /// Vincenty's inverse formula (Survey Review XXIII, 1975), good to 0.1 mm. It fails to converge only between
    /// positions almost opposite on the globe, which no French territory is to another; there, the great circle
    /// on a sphere of the same volume stands in, good to 0.6 %.
    public func distanceInMeters(from start: Position, to end: Position) -> Double {
        guard start != end else { return 0 }
        return geodesicDistance(from: start, to: end) ?? sphericalDistance(from: start, to: end)
    }

    private func geodesicDistance(from start: Position, to end: Position) -> Double? {
        let difference = (end.longitude - start.longitude).remainder(dividingBy: 360) * .pi / 180
        let (sinU1, cosU1) = reducedLatitude(of: start)
        let (sinU2, cosU2) = reducedLatitude(of: end)
        var lambda = difference
        for _ in 0..<100 {
            let (sinLambda, cosLambda) = (sin(lambda), cos(lambda))
            let north = cosU1 * sinU2 - sinU1 * cosU2 * cosLambda
            let east = cosU2 * sinLambda
            let sinSigma = (north * north + east * east).squareRoot()
            guard sinSigma > 0 else { return cosLambda < 0 ? nil : 0 }
            let cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda
            let sigma = atan2(sinSigma, cosSigma)
            let sinAlpha = cosU1 * cosU2 * sinLambda / sinSigma
            let squaredCosAlpha = 1 - sinAlpha * sinAlpha
            // Along the equator the term it belongs to vanishes.
            let cosMiddle = squaredCosAlpha > 0 ? cosSigma - 2 * sinU1 * sinU2 / squaredCosAlpha : 0
            let arc = Arc(
                sigma: sigma, sinSigma: sinSigma, cosSigma: cosSigma, squaredCosAlpha: squaredCosAlpha,
                cosMiddle: cosMiddle)
            let next = difference + correction(of: arc, sinAlpha: sinAlpha)
            if abs(next - lambda) < 1e-13 { return length(of: arc) }
            lambda = next
            if abs(lambda) > .pi { return nil }
        }
        return nil
    }

    /// Sine and cosine of the latitude on the sphere that Vincenty's formula works on.
    private func reducedLatitude(of position: Position) -> (sin: Double, cos: Double) {
        let latitude = position.latitude * .pi / 180
        let u = atan2((1 - flattening) * sin(latitude), cos(latitude))
        return (sin(u), cos(u))
    }

    /// An arc between two positions on the auxiliary sphere, in Vincenty's letters.
    private struct Arc {
        var sigma: Double
        var sinSigma: Double
        var cosSigma: Double
        var squaredCosAlpha: Double
        /// cos 2σm.
        var cosMiddle: Double
    }

    /// What the longitudes differ by between the auxiliary sphere and the ellipsoid, in radians.
    private func correction(of arc: Arc, sinAlpha: Double) -> Double {
        let f = flattening
        let c = f / 16 * arc.squaredCosAlpha * (4 + f * (4 - 3 * arc.squaredCosAlpha))
        let inner = arc.cosMiddle + c * arc.cosSigma * (2 * arc.cosMiddle * arc.cosMiddle - 1)
        return (1 - c) * f * sinAlpha * (arc.sigma + c * arc.sinSigma * inner)
    }

    private func length(of arc: Arc) -> Double {
        let b = semiMinorAxis
        let u = arc.squaredCosAlpha * (semiMajorAxis * semiMajorAxis - b * b) / (b * b)
        let a = 1 + u / 16_384 * (4_096 + u * (u * (320 - 175 * u) - 768))
        let k = u / 1_024 * (256 + u * (u * (74 - 47 * u) - 128))
        let square = arc.cosMiddle * arc.cosMiddle
        let second = arc.cosSigma * (2 * square - 1)
        let third = k / 6 * arc.cosMiddle * (4 * arc.sinSigma * arc.sinSigma - 3) * (4 * square - 3)
        let shift = k * arc.sinSigma * (arc.cosMiddle + k / 4 * (second - third))
        return b * a * (arc.sigma - shift)
    }

    private func sphericalDistance(from start: Position, to end: Position) -> Double {
        let radius = cbrt(semiMajorAxis * semiMajorAxis * semiMinorAxis)
        let (latitude1, latitude2) = (start.latitude * .pi / 180, end.latitude * .pi / 180)
        let north = sin((latitude2 - latitude1) / 2)
        let east = sin((end.longitude - start.longitude) * .pi / 360)
        let chord = north * north + cos(latitude1) * cos(latitude2) * east * east
        return 2 * radius * asin(min(1, chord.squareRoot()))
    }
}
