import TerritoryTestSupport
import Testing
import TerritoryGeometry

@Suite("Distances to borders")
struct BorderDistanceTests {
    private let ground = Ellipsoid.wgs84

    @Test("the distance to a border is the least of those to its points", arguments: 0..<100)
    func nearest(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let shape = MultiPolygon.random(using: &random)
        let box = try #require(shape.boundingBox)
        let reach = [0.001, 0.01, 0.1, 0.4][Int(seed % 4)]
        let position = Position(
            longitude: .random(in: box.west - reach...box.east + reach, using: &random),
            latitude: .random(in: box.south - reach...box.north + reach, using: &random))
        let distance = try #require(ground.distanceInMeters(from: position, toBorderOf: shape))
        let sampled = leastDistance(from: position, in: shape)
        // A sample can only be farther than the nearest point, by less than half the step between samples.
        #expect(distance <= sampled.distance * 1.000_1 + 0.001)
        #expect(distance >= sampled.distance * 0.999_9 - sampled.step / 2 - 0.001)
    }

    @Test("on the border the distance is nothing, inside only the distance to the border is something")
    func inside() throws {
        let shape = MultiPolygon([.box(BoundingBox(west: 1, south: 43, east: 2, north: 44))])
        let center = Position(longitude: 1.5, latitude: 43.5)
        #expect(ground.distanceInMeters(from: center, to: shape) == 0)
        let toBorder = try #require(ground.distanceInMeters(from: center, toBorderOf: shape))
        let east = ground.distanceInMeters(from: center, to: Position(longitude: 2, latitude: 43.5))
        #expect(abs(toBorder - east) < 100)
        let corner = Position(longitude: 1, latitude: 43)
        #expect(ground.distanceInMeters(from: corner, toBorderOf: shape) == 0)
    }

    @Test("of two edges almost as near, in different directions, the nearer is taken")
    func choice() throws {
        let position = Position(longitude: 2, latitude: 45)
        let northEast = Position(longitude: 2.4, latitude: 45.3)
        let expected = ground.distanceInMeters(from: position, to: northEast)
        let degree = ground.distanceInMeters(from: position, to: Position(longitude: 2.5, latitude: 45)) / 0.5
        let east = Position(longitude: 2 + expected * 1.000_5 / degree, latitude: 45)
        let shape = MultiPolygon(
            [east, northEast].map { corner in
                .box(
                    BoundingBox(
                        west: corner.longitude, south: corner.latitude,
                        east: corner.longitude + 0.01, north: corner.latitude + 0.01))
            })
        let distance = try #require(ground.distanceInMeters(from: position, toBorderOf: shape))
        #expect(abs(distance / expected - 1) < 1e-6)
    }

    @Test("the border of a hole counts")
    func holes() throws {
        let hole = BoundingBox(west: 1.4, south: 43.4, east: 1.6, north: 43.6)
        let shape = MultiPolygon([.box(BoundingBox(west: 1, south: 43, east: 2, north: 44), holes: [hole])])
        let center = Position(longitude: 1.5, latitude: 43.5)
        let distance = try #require(ground.distanceInMeters(from: center, to: shape))
        let east = ground.distanceInMeters(from: center, to: Position(longitude: 1.6, latitude: 43.5))
        #expect(abs(distance - east) < 1)
    }

    @Test("an empty shape is at no distance")
    func empty() {
        #expect(ground.distanceInMeters(from: Position(longitude: 1, latitude: 2), to: MultiPolygon()) == nil)
    }

    /// The least distance to 200 points of each edge, and the greatest distance between two of them.
    private func leastDistance(from position: Position, in shape: MultiPolygon) -> (distance: Double, step: Double) {
        var least = (distance: Double.infinity, step: 0.0)
        for ring in shape.polygons.flatMap(\.rings) {
            for (start, end) in zip(ring, ring.dropFirst()) {
                least.step = max(least.step, ground.distanceInMeters(from: start, to: end) / 200)
                for index in 0...200 {
                    let share = Double(index) / 200
                    let point = Position(
                        longitude: start.longitude + share * (end.longitude - start.longitude),
                        latitude: start.latitude + share * (end.latitude - start.latitude))
                    least.distance = min(least.distance, ground.distanceInMeters(from: position, to: point))
                }
            }
        }
        return least
    }
}
