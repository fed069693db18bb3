import TerritoryGeometry
import TerritoryTestSupport

/// A coverage without gaps or overlaps: crooked quadrilaterals, some with an enclave, some of one owner far apart.
struct Patchwork {
    var shapes: [MultiPolygon] = []
    /// Every vertex, and the middle of every edge.
    var borders: [Position] = []

    init(side: Int, using random: inout SplitMix64) {
        let nodes = (0...side).map { row in
            (0...side).map { column in
                Position(
                    longitude: Double(column) + .random(in: -0.24...0.24, using: &random),
                    latitude: 43 + Double(row) + .random(in: -0.24...0.24, using: &random))
            }
        }
        for row in 0..<side {
            for column in 0..<side {
                let ring = [
                    nodes[row][column], nodes[row][column + 1], nodes[row + 1][column + 1], nodes[row + 1][column],
                    nodes[row][column],
                ]
                add(ring, number: row * side + column, using: &random)
            }
        }
    }

    private mutating func add(_ ring: [Position], number: Int, using random: inout SplitMix64) {
        note(ring)
        var polygon = Polygon(exterior: Bool.random(using: &random) ? ring : ring.reversed())
        if number % 3 == 0 {
            let center = Position(
                longitude: (ring[0].longitude + ring[2].longitude) / 2,
                latitude: (ring[0].latitude + ring[2].latitude) / 2)
            let enclave = [(-0.1, 0.0), (0.0, -0.08), (0.09, 0.0), (0.0, 0.1), (-0.1, 0.0)].map { x, y in
                Position(longitude: center.longitude + x, latitude: center.latitude + y)
            }
            note(enclave)
            polygon.holes = [enclave.reversed()]
            shapes.append(MultiPolygon([Polygon(exterior: enclave)]))
        }
        // Every seventh piece is an exclave of the shape before it.
        if number % 7 == 6, !shapes.isEmpty {
            shapes[shapes.count - 1].polygons.append(polygon)
        } else {
            shapes.append(MultiPolygon([polygon]))
        }
    }

    private mutating func note(_ ring: [Position]) {
        for (start, end) in zip(ring, ring.dropFirst()) {
            borders.append(start)
            borders.append(
                Position(
                    longitude: (start.longitude + end.longitude) / 2, latitude: (start.latitude + end.latitude) / 2))
        }
    }
}

extension [Position] {
    /// The positions, and their nearest neighbors among numbers on each side.
    var jostled: [Position] {
        flatMap { position in
            [position.longitude.nextDown, position.longitude, position.longitude.nextUp].flatMap { longitude in
                [position.latitude.nextDown, position.latitude, position.latitude.nextUp].map {
                    Position(longitude: longitude, latitude: $0)
                }
            }
        }
    }
}
