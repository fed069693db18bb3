/// Where an edge of a shape crosses an edge of a coverage, the shape being shifted by next to nothing.
struct EdgeCrossing: Hashable, Sendable {
    /// A vertex, to the bit, where the edges meet at one; otherwise the nearest position in both boxes.
    let position: Position
    /// Whether the shape's edge, upwards, passes from the right to the left of the coverage's edge, upwards.
    let isToLeft: Bool

    /// - Returns: `nil` where the edges do not cross; edges that overlap never do.
    @inline(__always)
    init?(of edge: BorderEdge, with other: BorderEdge) {
        let otherLow = Turn.value(edge.low, edge.high, other.low)
        let otherHigh = Turn.value(edge.low, edge.high, other.high)
        guard edge.hasOnLeft(coverageTurn: otherLow) != edge.hasOnLeft(coverageTurn: otherHigh) else { return nil }
        let low = Turn.value(other.low, other.high, edge.low)
        let high = Turn.value(other.low, other.high, edge.high)
        isToLeft = other.hasOnLeft(shapeTurn: high)
        guard other.hasOnLeft(shapeTurn: low) != isToLeft else { return nil }
        if otherLow == 0 {
            position = other.low
        } else if otherHigh == 0 {
            position = other.high
        } else if low == 0 {
            position = edge.low
        } else if high == 0 {
            position = edge.high
        } else {
            position = EdgeCrossing.position(on: edge, share: low / (low - high), and: other)
        }
    }

    static func position(on edge: BorderEdge, share: Double, and other: BorderEdge) -> Position {
        let longitude = edge.low.longitude + share * (edge.high.longitude - edge.low.longitude)
        let latitude = edge.low.latitude + share * (edge.high.latitude - edge.low.latitude)
        // Between edges almost parallel the share is vague, but the edges are then close together all the way.
        return Position(
            longitude: min(max(longitude, edge.west, other.west), edge.east, other.east),
            latitude: min(
                max(latitude, edge.low.latitude, other.low.latitude), edge.high.latitude, other.high.latitude))
    }
}
