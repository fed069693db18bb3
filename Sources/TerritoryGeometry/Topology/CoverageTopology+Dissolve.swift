extension CoverageTopology {
    /// The ground of `faces` together: borders between two of them disappear, every other vertex stays.
    ///
    /// The result is valid for OGC Simple Features, each time the same to the byte: exterior rings run
    /// counter-clockwise, holes clockwise, each from its westernmost vertex, largest polygon and largest hole first.
    /// Rings that meet at a point are cut there; a hole may touch its exterior at a point.
    ///
    /// - Parameter faces: Indices of faces, in any order; a face given twice counts once.
    /// - Returns: An empty shape for no face.
    public func outline(of faces: some Sequence<Int>) -> MultiPolygon {
        var halves: [HalfArc] = []
        for face in Set(faces) { halves.append(contentsOf: self.faces[face]) }
        halves.sort()
        return MultiPolygon(rings: rings(along: CoverageTopology.withoutTwins(halves)))
    }

    /// The grounds of many groups of faces, in one pass over the borders; see ``outline(of:)``.
    ///
    /// - Parameters:
    ///   - groups: For each face the group it belongs to, or -1 for none.
    ///   - count: The number of groups, all of `groups` being below.
    /// - Returns: One shape for each group, empty for a group without a face.
    public func outlines(groups: [Int], count: Int) -> [MultiPolygon] {
        precondition(groups.count == faceCount, "one group for each face")
        var borders: [(list: Int, element: HalfArc)] = []
        for arc in 0..<arcs.count { appendBorders(along: arc, groups: groups, to: &borders) }
        let lists = FlatLists(count: count, filler: HalfArc(rawValue: 0), pairs: borders)
        return (0..<count).map { MultiPolygon(rings: rings(along: Array(lists[$0]))) }
    }

    private func appendBorders(along arc: Int, groups: [Int], to borders: inout [(list: Int, element: HalfArc)]) {
        let range = uses.range(arc)
        for position in range {
            let group = groups[Int(uses.elements[position] >> 1)]
            guard group >= 0 else { continue }
            var net = 0
            var isFirst = true
            for other in range where groups[Int(uses.elements[other] >> 1)] == group {
                if other < position { isFirst = false }
                net += uses.elements[other] & 1 == 0 ? 1 : -1
            }
            guard isFirst, net != 0 else { continue }
            // More than once only where faces overlap: the rings must still close.
            for _ in 0..<abs(net) { borders.append((group, HalfArc(arc: arc, isReversed: net < 0))) }
        }
    }

    /// Drops the arcs walked both ways from sorted half-arcs.
    private static func withoutTwins(_ sorted: [HalfArc]) -> [HalfArc] {
        var kept: [HalfArc] = []
        for half in sorted {
            if half.isReversed, kept.last == half.twin {
                kept.removeLast()
            } else {
                kept.append(half)
            }
        }
        return kept
    }
}

extension MultiPolygon {
    /// Gives each hole to the smallest exterior ring around it.
    init(rings: [Ring]) {
        let order: (Ring, Ring) -> Bool = { left, right in
            let (leftArea, rightArea) = (left.twiceArea.magnitude, right.twiceArea.magnitude)
            return leftArea == rightArea
                ? left.vertices.lexicographicallyPrecedes(right.vertices) : leftArea > rightArea
        }
        let exteriors = rings.filter { $0.twiceArea > 0 }.sorted(by: order)
        var polygons = exteriors.map { Polygon(exterior: $0.closedPositions) }
        for hole in rings.filter({ $0.twiceArea < 0 }).sorted(by: order) {
            let around =
                exteriors.count == 1
                ? 0 : exteriors.lastIndex { $0.twiceArea > hole.twiceArea.magnitude && hole.isInside($0) }
            if let around { polygons[around].holes.append(hole.closedPositions) }
        }
        self.init(polygons)
    }
}
