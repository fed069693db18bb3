extension CoverageTopology {
    /// The faces that share a border of positive length with `face`, by index; a common point is not enough.
    public func neighbours(of face: Int) -> [Int] {
        var found: Set<Int> = []
        for half in faces[face] {
            for use in uses[half.arc] { found.insert(Int(use >> 1)) }
        }
        found.remove(face)
        return found.sorted()
    }

    /// A border that two faces walk in the same direction, so that both claim the ground on its left.
    public struct Defect: Hashable, Sendable {
        /// The faces, by index, in ascending order; a face that walks the border twice is listed twice.
        public let faces: [Int]
        /// The first edge of the border, in the direction of the faces.
        public let start: Position
        public let end: Position
    }

    /// Every border that is used twice in the same direction; none in a clean coverage.
    ///
    /// Faces that overlap without sharing an edge are not found here: see ``CoverageCleaning``.
    public var defects: [Defect] {
        (0..<arcs.count).flatMap { arc in
            [0, 1].compactMap { direction -> Defect? in
                let users = uses[arc].filter { $0 & 1 == direction }.map { Int($0 >> 1) }
                guard users.count > 1 else { return nil }
                let half = HalfArc(arc: arc, isReversed: direction == 1)
                let range = arcs.range(arc)
                let (first, second) =
                    half.isReversed
                    ? (range.upperBound - 1, range.upperBound - 2) : (range.lowerBound, range.lowerBound + 1)
                return Defect(
                    faces: users.sorted(), start: arcs.elements[first].position, end: arcs.elements[second].position)
            }
        }
    }
}

extension CoverageTopology {
    /// Two faces that touch, in ascending order.
    package struct Contact: Hashable, Sendable {
        package var first: Int
        package var second: Int
        /// Along a border of positive length, rather than at points only.
        package var isBorder: Bool
    }

    /// Every pair of faces that touch, be it at a point: borders end at junctions, and so do common points.
    package func contacts() -> [Contact] {
        var around: [[Int32]] = Array(repeating: [], count: junctions.count)
        for face in 0..<faces.count {
            for half in faces[face] {
                let junction = Int(startJunction(half))
                if around[junction].last != Int32(face) { around[junction].append(Int32(face)) }
            }
        }
        // A pair as one number, the border after the point: sorting brings a pair together, a border at its end.
        var pairs: [UInt64] = []
        func meet(_ face: Int32, _ other: Int32, isBorder: Bool) {
            let (first, second) = (UInt64(min(face, other)), UInt64(max(face, other)))
            pairs.append(first << 33 | second << 1 | (isBorder ? 1 : 0))
        }
        for meeting in around {
            for (place, face) in meeting.enumerated() {
                for other in meeting[(place + 1)...] where other != face { meet(face, other, isBorder: false) }
            }
        }
        for arc in 0..<arcs.count {
            guard let users = twoUsers(of: arc) else { continue }
            meet(users.0, users.1, isBorder: true)
        }
        pairs.sort()
        return pairs.indices.compactMap { index in
            let pair = pairs[index]
            guard index + 1 == pairs.count || pairs[index + 1] >> 1 != pair >> 1 else { return nil }
            return Contact(
                first: Int(pair >> 33), second: Int(pair >> 1 & 0xFFFF_FFFF), isBorder: pair & 1 == 1)
        }
    }

    /// The faces on the sides of an arc, if they are two.
    private func twoUsers(of arc: Int) -> (Int32, Int32)? {
        var users: (first: Int32, second: Int32?)?
        for use in uses[arc] {
            let face = Int32(truncatingIfNeeded: use >> 1)
            guard let known = users else {
                users = (face, nil)
                continue
            }
            guard face != known.first, face != known.second else { continue }
            guard known.second == nil else { return nil }
            users = (known.first, face)
        }
        return users.flatMap { known in known.second.map { (known.first, $0) } }
    }
}
