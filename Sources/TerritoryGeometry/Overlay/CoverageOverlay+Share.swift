extension CoverageOverlay {
    /// The share of a shape on the ground that lies in another one, from 0 to 1.
    ///
    /// Several shapes to compare with one, or one with several: build a ``CoverageOverlay`` once instead.
    ///
    /// - Returns: 0 for shapes that only touch, and for a shape without ground.
    public static func share(
        of shape: MultiPolygon, in other: MultiPolygon, on ellipsoid: Ellipsoid = .wgs84
    ) -> Double {
        CoverageOverlay([other], on: ellipsoid).shares(of: shape).first?.share ?? 0
    }

    /// The share of a shape on the ground that lies in each face, in ascending order of index; at most 1 each.
    ///
    /// - Returns: Nothing for a shape without ground, or that meets no face.
    public func shares(of shape: MultiPolygon) -> [(index: Int, share: Double)] {
        let ground = areaInSquareMeters(of: shape)
        return pieces(of: shape).map { ($0.index, min($0.areaInSquareMeters / ground, 1)) }
    }

    /// The faces that a shape meets beyond a share, in ascending order of index.
    ///
    /// Borders from different sources never agree: those of communes are drawn to 100 m or so, those of
    /// neighbourhoods to 1 m, and a shape that ends at a border spills over it on the map. A face therefore counts
    /// only when the piece is more than `share` of the shape or of the face, whichever is the smaller: a small commune
    /// in a large EPCI counts, the edge of a neighbour does not.
    ///
    /// No share tells every sliver from a true piece. With the official neighbourhoods (QPV 2024) and communes (2026)
    /// of Occitanie, the smallest true piece is 3.3 % of a shape (QN03016M in 30051), slivers reach 1.1 % (QN03411I)
    /// but for one of 14.5 % (QN03117N, along a border drawn 100 m away). The default lies between: use it to warn
    /// and to suggest, never against an official list.
    ///
    /// - Parameters:
    ///   - shape: A valid shape, whose positions are finite.
    ///   - share: From 0, where every common ground counts, to less than 1.
    /// - Returns: Indices; none for a shape that meets no face.
    public func faces(metBy shape: MultiPolygon, beyond share: Double = 0.02) -> [Int] {
        let ground = areaInSquareMeters(of: shape)
        return pieces(of: shape).compactMap { piece in
            let smaller = min(ground, areaInSquareMeters(ofFace: piece.index))
            return piece.areaInSquareMeters > share * smaller ? piece.index : nil
        }
    }

    /// The area of a shape on the ground as its pieces are measured, so that they add up to it.
    func areaInSquareMeters(of shape: MultiPolygon) -> Double {
        let rings = BorderRings([shape], sweep: sweep)
        let ground = (0..<rings.ringCount).reduce(Int64(0)) { $0 &+ rings.ground(withinRing: $1) }
        return Double(ground) / GroundSweep.unitsPerSquareMeter
    }
}
