extension SharedArcs {
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

extension SharedArcs {
    /// Two faces that touch, in ascending order.
    struct Contact: Hashable, Sendable {
        var first: Int
        var second: Int
        /// Along a border of positive length, rather than at points only.
        var isBorder: Bool
    }

    /// Every pair of faces that touch, be it at a point: borders end at junctions, and so do common points.
    func contacts() -> [Contact] {
        var around: [[Int32]] = Array(repeating: [], count: junctions.count)
        for face in 0..<faces.count {
            for half in faces[face] {
                let junction = Int(startJunction(half))
                if around[junction].last != Int32(face) { around[junction].append(Int32(face)) }
            }
        }
        var pairs: Set<Contact> = []
        for meeting in around {
            for (place, face) in meeting.enumerated() {
                for other in meeting[(place + 1)...] where other != face {
                    pairs.insert(Contact(first: Int(min(face, other)), second: Int(max(face, other)), isBorder: false))
                }
            }
        }
        for arc in 0..<arcs.count {
            let users = Set(uses[arc].map { Int($0 >> 1) }).sorted()
            guard users.count == 2 else { continue }
            pairs.remove(Contact(first: users[0], second: users[1], isBorder: false))
            pairs.insert(Contact(first: users[0], second: users[1], isBorder: true))
        }
        return pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }
}
