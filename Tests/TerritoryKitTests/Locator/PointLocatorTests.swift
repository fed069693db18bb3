import TerritoryTestSupport
import Testing
@testable import TerritoryGeometry

@Suite("Owners of positions")
struct PointLocatorTests {
    /// Every shape that contains the position, one after the other.
    private func indices(containing position: Position, in shapes: [MultiPolygon]) -> [Int] {
        shapes.indices.filter { shapes[$0].contains(position) }
    }

    @Test("in a coverage the answers are those of the shapes, on borders too, whatever the cells", arguments: 0..<12)
    func coverage(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let patchwork = Patchwork(side: 6, using: &random)
        let density = [0.001, 0.1, 1, 3, 40, 500][Int(seed % 6)]
        let locator = PointLocator(patchwork.shapes, cellsPerVertex: density)
        let anywhere = (0..<300).map { _ in
            Position(
                longitude: .random(in: -0.5...6.5, using: &random),
                latitude: .random(in: 42.5...49.5, using: &random))
        }
        for position in patchwork.borders.jostled + anywhere {
            let expected = indices(containing: position, in: patchwork.shapes)
            #expect(locator.indices(containing: position) == expected, "\(position)")
            #expect(locator.index(containing: position) == expected.first, "\(position)")
            #expect(expected.count <= 1, "\(position)")
        }
    }

    @Test("shapes that overlap, far from each other and with holes, are all found", arguments: 0..<20)
    func overlaps(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var shapes = (0..<30).map { _ in MultiPolygon.random(using: &random) }
        shapes += shapes.prefix(10)
        shapes.insert(MultiPolygon(), at: 5)
        shapes.append(.around(shapes[0], by: 0.02))
        let locator = PointLocator(shapes, cellsPerVertex: [0.2, 2, 30][Int(seed % 3)])
        let vertices = shapes.flatMap { $0.polygons.flatMap { $0.rings.joined() } }
        for position in vertices.jostled + shapes.compactMap(\.boundingBox?.center) {
            let expected = indices(containing: position, in: shapes)
            #expect(locator.indices(containing: position) == expected)
            #expect(locator.index(containing: position) == expected.first)
        }
    }

    @Test("borders that pass through the corners of cells are found from all sides", arguments: 0..<4)
    func corners(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let frame = MultiPolygon([.box(BoundingBox(west: 0.1, south: 43.3, east: 3.7, north: 46.1))])
        func locator(_ triangles: [MultiPolygon]) -> PointLocator {
            PointLocator([frame] + triangles, cellsPerVertex: 1)
        }
        // As many vertices in the same box have the same grid.
        let stand = Position(longitude: 1, latitude: 44)
        let empty = MultiPolygon([Polygon(exterior: [stand, stand, stand, stand])])
        let grid = try #require(locator([MultiPolygon](repeating: empty, count: 20)).grids.first)
        let corners = (0..<20).map { _ in
            Position(
                longitude: grid.longitude(ofColumn: .random(in: 2..<grid.columns - 2, using: &random))
                    + 0.5 / grid.columnsPerDegree,
                latitude: grid.latitude(ofRow: .random(in: 2..<grid.rows - 2, using: &random))
                    + 0.5 / grid.rowsPerDegree)
        }
        let triangles = corners.map { corner in
            let (x, y) = (Double.random(in: -0.4...0.4, using: &random), Double.random(in: -0.3...0.3, using: &random))
            let ends = [-0.4, 0.7].map {
                Position(longitude: corner.longitude + $0 * x, latitude: corner.latitude + $0 * y)
            }
            let third = Position(longitude: ends[0].longitude, latitude: ends[1].latitude)
            return MultiPolygon([Polygon(exterior: [ends[0], ends[1], third, ends[0]])])
        }
        let shapes = [frame] + triangles
        let found = locator(triangles)
        #expect(found.grids.first == grid)
        for position in corners.jostled.jostled {
            #expect(found.indices(containing: position) == indices(containing: position, in: shapes))
        }
    }

    @Test("many positions at once have the owners that each has")
    func batch() {
        var random = SplitMix64(seed: 5)
        let patchwork = Patchwork(side: 5, using: &random)
        let locator = PointLocator(patchwork.shapes)
        let positions = patchwork.borders.jostled + [Position(longitude: .nan, latitude: 44)]
        var owners: [Int32] = [7]
        locator.locate(positions, into: &owners)
        #expect(owners == positions.map { Int32(locator.index(containing: $0) ?? -1) })
    }

    @Test("a position that is not finite lies nowhere, nor does any in an index without shapes")
    func nowhere() {
        let shape = MultiPolygon([.box(BoundingBox(west: 0, south: 0, east: 4, north: 4))])
        let odd: [Double] = [.nan, .infinity, -.infinity, .greatestFiniteMagnitude, -1e300]
        for locator in [PointLocator([shape]), PointLocator([]), PointLocator([MultiPolygon()])] {
            for value in odd {
                for position in [
                    Position(longitude: value, latitude: 2), Position(longitude: 2, latitude: value),
                    Position(longitude: value, latitude: value),
                ] {
                    #expect(locator.index(containing: position) == nil && locator.indices(containing: position).isEmpty)
                }
            }
        }
        #expect(PointLocator([]).index(containing: Position(longitude: 2, latitude: 2)) == nil)
        #expect(PointLocator([shape]).index(containing: Position(longitude: 2, latitude: 2)) == 0)
    }

    @Test("shapes without width, with one vertex or with vertices that are not finite do no harm")
    func degenerate() {
        let point = Position(longitude: 1, latitude: 1)
        let line = [point, Position(longitude: 1, latitude: 3), point]
        let flat = [point, Position(longitude: 3, latitude: 1), point]
        let lost = [point, Position(longitude: .nan, latitude: 2), Position(longitude: 2, latitude: .infinity), point]
        let shapes = [[point], line, flat, lost, []].map { MultiPolygon([Polygon(exterior: $0)]) }
        for chosen in shapes.map({ [$0] }) + [shapes] {
            let locator = PointLocator(chosen)
            #expect(locator.index(containing: point) == nil)
            #expect(locator.index(containing: Position(longitude: 2, latitude: 1)) == nil)
            #expect(locator.index(containing: Position(longitude: 1, latitude: 2)) == nil)
        }
    }

    @Test("shapes across the world get grids of their own")
    func farApart() {
        let boxes = [
            BoundingBox(west: 2, south: 48, east: 3, north: 49),
            BoundingBox(west: 55, south: -22, east: 56, north: -21),
            BoundingBox(west: -62, south: 16, east: -61, north: 17),
            BoundingBox(west: 3, south: 48, east: 4, north: 49),
        ]
        let locator = PointLocator(boxes.map { MultiPolygon([.box($0)]) })
        #expect(locator.grids.count == 3)
        for (owner, box) in boxes.enumerated() { #expect(locator.index(containing: box.center) == owner) }
    }
}

extension BoundingBox {
    var center: Position { Position(longitude: (west + east) / 2, latitude: (south + north) / 2) }
}

extension MultiPolygon {
    /// A box around a shape.
    fileprivate static func around(_ shape: MultiPolygon, by reach: Double) -> MultiPolygon {
        guard let box = shape.boundingBox else { return MultiPolygon() }
        return MultiPolygon([
            .box(
                BoundingBox(
                    west: box.west - reach, south: box.south - reach, east: box.east + reach, north: box.north + reach))
        ])
    }
}
