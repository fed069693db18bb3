import TerritoryTestSupport
import Testing
@testable import TerritoryGeometry

@Suite("Simplifying shared borders")
struct SimplifyTests {
    /// A coverage of groups: exclaves, enclaves, and faces that meet at corners.
    private func coverage(seed: Int) -> CoverageTopology {
        let grid = GridCoverage(seed: seed)
        var random = SplitMix64(seed: UInt64(seed) + 6000)
        let groups = grid.faces.map { _ in Int.random(in: 0..<12, using: &random) }
        return CoverageTopology(faces: CoverageTopology(faces: grid.faces).outlines(groups: groups, count: 12))
    }

    @Test(
        "every face stays, valid, with its neighbours, polygons and holes", arguments: 0..<12, [50.0, 200, 500, 2000])
    func topologyStays(seed: Int, tolerance: Double) {
        let arcs = coverage(seed: seed)
        let simplified = arcs.simplified(toleranceInMeters: tolerance)
        for face in 0..<arcs.faceCount {
            let (before, after) = (arcs.outline(of: [face]), simplified.outline(of: [face]))
            #expect(GridValidity.problems(of: after) == [])
            #expect(after.polygons.count == before.polygons.count)
            #expect(after.holeCount == before.holeCount)
            #expect(simplified.neighbours(of: face) == arcs.neighbours(of: face))
        }
    }

    @Test("simplified faces still share every border: no gap, no overlap", arguments: 0..<12, [50.0, 200, 500, 2000])
    func nothingTears(seed: Int, tolerance: Double) {
        let simplified = coverage(seed: seed).simplified(toleranceInMeters: tolerance)
        let shapes = (0..<simplified.faceCount).map { simplified.outline(of: [$0]) }
        let whole = simplified.outline(of: 0..<simplified.faceCount)
        #expect(GridValidity.problems(of: whole) == [])
        #expect(whole.polygons.count == 1 && whole.holeCount == 0)
        #expect(whole.twiceArea == shapes.reduce(0) { $0 + $1.twiceArea })
        #expect(CoverageTopology(faces: shapes).outline(of: shapes.indices) == whole)
    }

    @Test("a larger tolerance leaves fewer vertices, all of them old ones", arguments: 0..<5)
    func fewerVertices(seed: Int) {
        let arcs = coverage(seed: seed)
        let counts = [0.0, 100, 300, 1000].map { arcs.simplified(toleranceInMeters: $0).vertexCount }
        #expect(counts[0] == arcs.vertexCount)
        #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 > $1 })
        let all = 0..<arcs.faceCount
        let kept = arcs.simplified(toleranceInMeters: 300).outline(of: all).vertices
        #expect(kept.isSubset(of: arcs.outline(of: all).vertices))
    }

    @Test("a vertex goes when its triangle is smaller than half the square of the tolerance")
    func threshold() {
        // The smallest triangle, at (500, 20), has 500 × 20 square units: about 90 m², which is half of 13.4 m squared.
        let arcs = CoverageTopology(faces: [
            shape([(0, 0), (500, -20), (1000, 0), (1000, 1000), (0, 1000)], latitude: 43.5)
        ])
        #expect(arcs.simplified(toleranceInMeters: 13.2).vertexCount == 6)
        #expect(arcs.simplified(toleranceInMeters: 13.6).vertexCount == 5)
    }

    @Test("a ring keeps three vertices whatever the tolerance")
    func smallRings() {
        let grid = GridCoverage(seed: 4, columns: 1, rows: 1, enclaves: 1)
        let simplified = CoverageTopology(faces: grid.faces).simplified(toleranceInMeters: 1e6)
        #expect(simplified.outline(of: [1]).polygons.first?.exterior.count == 4)
        #expect(GridValidity.problems(of: simplified.outline(of: [0])) == [])
    }

    @Test("a face between two arcs that join the same junctions does not collapse")
    func lens() {
        let lens = CoverageTopology(faces: [
            shape([(520, 20), (510, 500), (520, 1000), (530, 500)], latitude: 0),
            shape([(520, 20), (530, 500), (520, 1000), (900, 500)], latitude: 0),
        ])
        let simplified = lens.simplified(toleranceInMeters: 1e5)
        #expect(GridValidity.problems(of: simplified.outline(of: [0])) == [])
        #expect(GridValidity.problems(of: simplified.outline(of: [1])) == [])
        #expect(simplified.outline(of: [0]).twiceArea > 0)
    }

    @Test("a vertex stays while another border lies in its triangle")
    func guardedVertex() {
        // The island sits in the bay: cutting the bay's corner would swallow it.
        let bay = shape([(0, 0), (1000, 0), (1000, 1000), (500, 100), (0, 1000)], latitude: 43.5)
        let island = shape([(480, 700), (520, 700), (500, 800)], latitude: 43.5)
        let simplified = CoverageTopology(faces: [bay, island]).simplified(toleranceInMeters: 1e5)
        #expect(GridValidity.problems(of: simplified.outline(of: [0, 1])) == [])
        #expect(simplified.outline(of: [0, 1]).polygons.count == 2)
    }

    private func shape(_ ring: [(Int32, Int32)], latitude: Double) -> MultiPolygon {
        let south = Int32(latitude * 1e6)
        let positions = (ring + ring.prefix(1)).map { Vertex(x: $0.0, y: south + $0.1).position }
        return MultiPolygon([Polygon(exterior: positions)])
    }
}
