/// The cells into which the arcs of a noded coverage cut the plane.
struct PlanarCells {
    let arcs: CoverageTopology
    /// The cell on the left of each half-arc; cell 0 is the unbounded one.
    private(set) var cellOfHalf: [Int32] = []
    private(set) var halvesOfCell: FlatLists<HalfArc>
    /// Twice the area of each cell without the components inside it, in square grid units; zero for cell 0.
    private(set) var twiceAreas: [Int64] = [0]

    /// A closed walk along half-arcs with one cell on its left: counter-clockwise around a cell, clockwise around a
    /// connected component of the arcs.
    private struct Walk {
        var halves: [HalfArc]
        var twiceArea: Int64
        var box: VertexBox
    }

    init(_ arcs: CoverageTopology) {
        self.arcs = arcs
        halvesOfCell = FlatLists(count: 0, filler: HalfArc(rawValue: 0), pairs: [])
        cellOfHalf = [Int32](repeating: 0, count: arcs.arcCount * 2)
        let walks = PlanarCells.walks(along: arcs)
        number(walks.filter { $0.twiceArea > 0 })
        place(walks.filter { $0.twiceArea <= 0 }, among: walks.filter { $0.twiceArea > 0 })
        halvesOfCell = FlatLists(
            count: twiceAreas.count, filler: HalfArc(rawValue: 0),
            pairs: cellOfHalf.enumerated().lazy.map { (Int($1), HalfArc(rawValue: Int32(truncatingIfNeeded: $0))) })
    }

    var count: Int { twiceAreas.count }

    func cell(leftOf half: HalfArc) -> Int { Int(cellOfHalf[half.index]) }

    private mutating func number(_ walks: [Walk]) {
        for walk in walks {
            for half in walk.halves { cellOfHalf[half.index] = Int32(truncatingIfNeeded: twiceAreas.count) }
            twiceAreas.append(walk.twiceArea)
        }
    }

    /// Finds the cell around each component: the smallest that contains the middle of one of its edges.
    private mutating func place(_ outsides: [Walk], among insides: [Walk]) {
        for outside in outsides {
            guard let half = outside.halves.first else { continue }
            let range = arcs.arcs.range(half.arc)
            let middle = EdgeMiddle(arcs.arcs.elements[range.lowerBound], arcs.arcs.elements[range.lowerBound + 1])
            var smallest: (cell: Int, twiceArea: Int64)?
            for (index, inside) in insides.enumerated()
            // A cell of the same component is at most as large as the component.
            where inside.twiceArea > -outside.twiceArea && inside.box.contains(middle)
                && inside.twiceArea < smallest?.twiceArea ?? .max && contains(inside, middle)
            {
                smallest = (index + 1, inside.twiceArea)
            }
            guard let cell = smallest?.cell else { continue }
            for half in outside.halves { cellOfHalf[half.index] = Int32(truncatingIfNeeded: cell) }
            twiceAreas[cell] += outside.twiceArea
        }
    }

    private func contains(_ walk: Walk, _ middle: EdgeMiddle) -> Bool {
        var isInside = false
        for half in walk.halves {
            let range = arcs.arcs.range(half.arc)
            for position in range.dropFirst()
            where middle.rayCrosses(arcs.arcs.elements[position - 1], arcs.arcs.elements[position]) {
                isInside.toggle()
            }
        }
        return isInside
    }

    private static func walks(along arcs: CoverageTopology) -> [Walk] {
        let next = successors(in: arcs)
        var walks: [Walk] = []
        var isWalked = [Bool](repeating: false, count: next.count)
        for start in next.indices where !isWalked[start] {
            let first = HalfArc(rawValue: Int32(truncatingIfNeeded: start))
            var walk = Walk(
                halves: [], twiceArea: 0, box: VertexBox(arcs.junctions[Int(arcs.startJunction(first))]))
            var half = first
            while !isWalked[half.index] {
                isWalked[half.index] = true
                walk.halves.append(half)
                var twiceArea: Int64 = 0
                let range = arcs.arcs.range(half.arc)
                for position in range.dropFirst() {
                    twiceArea &+= Ring.crossFromOrigin(arcs.arcs.elements[position - 1], arcs.arcs.elements[position])
                    walk.box.extend(to: arcs.arcs.elements[position])
                }
                if half.isReversed, let last = arcs.arcs[half.arc].first { walk.box.extend(to: last) }
                walk.twiceArea &+= half.isReversed ? 0 &- twiceArea : twiceArea
                half = next[half.index]
            }
            walks.append(walk)
        }
        return walks
    }

    /// After each half-arc, the one that keeps the same cell on the left: the first met turning clockwise.
    private static func successors(in arcs: CoverageTopology) -> [HalfArc] {
        let halves = (0..<(arcs.arcCount * 2)).lazy.map { HalfArc(rawValue: Int32(truncatingIfNeeded: $0)) }
        let departures = FlatLists(
            count: arcs.junctions.count, filler: HalfArc(rawValue: 0),
            pairs: halves.map { (Int(arcs.startJunction($0)), $0) })
        var next = [HalfArc](repeating: HalfArc(rawValue: 0), count: arcs.arcCount * 2)
        for junction in arcs.junctions.indices {
            let around = departures[junction]
            guard let first = around.first else { continue }
            let reference = arcs.departure(first)
            let others = around.dropFirst().map { (half: $0, direction: arcs.departure($0)) }
                .sorted { left, right in
                    if reference.meetsClockwise(left.direction, before: right.direction) { return true }
                    return !reference.meetsClockwise(right.direction, before: left.direction) && left.half < right.half
                }
            var previous = first
            for other in others {
                next[previous.twin.index] = other.half
                previous = other.half
            }
            next[previous.twin.index] = first
        }
        return next
    }
}
