import TerritoryTestSupport
import Testing
@testable import TerritoryGeometry

@Suite("Neighbours and defects of a coverage")
struct NeighbourTests {
    @Test("neighbours are the cells across a side, and a corner is not enough", arguments: 0..<10)
    func neighboursOfCells(seed: Int) {
        let grid = GridCoverage(seed: seed)
        let arcs = CoverageTopology(faces: grid.faces)
        for cell in 0..<grid.cellCount {
            let enclaves = grid.hosts.indices.filter { grid.hosts[$0] == cell }.map { grid.cellCount + $0 }
            #expect(arcs.neighbours(of: cell) == (grid.cells(beside: cell) + enclaves).sorted())
        }
    }

    @Test("if one face is a neighbour of another, the other is its neighbour", arguments: 0..<10)
    func symmetry(seed: Int) {
        let grid = GridCoverage(seed: seed)
        var random = SplitMix64(seed: UInt64(seed))
        let groups = grid.faces.map { _ in Int.random(in: 0..<7, using: &random) }
        let arcs = CoverageTopology(faces: CoverageTopology(faces: grid.faces).outlines(groups: groups, count: 7))
        for face in 0..<7 {
            #expect(!arcs.neighbours(of: face).contains(face))
            for other in arcs.neighbours(of: face) { #expect(arcs.neighbours(of: other).contains(face)) }
        }
    }

    @Test("a coverage without overlap has no defect", arguments: 0..<5)
    func noDefect(seed: Int) {
        #expect(CoverageTopology(faces: GridCoverage(seed: seed).faces).defects.isEmpty)
    }

    @Test("borders claimed twice on the same side are defects, with both faces")
    func doubleFace() throws {
        let grid = GridCoverage(seed: 2, columns: 2, rows: 1, enclaves: 0)
        let arcs = CoverageTopology(faces: grid.faces + [grid.faces[1]])
        #expect(!arcs.defects.isEmpty)
        #expect(arcs.defects.allSatisfy { $0.faces == [1, 2] })
        let outline = Set(grid.outline(of: 1))
        let first = try #require(arcs.defects.first)
        #expect(outline.contains(Vertex(first.start)) && outline.contains(Vertex(first.end)))
    }
}
