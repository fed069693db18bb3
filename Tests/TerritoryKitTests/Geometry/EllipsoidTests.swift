import TerritoryTestSupport
import Testing
import TerritoryGeometry

/// Expected values from pyproj 3.7.2 (`Geod(ellps="WGS84")`, GeographicLib), computed on 2026-11-22.
@Suite("Areas and distances on the ellipsoid")
struct EllipsoidTests {
    private let ground = Ellipsoid.wgs84

    /// Parcieux (01285), generalised from IGN ADMIN EXPRESS.
    private static let parcieux: [Position] = [
        (4.810768, 45.909778), (4.810327, 45.918168), (4.807975, 45.920997), (4.825029, 45.922363),
        (4.832086, 45.92168), (4.846493, 45.926655), (4.851492, 45.929484), (4.851639, 45.923923),
        (4.848551, 45.921094), (4.824882, 45.911144), (4.810768, 45.909778),
    ].map { Position(longitude: $0.0, latitude: $0.1) }

    @Test("the area of a commune is that of its geodesic edges")
    func communeArea() {
        let area = ground.areaInSquareMeters(of: Self.parcieux)
        #expect(abs(area / 3_161_566.362_390_1 - 1) < 1e-10)
        #expect(abs(Ellipsoid.grs80.areaInSquareMeters(of: Self.parcieux) / 3_161_566.362_399_6 - 1) < 1e-10)
    }

    @Test("the area of a box of a hundredth of a degree")
    func cellArea() {
        let box = BoundingBox(west: 2, south: 45, east: 2.01, north: 45.01)
        #expect(abs(ground.areaInSquareMeters(of: box.ring) / 876_163.448_032_4 - 1) < 1e-9)
    }

    @Test("holes are taken away, and the way a ring turns changes nothing")
    func holes() {
        let outer = BoundingBox(west: 2, south: 45, east: 3, north: 46)
        let inner = BoundingBox(west: 2.25, south: 45.25, east: 2.5, north: 45.5)
        let shape = MultiPolygon([Polygon(exterior: outer.ring.reversed(), holes: [inner.ring])])
        let expected = ground.areaInSquareMeters(of: outer.ring) - ground.areaInSquareMeters(of: inner.ring)
        #expect(abs(ground.areaInSquareMeters(of: shape) / expected - 1) < 1e-14)
        #expect(expected > 8e9)
    }

    @Test("an empty shape and an open stroke have no area")
    func noArea() {
        #expect(ground.areaInSquareMeters(of: MultiPolygon()) == 0)
        #expect(ground.areaInSquareMeters(of: [Position(longitude: 1, latitude: 2)]) == 0)
    }

    @Test("the areas of two neighbours add up to that of their union", arguments: 0..<100)
    func additivity(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let origin = Position.random(using: &random)
        func corner(_ x: Double, _ y: Double) -> Position {
            Position(
                longitude: origin.longitude + x + .random(in: -0.004...0.004, using: &random),
                latitude: origin.latitude + y + .random(in: -0.004...0.004, using: &random))
        }
        let (a, b, c) = (corner(0, 0), corner(0.01, 0), corner(0.02, 0))
        let (d, e, f) = (corner(0.02, 0.01), corner(0.01, 0.01), corner(0, 0.01))
        let parts = ground.areaInSquareMeters(of: [a, b, e, f, a]) + ground.areaInSquareMeters(of: [b, c, d, e, b])
        #expect(abs(ground.areaInSquareMeters(of: [a, b, c, d, e, f, a]) / parts - 1) < 1e-10)
    }

    @Test(
        "distances agree with GeographicLib to a tenth of a millimeter",
        arguments: [
            // Paris to Toulouse, Lille to Bastia, Paris to Saint-Denis, Cayenne to Fort-de-France.
            ([2.3522, 48.8566], [1.4442, 43.6045], 587_975.698_133_1),
            ([3.0573, 50.6292], [9.4509, 42.6973], 1_007_519.919_221_9),
            ([2.3522, 48.8566], [55.4504, -20.8823], 9_344_110.607_618_8),
            ([-52.3135, 4.9224], [-61.0588, 14.6161], 1_437_996.403_778_9),
            // Two meters in Toulouse; Mata-Utu to Nouméa, across the antimeridian.
            ([1.4442, 43.6045], [1.44422, 43.604511], 2.025_102_100_5),
            ([-176.1761, -13.2816], [166.4572, -22.2758], 2_090_585.535_846_1),
            // Along the equator and along a meridian.
            ([0, 0], [1, 0], 111_319.490_793_3),
            ([3, 45], [3, 46], 111_141.548_474_2),
        ] as [([Double], [Double], Double)])
    func distances(start: [Double], end: [Double], expected: Double) {
        let (start, end) = (position(start), position(end))
        #expect(abs(ground.distanceInMeters(from: start, to: end) - expected) < 1e-4)
        #expect(abs(ground.distanceInMeters(from: end, to: start) - expected) < 1e-4)
    }

    @Test("almost opposite positions have a distance all the same, to 0.6 %")
    func antipodes() {
        let distance = ground.distanceInMeters(from: position([0, 0]), to: position([179.7, 0.3]))
        #expect(abs(distance / 19_965_251.408_560_9 - 1) < 0.006)
        #expect(ground.distanceInMeters(from: position([0, 0]), to: position([180, 0])) > 19_900_000)
    }

    @Test("a position is at no distance from itself")
    func identity() {
        #expect(ground.distanceInMeters(from: position([1.5, 43]), to: position([1.5, 43])) == 0)
    }

    private func position(_ pair: [Double]) -> Position {
        Position(longitude: pair[0], latitude: pair[1])
    }
}
