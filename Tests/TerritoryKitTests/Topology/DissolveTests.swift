import TerritoryTestSupport
import Testing
@testable import TerritoryGeometry

@Suite("Dissolving shared borders")
struct DissolveTests {
    /// Groups for the cells of a grid; enclaves join the group of their host, one in two times.
    private func groups(of grid: GridCoverage, count: Int, using random: inout SplitMix64) -> [Int] {
        let cells = (0..<grid.cellCount).map { _ in Int.random(in: 0..<count, using: &random) }
        return cells + grid.hosts.map { Bool.random(using: &random) ? cells[$0] : -1 }
    }

    @Test("a group covers exactly the ground of its faces, in a valid shape", arguments: 0..<40)
    func groupsKeepTheirGround(seed: Int) {
        let grid = GridCoverage(seed: seed)
        var random = SplitMix64(seed: UInt64(seed) + 1000)
        let groups = groups(of: grid, count: 3, using: &random)
        let shapes = CoverageTopology(faces: grid.faces).outlines(groups: groups, count: 3)
        for (group, shape) in shapes.enumerated() {
            let members = groups.indices.filter { groups[$0] == group }
            #expect(shape.twiceArea == members.reduce(0) { $0 + grid.faces[$1].twiceArea })
            #expect(GridValidity.problems(of: shape) == [])
        }
    }

    @Test("polygons and holes are those a flood fill finds", arguments: 0..<40)
    func ringsMatchFloodFill(seed: Int) {
        let grid = GridCoverage(seed: seed, columns: 9, rows: 9, enclaves: 0)
        var random = SplitMix64(seed: UInt64(seed) + 2000)
        let groups = (0..<grid.cellCount).map { _ in Int.random(in: 0..<2, using: &random) }
        let shape = CoverageTopology(faces: grid.faces).outline(of: groups.indices.filter { groups[$0] == 1 })
        let expected = FloodFill(columns: 9, rows: 9, isMember: groups.map { $0 == 1 })
        #expect(shape.polygons.count == expected.polygonCount)
        #expect(shape.holeCount == expected.holeCount)
    }

    @Test("all faces together leave the outer border", arguments: 0..<10)
    func everythingIsTheOuterBorder(seed: Int) throws {
        let grid = GridCoverage(seed: seed)
        let shape = CoverageTopology(faces: grid.faces).outline(of: grid.faces.indices)
        let polygon = try #require(shape.polygons.first)
        #expect(shape.polygons.count == 1)
        #expect(polygon.holes.isEmpty)
        #expect(Set(polygon.exterior.map { Vertex($0) }) == grid.outerVertices)
        #expect(polygon.exterior.count == grid.outerVertices.count + 1)
    }

    @Test("the order of the faces, their repetition and the way their rings run change nothing", arguments: 0..<20)
    func orderDoesNotMatter(seed: Int) {
        let grid = GridCoverage(seed: seed)
        var random = SplitMix64(seed: UInt64(seed) + 3000)
        let members = grid.faces.indices.filter { _ in Bool.random(using: &random) }
        let expected = CoverageTopology(faces: grid.faces).outline(of: members)
        let order = grid.faces.indices.shuffled(using: &random)
        let turned = order.map { face in
            MultiPolygon(
                grid.faces[face].polygons.map {
                    Polygon(exterior: rotated($0.exterior, using: &random), holes: $0.holes.map { $0.reversed() })
                })
        }
        let indices = order.indices.filter { members.contains(order[$0]) }.shuffled(using: &random)
        #expect(CoverageTopology(faces: turned).outline(of: indices + indices.prefix(3)) == expected)
    }

    private func rotated(_ ring: [Position], using random: inout SplitMix64) -> [Position] {
        let open = Array(ring.dropLast())
        let start = Int.random(in: 0..<open.count, using: &random)
        let turned = Array(open[start...] + open[..<start] + [open[start]])
        return Bool.random(using: &random) ? turned : turned.reversed()
    }

    @Test("many groups at once and one by one give the same shapes", arguments: 0..<10)
    func groupsAndSingleAgree(seed: Int) {
        let grid = GridCoverage(seed: seed)
        var random = SplitMix64(seed: UInt64(seed) + 4000)
        let groups = groups(of: grid, count: 5, using: &random)
        let arcs = CoverageTopology(faces: grid.faces)
        let oneByOne = (0..<5).map { group in arcs.outline(of: groups.indices.filter { groups[$0] == group }) }
        #expect(arcs.outlines(groups: groups, count: 5) == oneByOne)
    }

