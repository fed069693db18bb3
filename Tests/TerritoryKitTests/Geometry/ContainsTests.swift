import TerritoryTestSupport
import Testing
import TerritoryGeometry

@Suite("Positions in shapes")
struct ContainsTests {
    @Test("a hole is outside, and so is everything around")
    func hole() {
        let shape = MultiPolygon([
            .box(
                BoundingBox(west: 0, south: 0, east: 4, north: 4),
                holes: [BoundingBox(west: 1, south: 1, east: 2, north: 2)])
        ])
        #expect(shape.contains(Position(longitude: 3, latitude: 3)))
        #expect(!shape.contains(Position(longitude: 1.5, latitude: 1.5)))
        #expect(!shape.contains(Position(longitude: 5, latitude: 2)))
        #expect(!shape.contains(Position(longitude: -1, latitude: 0)))
        #expect(!MultiPolygon().contains(Position(longitude: 0, latitude: 0)))
    }

    @Test("a border belongs to the shape on its east, or on its north along a parallel")
    func borders() {
        let shape = MultiPolygon([.box(BoundingBox(west: 0, south: 0, east: 4, north: 4))])
        #expect(shape.contains(Position(longitude: 0, latitude: 2)))
        #expect(shape.contains(Position(longitude: 2, latitude: 0)))
        #expect(!shape.contains(Position(longitude: 4, latitude: 2)))
        #expect(!shape.contains(Position(longitude: 2, latitude: 4)))
    }

    @Test("in a coverage, every position has one owner, borders and corners included", arguments: 0..<50)
    func oneOwner(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let grid = TriangleGrid(side: 6, using: &random)
        for position in grid.positions(using: &random) {
            let owners = grid.cells.count { $0.contains(position) }
            #expect(owners == 1, "\(position)")
        }
    }

    @Test("the owner does not depend on where rings begin nor on the way they turn", arguments: 0..<20)
    func rotation(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let grid = TriangleGrid(side: 4, using: &random)
        let turned = grid.cells.map { cell in
            MultiPolygon(cell.polygons.map { Polygon(exterior: $0.exterior.reversed()) })
        }
        for position in grid.positions(using: &random) {
            #expect(
                grid.cells.firstIndex { $0.contains(position) } == turned.firstIndex { $0.contains(position) })
        }
    }
}

/// A square cut into triangles with crooked borders, as a coverage without gaps or overlaps.
private struct TriangleGrid {
    let side: Int
    let nodes: [[Position]]
    let cells: [MultiPolygon]

    init(side: Int, using random: inout SplitMix64) {
        self.side = side
        nodes = (0...side).map { row in
            (0...side).map { column in
                let isInner = row > 0 && row < side && column > 0 && column < side
                let reach = isInner ? 0.24 : 0
                return Position(
                    longitude: Double(column) + .random(in: -reach...reach, using: &random),
                    latitude: 45 + Double(row) + .random(in: -reach...reach, using: &random))
            }
        }
        var cells: [MultiPolygon] = []
        for row in 0..<side {
            for column in 0..<side {
                let (a, b) = (nodes[row][column], nodes[row][column + 1])
                let (c, d) = (nodes[row + 1][column + 1], nodes[row + 1][column])
                // Each triangle writes the diagonal in its own direction.
                cells.append(MultiPolygon([Polygon(exterior: [a, b, c, a])]))
                cells.append(MultiPolygon([Polygon(exterior: [a, c, d, a])]))
            }
        }
        self.cells = cells
    }

    /// Every inner node, points on every inner diagonal and border, and as many positions anywhere.
    func positions(using random: inout SplitMix64) -> [Position] {
        var positions: [Position] = []
        for row in 1..<side {
            for column in 1..<side {
                let node = nodes[row][column]
                positions.append(node)
                for other in [nodes[row - 1][column - 1], nodes[row][column - 1], nodes[row - 1][column]] {
                    let share =
                        [0.5, 0.25, Double.random(in: 0..<1, using: &random)].randomElement(using: &random) ?? 0
                    positions.append(
                        Position(
                            longitude: node.longitude + share * (other.longitude - node.longitude),
                            latitude: node.latitude + share * (other.latitude - node.latitude)))
                }
                positions.append(
                    Position(
                        longitude: .random(in: 0.01..<Double(side), using: &random),
                        latitude: .random(in: 45.01..<45 + Double(side), using: &random)))
            }
        }
        return positions
    }
}
