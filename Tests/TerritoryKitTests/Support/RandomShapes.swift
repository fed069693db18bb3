import TerritoryGeometry
import TerritoryTestSupport

extension Position {
    /// A position in or around metropolitan France, to 6 decimals, as sources give them.
    static func random(using random: inout SplitMix64) -> Position {
        Position(
            longitude: Double(Int.random(in: -5_000_000...10_000_000, using: &random)) / 1_000_000,
            latitude: Double(Int.random(in: 41_000_000...51_500_000, using: &random)) / 1_000_000)
    }
}

extension Polygon {
    /// A box turning counterclockwise, with the holes given as boxes turning clockwise.
    static func box(_ box: BoundingBox, holes: [BoundingBox] = []) -> Polygon {
        Polygon(exterior: box.ring, holes: holes.map { $0.ring.reversed() })
    }
}

extension BoundingBox {
    /// The edge of the box, counterclockwise from its south-west corner.
    var ring: [Position] {
        [
            Position(longitude: west, latitude: south), Position(longitude: east, latitude: south),
            Position(longitude: east, latitude: north), Position(longitude: west, latitude: north),
            Position(longitude: west, latitude: south),
        ]
    }
}

extension MultiPolygon {
    /// One to four boxes side by side, some with a hole; coordinates have 6 decimals.
    static func random(using random: inout SplitMix64) -> MultiPolygon {
        let origin = Position.random(using: &random)
        return MultiPolygon(
            (0..<Int.random(in: 1...4, using: &random)).map { index in
                func millionths(_ base: Double, _ offset: Int) -> Double {
                    ((base * 1_000_000).rounded() + Double(offset)) / 1_000_000
                }
                let side = Int.random(in: 9...50_000, using: &random)
                let (x, y) = (index * 60_000, Int.random(in: -20_000...20_000, using: &random))
                func box(_ first: Int, _ last: Int) -> BoundingBox {
                    BoundingBox(
                        west: millionths(origin.longitude, x + first), south: millionths(origin.latitude, y + first),
                        east: millionths(origin.longitude, x + last), north: millionths(origin.latitude, y + last))
                }
                let hasHole = Bool.random(using: &random)
                return .box(box(0, side), holes: hasHole ? [box(side / 3, side * 2 / 3)] : [])
            })
    }
}
