@testable import TerritoryGeometry

/// A slow, plain check of OGC validity on the grid, written apart from the code it checks.
///
/// It is stricter than OGC in one point: rings may touch at common vertices only.
enum GridValidity {
    /// Every reason why `shape` is not valid.
    static func problems(of shape: MultiPolygon) -> [String] {
        var problems: [String] = []
        let polygons = shape.polygons.map { $0.rings.map { $0.map { Vertex($0) } } }
        for rings in polygons {
            for (index, ring) in rings.enumerated() { problems += ringProblems(ring, isHole: index > 0) }
            problems += holeProblems(rings)
        }
        problems += crossings(of: polygons.joined().flatMap(edges))
        for (index, polygon) in polygons.enumerated() {
            for (other, around) in polygons.enumerated()
            where other != index && polygon[0].count > 1 && isInside(polygon[0][0], polygon[0][1], around) {
                problems.append("polygon \(index) lies in polygon \(other)")
            }
        }
        return problems
    }

    /// Edges that cross, overlap, or pass through another's end; `edges` are walked once each.
    static func crossings(of edges: [(Vertex, Vertex)]) -> [String] {
        var problems: [String] = []
        for (index, edge) in edges.enumerated() {
            for other in edges[(index + 1)...] where conflict(edge, other) {
                problems.append("\(edge) meets \(other)")
            }
        }
        return problems
    }

    static func edges(of ring: [Vertex]) -> [(Vertex, Vertex)] { Array(zip(ring, ring.dropFirst())) }

    static func twiceArea(_ open: [Vertex]) -> Int64 {
        guard let first = open.first else { return 0 }
        return zip(open, open.dropFirst()).reduce(0) { $0 + side(first, $1.0, $1.1) }
    }

    private static func ringProblems(_ ring: [Vertex], isHole: Bool) -> [String] {
        var problems: [String] = []
        let open = ring.dropLast()
        if ring.first != ring.last { problems.append("a ring is not closed") }
        if open.count < 3 { problems.append("a ring has \(open.count) vertices") }
        if Set(open).count != open.count { problems.append("a ring visits a vertex twice") }
        let area = twiceArea(Array(open))
        if area == 0 || (area < 0) != isHole { problems.append("a ring has area \(area), hole: \(isHole)") }
        return problems
    }

    /// Holes outside the exterior or in each other, and rings whose contacts cut the interior in two.
    private static func holeProblems(_ rings: [[Vertex]]) -> [String] {
        var problems: [String] = []
        for (index, hole) in rings.enumerated().dropFirst() where hole.count > 1 {
            if !isInside(hole[0], hole[1], [rings[0]]) { problems.append("hole \(index) is outside") }
            for (other, around) in rings.enumerated().dropFirst()
            where other != index && isInside(hole[0], hole[1], [around]) {
                problems.append("hole \(index) is in hole \(other)")
            }
        }
        // Rings and the vertices they share make a graph; a cycle in it encloses a part of the interior.
        var groupOfRing = Array(rings.indices)
        var ringsByVertex: [Vertex: [Int]] = [:]
        for (index, ring) in rings.enumerated() {
            for vertex in ring.dropLast() { ringsByVertex[vertex, default: []].append(index) }
        }
        for (vertex, touching) in ringsByVertex where touching.count > 1 {
            if Set(touching.map { groupOfRing[$0] }).count < touching.count {
                problems.append("the interior is cut at \(vertex)")
            }
            let groups = Set(touching.map { groupOfRing[$0] })
            for index in groupOfRing.indices where groups.contains(groupOfRing[index]) {
                groupOfRing[index] = groupOfRing[touching[0]]
            }
        }
        return problems
    }

    private static func conflict(_ edge: (Vertex, Vertex), _ other: (Vertex, Vertex)) -> Bool {
        if edge == other || (edge.0 == other.1 && edge.1 == other.0) { return true }
        if isBetween(other.0, edge) || isBetween(other.1, edge) || isBetween(edge.0, other) || isBetween(edge.1, other)
        {
            return true
        }
        let sides = (
            side(edge.0, edge.1, other.0).signum() * side(edge.0, edge.1, other.1).signum(),
            side(other.0, other.1, edge.0).signum() * side(other.0, other.1, edge.1).signum()
        )
        return sides.0 < 0 && sides.1 < 0
    }

    private static func isBetween(_ vertex: Vertex, _ edge: (Vertex, Vertex)) -> Bool {
        vertex != edge.0 && vertex != edge.1 && side(edge.0, edge.1, vertex) == 0
            && min(edge.0.x, edge.1.x) <= vertex.x && vertex.x <= max(edge.0.x, edge.1.x)
            && min(edge.0.y, edge.1.y) <= vertex.y && vertex.y <= max(edge.0.y, edge.1.y)
    }

    /// Even-odd test of the middle of an edge against the rings of a polygon.
    private static func isInside(_ start: Vertex, _ end: Vertex, _ rings: [[Vertex]]) -> Bool {
        let (x, y) = ((Double(start.x) + Double(end.x)) / 2, (Double(start.y) + Double(end.y)) / 2)
        var isInside = false
        for (from, to) in rings.flatMap(edges) where (Double(from.y) > y) != (Double(to.y) > y) {
            let share = (y - Double(from.y)) / (Double(to.y) - Double(from.y))
            if x < Double(from.x) + share * (Double(to.x) - Double(from.x)) { isInside.toggle() }
        }
        return isInside
    }

    private static func side(_ a: Vertex, _ b: Vertex, _ c: Vertex) -> Int64 {
        (Int64(b.x) - Int64(a.x)) * (Int64(c.y) - Int64(a.y)) - (Int64(b.y) - Int64(a.y)) * (Int64(c.x) - Int64(a.x))
    }
}
