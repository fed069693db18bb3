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
        let meeting = meetings()
        if let crossing = meeting.crossing { return .crossing(crossing) }
        // One ring that meets itself nowhere has one inside.
        guard let box = boundingBox, meeting.touches || polygons.count > 1 || !polygons[0].holes.isEmpty else {
            return nil
        }
        let overlay = CoverageOverlay([self])
        var cut = ShapeCut(of: BorderRings([self], sweep: overlay.sweep), box: box, by: overlay)
        let excess = cut.excess()
        return excess.units.magnitude > 2 * excess.doubt.magnitude ? .overlap(near: commonPlace()) : nil
    }

    /// The first position, in the order of the rings, where two edges cross between their ends; without one, whether
    /// edges that do not follow each other come together.
    private func meetings() -> (crossing: Position?, touches: Bool) {
        let rings = polygons.flatMap(\.rings)
        let edges = rings.flatMap { ring in zip(ring, ring.dropFirst()).compactMap { BorderEdge($0, $1) } }
        let grid = BoxGrid(count: edges.count) { edges[$0].boundingBox }
        var touches = false
        for (index, edge) in edges.enumerated() {
            var first: (other: Int, place: Position)?
            grid.forEachItem(touching: edge.boundingBox, boxOf: { edges[$0].boundingBox }) { other in
                guard other > index, other < first?.other ?? .max else { return }
                switch edge.meeting(edges[other]) {
                case .none: break
                case .crossing(let place): first = (other, place)
                case .touch: touches = touches || (other > index + 1 && (index, other) != (0, edges.count - 1))
                }
            }
            if let first { return (first.place, touches) }
        }
        return (nil, touches)
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
    fileprivate enum Meeting {
        case none
        /// Between the ends of both.
        case crossing(Position)
        /// An end of one may lie on the other.
        case touch
    }

    fileprivate func meeting(_ other: BorderEdge) -> Meeting {
        let (otherLow, otherHigh) = (Turn.value(low, high, other.low), Turn.value(low, high, other.high))
        if otherLow > 0 && otherHigh > 0 || otherLow < 0 && otherHigh < 0 { return .none }
        let (ownLow, ownHigh) = (Turn.value(other.low, other.high, low), Turn.value(other.low, other.high, high))
        if ownLow > 0 && ownHigh > 0 || ownLow < 0 && ownHigh < 0 { return .none }
        if otherLow == 0 || otherHigh == 0 || ownLow == 0 || ownHigh == 0 { return .touch }
        return .crossing(EdgeCrossing.position(on: self, share: ownLow / (ownLow - ownHigh), and: other))
    }
}
