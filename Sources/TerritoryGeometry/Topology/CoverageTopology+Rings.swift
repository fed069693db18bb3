extension CoverageTopology {
    /// Joins half-arcs, which have the ground on their left, into rings that visit each vertex once.
    ///
    /// Where more than one half-arc arrives at a junction, each continues along the other side of the ground it has
    /// on its left. The curves so formed do not cross themselves; cutting them where they come back to a vertex
    /// separates holes that touch their exterior from it, and leaves every polygon's interior in one piece.
    func rings(along halves: [HalfArc]) -> [Ring] {
        guard halves.count > 1 else { return halves.map { ring(along: [$0]) } }
        let walk = RingWalk(halves, in: self)
        var rings: [Ring] = []
        var isWalked = [Bool](repeating: false, count: halves.count)
        for start in halves.indices where !isWalked[start] {
            var path: [HalfArc] = []
            var position = start
            while !isWalked[position] {
                isWalked[position] = true
                let half = walk.halves[position]
                path.append(half)
                if walk.isPinched(endJunction(half)) {
                    cutLoop(endingAt: endJunction(half), from: &path, into: &rings)
                }
                position = walk.next[position]
            }
            if !path.isEmpty { rings.append(ring(along: path[...])) }
        }
        return rings
    }

    /// Takes from the end of `path` the loop that comes back to `junction`, if there is one.
    private func cutLoop(endingAt junction: Int32, from path: inout [HalfArc], into rings: inout [Ring]) {
        guard let start = path.lastIndex(where: { startJunction($0) == junction }) else { return }
        rings.append(ring(along: path[start...]))
        path.removeLast(path.count - start)
    }

    private func ring(along path: ArraySlice<HalfArc>) -> Ring {
        var vertices: [Vertex] = []
        for half in path {
            let range = arcs.range(half.arc)
            if half.isReversed {
                for position in range.dropFirst().reversed() { vertices.append(arcs.elements[position]) }
            } else {
                vertices.append(contentsOf: arcs.elements[range.dropLast()])
            }
        }
        return Ring(vertices)
    }
}

/// Which half-arc follows which along the boundary of some ground.
private struct RingWalk {
    /// Sorted by start junction.
    private(set) var halves: [HalfArc]
    /// For each half-arc, the position of its successor.
    private(set) var next: [Int]
    private var starts: [Int32]
    private var pinches: [Int32] = []

    init(_ halves: [HalfArc], in arcs: CoverageTopology) {
        let keys = halves.map { UInt64(arcs.startJunction($0)) << 32 | UInt64($0.rawValue) }.sorted()
        self.halves = keys.map { HalfArc(rawValue: Int32(truncatingIfNeeded: $0 & 0xFFFF_FFFF)) }
        starts = keys.map { Int32(truncatingIfNeeded: $0 >> 32) }
        next = [Int](repeating: 0, count: halves.count)
        for position in starts.indices.dropFirst()
        where starts[position] == starts[position - 1] && pinches.last != starts[position] {
            pinches.append(starts[position])
        }
        join(in: arcs)
    }

    func isPinched(_ junction: Int32) -> Bool {
        guard !pinches.isEmpty else { return false }
        let position = RingWalk.firstPosition(of: junction, in: pinches)
        return position < pinches.count && pinches[position] == junction
    }

    private mutating func join(in arcs: CoverageTopology) {
        var isTaken = [Bool](repeating: false, count: pinches.isEmpty ? 0 : halves.count)
        for position in halves.indices {
            let junction = arcs.endJunction(halves[position])
            var best = RingWalk.firstPosition(of: junction, in: starts)
            if isPinched(junction) {
                best = successor(of: halves[position], from: best, isTaken: isTaken, in: arcs)
                isTaken[best] = true
            }
            next[position] = best
        }
    }

    /// The first free half-arc met when turning clockwise, across the ground, from the one that arrives.
    private func successor(of half: HalfArc, from first: Int, isTaken: [Bool], in arcs: CoverageTopology) -> Int {
        let arrival = arcs.departure(half.twin)
        var best: Int?
        var position = first
        while position < starts.count && starts[position] == starts[first] {
            defer { position += 1 }
            guard !isTaken[position] else { continue }
            guard let known = best else {
                best = position
                continue
            }
            if arrival.meetsClockwise(arcs.departure(halves[position]), before: arcs.departure(halves[known])) {
                best = position
            }
        }
        return best ?? first
    }

    private static func firstPosition(of junction: Int32, in sorted: [Int32]) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < junction { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
