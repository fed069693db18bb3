/// A polygon: one exterior ring and the rings of its holes.
///
/// Every ring is closed (its first position is repeated at its end), as in RFC 7946 and in OGC Simple Features.
public struct Polygon: Hashable, Sendable {
    public var exterior: [Position]
    public var holes: [[Position]]

    public init(exterior: [Position], holes: [[Position]] = []) {
        self.exterior = exterior
        self.holes = holes
    }

    /// The exterior, then the holes.
    public var rings: [[Position]] { [exterior] + holes }
}

/// The ground of a territory: polygons that share no interior.
///
/// Empty where the territory has no shape.
public struct MultiPolygon: Hashable, Sendable {
    public var polygons: [Polygon]

    public init(_ polygons: [Polygon] = []) {
        self.polygons = polygons
    }

    public var isEmpty: Bool { polygons.isEmpty }

    /// The smallest box around the shape.
    ///
    /// - Returns: `nil` for a shape without a position.
    public var boundingBox: BoundingBox? {
        BoundingBox(around: polygons.lazy.flatMap(\.exterior))
    }
}
