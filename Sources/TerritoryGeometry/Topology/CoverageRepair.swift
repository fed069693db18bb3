/// One change made, or one defect left, when a coverage was cleaned.
public struct CoverageRepair: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Points of one face equal to the one before, dropped.
        case repeatedPoints(count: Int)
        /// Points of one face where a ring turned back on itself, dropped.
        case spikes(count: Int)
        /// Rings of one face with fewer than three distinct points, dropped.
        case degenerateRings(count: Int)
        /// A vertex put into the borders of the faces, which bend there by half a meter at most.
        case insertedVertex
        /// Rings of one face that cross, or wind twice around this place, which now counts once as the face's ground.
        case invalidRing
        /// Rings of one face that touched themselves or each other along a border: the same ground in valid rings.
        case recutRings
        /// Ground claimed by all the faces, now that of one alone.
        case overlap(keptBy: String)
        /// Ground between faces that belonged to none, now that of one.
        case gapFilled(givenTo: String)
        /// Ground between faces that belongs to none, left as it is: too large for a slip of the pen.
        case gapLeft
    }

    public let kind: Kind
    /// The codes of the faces concerned, ascending; for a gap, those around it.
    public let codes: [String]
    /// A vertex of the place; `nil` for the kinds that count over a whole face.
    public let position: Position?
    /// Square meters on the ground; zero for the kinds that concern points.
    public let areaInSquareMeters: Double
}

/// A coverage after cleaning, with everything that was done to it.
public struct CleanedCoverage: Sendable {
    /// The shapes, in the order in which the faces were given.
    public let shapes: [MultiPolygon]
    public let repairs: [CoverageRepair]
}
