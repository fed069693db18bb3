/// Why the ground of a shape cannot be told.
package enum GroundDefect: Hashable, Sendable {
    /// Two edges cross, at this position.
    case crossing(Position)
    /// Ground is covered twice, or a hole lies outside, near this position.
    case overlap(near: Position?)
}

extension MultiPolygon {
    /// What keeps the shape from having ground of its own.
    ///
    /// Rings may touch, at points or along edges, and may run either way round.
    ///
    /// - Returns: `nil` for a shape whose borders do not cross and whose parts do not overlap.
    package func groundDefect() -> GroundDefect? {
        if let crossing = firstCrossing() { return .crossing(crossing) }
        guard let box = boundingBox else { return nil }
        let overlay = CoverageOverlay([self])
        var cut = ShapeCut(of: BorderRings([self], sweep: overlay.sweep), box: box, by: overlay)
        let excess = cut.excess()
        return excess.units.magnitude > 2 * excess.doubt.magnitude ? .overlap(near: commonPlace()) : nil
    }

    /// The first position, in the order of the rings, where two edges cross between their ends.
    private func firstCrossing() -> Position? {
        let rings = polygons.flatMap(\.rings)
        let edges = rings.flatMap { ring in zip(ring, ring.dropFirst()).compactMap { BorderEdge($0, $1) } }
        let grid = BoxGrid(count: edges.count) { edges[$0].boundingBox }
        for (index, edge) in edges.enumerated() {
            var first: (other: Int, place: Position)?
            grid.forEachItem(touching: edge.boundingBox, boxOf: { edges[$0].boundingBox }) { other in
                guard other > index, other < first?.other ?? .max, let place = edge.crossing(edges[other]) else {
                    return
                }
                first = (other, place)
            }
            if let first { return first.place }
        }
        return nil
    }

    /// A vertex where parts that overlap without crossing are likely to meet: one that comes twice, or else one of a
    /// part within another.
    private func commonPlace() -> Position? {
        var met: Set<Position> = []
        for ring in polygons.lazy.flatMap(\.rings) {
            for vertex in ring.dropLast() where !met.insert(vertex).inserted { return vertex }
        }
        return polygons.enumerated().lazy.compactMap { place, polygon in
            polygon.exterior.first { vertex in
                polygons.enumerated().contains { $0 != place && MultiPolygon([$1]).contains(vertex) }
            }
        }.first
    }
}

extension BorderEdge {
    /// - Returns: `nil` for edges that do not cross, or do so at an end of one.
    fileprivate func crossing(_ other: BorderEdge) -> Position? {
        let (otherLow, otherHigh) = (Turn.value(low, high, other.low), Turn.value(low, high, other.high))
        guard otherLow < 0 && otherHigh > 0 || otherLow > 0 && otherHigh < 0 else { return nil }
        let (ownLow, ownHigh) = (Turn.value(other.low, other.high, low), Turn.value(other.low, other.high, high))
        guard ownLow < 0 && ownHigh > 0 || ownLow > 0 && ownHigh < 0 else { return nil }
        return EdgeCrossing.position(on: self, share: ownLow / (ownLow - ownHigh), and: other)
    }
}
