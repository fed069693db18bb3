import TerritoryTestSupport
import Testing
import TerritoryGeometry

@Suite("Nearest shapes")
struct NearestTests {
    private let ground = Ellipsoid.wgs84

    /// The least distance, one shape after the other.
    private func nearest(to position: Position, in shapes: [MultiPolygon]) -> (owner: Int, distance: Double)? {
        var nearest: (owner: Int, distance: Double)?
        for (index, shape) in shapes.enumerated() {
            guard let distance = ground.distanceInMeters(from: position, to: shape) else { continue }
            if distance < nearest?.distance ?? .infinity { nearest = (index, distance) }
        }
        return nearest
    }

    @Test("the nearest of scattered shapes is the one that a full search finds, to the last bit", arguments: 0..<40)
    func scattered(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var shapes = (0..<40).map { _ in MultiPolygon.random(using: &random) }
        shapes.append(MultiPolygon())
        shapes += shapes.prefix(3)
        let locator = try PointLocator(bytes: PointLocator(shapes).bytes)
        for _ in 0..<25 {
            let position = Position.random(using: &random)
            let expected = try #require(nearest(to: position, in: shapes))
            let found = try #require(locator.nearest(to: position, within: 3_000_000))
            #expect(found.index == expected.owner && found.distanceInMeters == expected.distance)
            #expect(locator.nearest(to: position, within: expected.distance)?.index == expected.owner)
            if expected.distance > 0 {
                #expect(locator.nearest(to: position, within: expected.distance.nextDown) == nil)
            }
            let owner = Int.random(in: shapes.indices, using: &random)
            #expect(
                locator.distanceInMeters(from: position, toBorderOf: owner)
                    == ground.distanceInMeters(from: position, toBorderOf: shapes[owner]))
        }
    }

    @Test("inside a shape the distance is nothing, and the distance to its border is something")
    func inside() throws {
        let shape = MultiPolygon([
            .box(
                BoundingBox(west: 0, south: 43, east: 4, north: 47),
                holes: [BoundingBox(west: 1, south: 44, east: 2, north: 45)])
        ])
        let locator = PointLocator([MultiPolygon(), shape])
        let center = Position(longitude: 3, latitude: 46)
        let found = try #require(locator.nearest(to: center, within: 0))
        #expect(found.index == 1 && found.distanceInMeters == 0)
        #expect(try #require(locator.distanceInMeters(from: center, toBorderOf: 1)) > 70_000)
        let inHole = try #require(locator.nearest(to: Position(longitude: 1.5, latitude: 44.5)))
        #expect(inHole.index == 1 && inHole.distanceInMeters > 30_000)
    }

    @Test("nothing is near where there are no shapes, to no place, and within a distance that is no distance")
    func nothing() {
        let position = Position(longitude: 3, latitude: 46)
        #expect(PointLocator([]).nearest(to: position) == nil)
        #expect(PointLocator([MultiPolygon()]).nearest(to: position) == nil)
        #expect(PointLocator([MultiPolygon()]).distanceInMeters(from: position, toBorderOf: 0) == nil)
        let locator = PointLocator([MultiPolygon([.box(BoundingBox(west: 0, south: 43, east: 1, north: 44))])])
        #expect(locator.nearest(to: Position(longitude: .nan, latitude: 1)) == nil)
        #expect(locator.nearest(to: Position(longitude: 1, latitude: .infinity)) == nil)
        #expect(locator.nearest(to: position, within: -1) == nil)
        #expect(locator.nearest(to: position, within: .nan) == nil)
        #expect(locator.nearest(to: position, within: 1_000_000)?.index == 0)
        #expect(locator.distanceInMeters(from: position, toBorderOf: 3) == nil)
        #expect(locator.distanceInMeters(from: position, toBorderOf: -1) == nil)
    }
}
