extension CoverageTopology {
    /// The same faces with fewer vertices along their borders, for display at a small scale.
    ///
    /// A vertex goes when the triangle it makes with its two neighbours along the border is smaller than half a
    /// square of side `toleranceInMeters`, smallest first (Visvalingam and Whyatt, 1993). Junctions stay, and so does
    /// a vertex whose triangle holds another vertex. Faces therefore keep their neighbours, rings their holes, and no
    /// face vanishes: whatever is valid before is valid after. The coverage must be clean, see ``CoverageCleaning``.
    ///
    /// - Parameter toleranceInMeters: Meters on the ground; nothing changes at zero or below.
    /// - Returns: Faces under the same indices, to merge and to list neighbours as before.
    public func simplified(toleranceInMeters: Double) -> CoverageTopology {
        guard toleranceInMeters > 0 else { return self }
        var simplifier = ArcSimplifier(self, smallestArea: toleranceInMeters * toleranceInMeters / 2)
        return CoverageTopology(self, arcs: simplifier.simplify())
    }
}