    @Test("a shape dissolved once can be dissolved again: levels nest", arguments: 0..<10)
    func levelsNest(seed: Int) {
        let grid = GridCoverage(seed: seed)
        var random = SplitMix64(seed: UInt64(seed) + 5000)
        let groups = grid.faces.map { _ in Int.random(in: 0..<6, using: &random) }
        let arcs = CoverageTopology(faces: grid.faces)
        let upper = CoverageTopology(faces: arcs.outlines(groups: groups, count: 6))
        #expect(upper.outline(of: [1, 3, 5]) == arcs.outline(of: groups.indices.filter { groups[$0] % 2 == 1 }))
    }

    @Test(
        "rings that meet at a corner are cut there",
        arguments: [
            ([0, 4], 2, 0),  // two cells that touch at a corner
            ([0, 1, 2, 3, 5, 6, 7, 8], 1, 1),  // around the middle cell
            ([0, 1, 2, 3, 5, 6, 7], 1, 1),  // the hole touches the outside at a corner
            ([1, 3, 5, 7], 4, 0),  // four cells around a hole, joined by corners only
            ([0, 1, 3, 4, 8], 2, 0),
        ] as [([Int], Int, Int)])
    func corners(cells: [Int], polygons: Int, holes: Int) {
        let grid = GridCoverage(seed: 7, columns: 3, rows: 3, enclaves: 0)
        let shape = CoverageTopology(faces: grid.faces).outline(of: cells)
        #expect(GridValidity.problems(of: shape) == [])
        #expect(shape.polygons.count == polygons)
        #expect(shape.holeCount == holes)
    }

    @Test("an enclave fills the hole of its host, and is a hole without it")
    func enclave() throws {
        let grid = GridCoverage(seed: 3, columns: 1, rows: 1, enclaves: 1)
        let arcs = CoverageTopology(faces: grid.faces)
        #expect(arcs.arcCount == 2)
        #expect(arcs.outline(of: [0]).holeCount == 1)
        #expect(arcs.outline(of: [0, 1]).holeCount == 0)
        #expect(arcs.outline(of: [1]).twiceArea == grid.faces[1].twiceArea)
    }

    @Test("no face gives an empty shape, and so does a face without ground")
    func empty() {
        let grid = GridCoverage(seed: 1)
        let arcs = CoverageTopology(faces: grid.faces + [MultiPolygon()])
        #expect(arcs.outline(of: []).isEmpty)
        #expect(arcs.outline(of: [grid.faces.count]).isEmpty)
        #expect(arcs.faceCount == grid.faces.count + 1)
    }

    @Test("repeated points and spikes leave no trace")
    func repeatedPoints() {
        let grid = GridCoverage(seed: 5)
        var faces = grid.faces
        var ring = faces[0].polygons[0].exterior
        let apex = Position(longitude: ring[2].longitude + 0.001, latitude: ring[2].latitude + 0.0005)
        ring.replaceSubrange(2...2, with: [ring[2], ring[2], apex, ring[2]])
        ring.append(ring[0])
        faces[0].polygons[0].exterior = ring
        let arcs = CoverageTopology(faces: faces)
        #expect(arcs.outline(of: [0]) == CoverageTopology(faces: grid.faces).outline(of: [0]))
        #expect(arcs.defects.isEmpty)
    }
}

/// Counts the polygons and holes of some cells of a grid, by walking from cell to cell across sides.
private struct FloodFill {
    var polygonCount = 0
    var holeCount = 0

    init(columns: Int, rows: Int, isMember: [Bool]) {
        // A margin of one cell around the grid joins everything outside.
        let width = columns + 2
        let height = rows + 2
        let padded = (0..<(width * height)).map { cell in
            let (column, row) = (cell % width - 1, cell / width - 1)
            let isIn = column >= 0 && column < columns && row >= 0 && row < rows
            return isIn && isMember[row * columns + column]
        }
        for component in FloodFill.components(of: padded, width: width) {
            polygonCount += 1
            let others = padded.indices.map { !component.contains($0) }
            holeCount += FloodFill.components(of: others, width: width).count - 1
        }
    }

    private static func components(of isMember: [Bool], width: Int) -> [Set<Int>] {
        var components: [Set<Int>] = []
        var isSeen = isMember.map { !$0 }
        for start in isMember.indices where !isSeen[start] {
            var component: Set<Int> = []
            var waiting = [start]
            isSeen[start] = true
            while let cell = waiting.popLast() {
                component.insert(cell)
                let column = cell % width
                let beside =
                    [cell - width, cell + width] + (column > 0 ? [cell - 1] : [])
                    + (column < width - 1 ? [cell + 1] : [])
                for next in beside where isMember.indices.contains(next) && !isSeen[next] {
                    isSeen[next] = true
                    waiting.append(next)
                }
            }
            components.append(component)
        }
        return components
    }
}
