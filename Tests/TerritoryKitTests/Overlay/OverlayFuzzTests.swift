import TerritoryTestSupport
import Testing
import TerritoryGeometry

@Suite("Cutting shapes at random")
struct OverlayFuzzTests {
    /// Closed lines through random points of a small grid: vertices on edges, edges in line and crossings abound.
    private func tangle(side: Int, using random: inout SplitMix64) -> MultiPolygon {
        MultiPolygon(
            (0..<Int.random(in: 1...2, using: &random)).map { _ in
                TinyGrid.polygon(
                    (0..<Int.random(in: 3...7, using: &random)).map { _ in
                        (Int.random(in: 0...side, using: &random), Int.random(in: 0...side, using: &random))
                    })
            })
    }

    @Test("any two tangles have in common what slabs find", arguments: 0..<40)
    func tangles(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<100 {
            let side = Int.random(in: 2...9, using: &random)
            let faces = (0..<3).map { _ in tangle(side: side, using: &random) }
            let shape = tangle(side: side, using: &random)
            let overlay = CoverageOverlay(faces)
            let pieces = overlay.pieces(of: shape)
            for (index, face) in faces.enumerated() {
                let expected = areaInCommon(shape, face) / (TinyGrid.unit * TinyGrid.unit)
                let found = TinyGrid.cells(pieces.first { $0.index == index }?.areaInSquareMeters ?? 0)
                // Tangles may wind backwards; such ground is never a piece.
                #expect(abs(found - max(expected, 0)) < 1e-6, "\(shape) and \(face)")
            }
        }
    }

    /// Decimals have no exact binary form: what is aligned on the grid is aligned no more, by next to nothing.
    @Test("decimal coordinates are no harder", arguments: 0..<20)
    func decimals(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let cell = Ellipsoid.wgs84.areaInSquareMeters(of: decimal(MultiPolygon([TinyGrid.rectangle(0, 0, 9, 9)]))) / 81
        for _ in 0..<100 {
            let (shape, face) = (tangle(side: 9, using: &random), tangle(side: 9, using: &random))
            // A line that winds as much one way as the other turns whichever way rounding says.
            guard hasDirection(shape), hasDirection(face) else { continue }
            let expected = max(areaInCommon(shape, face) / (TinyGrid.unit * TinyGrid.unit), 0)
            for (first, second) in [(shape, face), (face, shape)] {
                let pieces = CoverageOverlay([decimal(second)]).pieces(of: decimal(first))
                let found = pieces.reduce(0) { $0 + $1.areaInSquareMeters } / cell
                #expect(abs(found - expected) < 1e-3 + expected * 1e-4, "\(shape) and \(face)")
            }
        }
    }

    /// The same shape in ten-thousandths of a degree, somewhere in France.
    private func decimal(_ shape: MultiPolygon) -> MultiPolygon {
        let moved = { (position: Position) in
            Position(
                longitude: (20_000 + position.longitude / TinyGrid.unit) / 1e4,
                latitude: (440_000 + position.latitude / TinyGrid.unit) / 1e4)
        }
        return MultiPolygon(shape.polygons.map { Polygon(exterior: $0.exterior.map(moved)) })
    }

    private func hasDirection(_ shape: MultiPolygon) -> Bool {
        shape.polygons.allSatisfy { polygon in
            zip(polygon.exterior, polygon.exterior.dropFirst()).reduce(0) {
                $0 + $1.0.longitude * $1.1.latitude - $1.1.longitude * $1.0.latitude
            } != 0
        }
    }

    @Test("edges across the whole coverage are found in every cell")
    func longEdges() {
        var random = SplitMix64(seed: 1)
        let country = QuadCountry(side: 60, using: &random)
        let corners = [(2.1, 44.1), (2.9, 44.5), (2.2, 44.9), (2.1, 44.1)]
        let shape = MultiPolygon([Polygon(exterior: corners.map { Position(longitude: $0.0, latitude: $0.1) })])
        let pieces = CoverageOverlay(country.faces).pieces(of: shape)
        let sum = pieces.reduce(0) { $0 + $1.areaInSquareMeters }
        #expect(pieces.count > 900)
        #expect(abs(sum / Ellipsoid.wgs84.areaInSquareMeters(of: shape) - 1) < 1e-9)
    }

    @Test("a shape within a coverage is the sum of its pieces", arguments: 0..<30)
    func partition(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let country = QuadCountry(side: 12, using: &random)
        let overlay = CoverageOverlay(country.faces)
        for _ in 0..<20 {
            let center = Position(
                longitude: .random(in: 2.3...2.7, using: &random), latitude: .random(in: 44.3...44.7, using: &random))
            let shape = star(around: center, using: &random)
            let sum = overlay.pieces(of: shape).reduce(0) { $0 + $1.areaInSquareMeters }
            let area = Ellipsoid.wgs84.areaInSquareMeters(of: shape)
            #expect(abs(sum / area - 1) < 1e-9)
        }
    }

    @Test("a union of faces is made of them exactly, and of nothing else", arguments: 0..<60)
    func unionOfFaces(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let country = QuadCountry(side: 10, using: &random)
        let overlay = CoverageOverlay(country.faces)
        let chosen = country.faces.indices.filter { _ in Bool.random(using: &random) }
        let pieces = overlay.pieces(of: country.union(of: chosen))
        #expect(pieces.map(\.index) == chosen)
        #expect(pieces.allSatisfy { $0.areaInSquareMeters == overlay.areaInSquareMeters(ofFace: $0.index) })
    }

    @Test("measured near some shapes only, a coverage gives them the same pieces to the bit", arguments: 0..<40)
    func vicinity(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let country = QuadCountry(side: 10, using: &random)
        var shapes = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            let center = Position(
                longitude: .random(in: 2...3, using: &random), latitude: .random(in: 44...45, using: &random))
            return star(around: center, using: &random)
        }
        shapes.append(
            country.union(of: country.faces.indices.filter { _ in Int.random(in: 0..<30, using: &random) == 0 }))
        shapes.append(country.faces[Int.random(in: 0..<country.faces.count, using: &random)])
        let (whole, near) = (
            CoverageOverlay(country.faces),
            CoverageOverlay(country.faces, in: Vicinity(shapes.compactMap(\.boundingBox)))
        )
        for shape in shapes { #expect(near.pieces(of: shape) == whole.pieces(of: shape)) }
        for face in country.faces.indices {
            guard let area = near.areaIfMeasured(ofFace: face) else { continue }
            #expect(area == whole.areaInSquareMeters(ofFace: face))
        }
        let held = shapes.flatMap { near.pieces(of: $0) }.filter { piece in
            piece.areaInSquareMeters == whole.areaInSquareMeters(ofFace: piece.index)
        }
        #expect(held.allSatisfy { near.areaIfMeasured(ofFace: $0.index) == $0.areaInSquareMeters })
    }

    @Test("pieces do not depend on where the rings start or which way they turn", arguments: 0..<20)
    func rotation(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let country = QuadCountry(side: 8, using: &random)
        let shape = star(around: Position(longitude: 2.5, latitude: 44.5), using: &random)
        let overlay = CoverageOverlay(country.faces)
        let pieces = overlay.pieces(of: shape)
        let open = shape.polygons[0].exterior.dropLast()
        for shift in 0..<open.count {
            var ring = Array(open[shift...] + open[..<shift])
            if shift.isMultiple(of: 2) { ring.reverse() }
            #expect(overlay.pieces(of: MultiPolygon([Polygon(exterior: ring + [ring[0]])])) == pieces)
        }
    }

    /// A polygon without self-crossing, of uneven radius.
    private func star(around center: Position, using random: inout SplitMix64) -> MultiPolygon {
        let directions = [(10, 0), (7, 7), (0, 10), (-7, 7), (-10, 0), (-7, -7), (0, -10), (7, -7)]
        let ring = directions.map { x, y in
            let radius = Double.random(in: 0.001...0.02, using: &random)
            return Position(
                longitude: center.longitude + Double(x) * radius, latitude: center.latitude + Double(y) * radius)
        }
        return MultiPolygon([Polygon(exterior: ring + [ring[0]])])
    }
}

/// A coverage of uneven quadrilaterals over the square degree north-east of 2° E, 44° N.
private struct QuadCountry {
    let faces: [MultiPolygon]

    init(side: Int, using random: inout SplitMix64) {
        let step = 1 / Double(side)
        let vertices = (0...side).map { row in
            (0...side).map { column in
                // In millionths of a degree, as in real files: lines are never exactly straight.
                let jitter = (0..<2).map { _ in (Double.random(in: -0.3...0.3, using: &random) * step * 1e6).rounded() }
                return Position(
                    longitude: ((2 + Double(column) * step) * 1e6 + jitter[0]).rounded() / 1e6,
                    latitude: ((44 + Double(row) * step) * 1e6 + jitter[1]).rounded() / 1e6)
            }
        }
        faces = (0..<side * side).map { index in
            let (row, column) = (index / side, index % side)
            let ring = [
                vertices[row][column], vertices[row][column + 1], vertices[row + 1][column + 1],
                vertices[row + 1][column], vertices[row][column],
            ]
            return MultiPolygon([Polygon(exterior: ring)])
        }
    }

    /// The edges walked once, joined into rings.
    func union(of chosen: [Int]) -> MultiPolygon {
        var next: [Position: [Position]] = [:]
        for face in chosen {
            let ring = faces[face].polygons[0].exterior
            for (start, end) in zip(ring, ring.dropFirst()) {
                if let twin = next[end]?.firstIndex(of: start) {
                    next[end]?.remove(at: twin)
                } else {
                    next[start, default: []].append(end)
                }
            }
        }
        var (exteriors, holes): ([[Position]], [[Position]]) = ([], [])
        for start in next.keys.sorted(by: { ($0.longitude, $0.latitude) < ($1.longitude, $1.latitude) }) {
            while var place = next[start]?.popLast() {
                var ring = [start, place]
                while place != start, let following = next[place]?.popLast() {
                    ring.append(following)
                    place = following
                }
                if twiceArea(of: ring) > 0 { exteriors.append(ring) } else { holes.append(ring) }
            }
        }
        // Which polygon a hole belongs to makes no difference to the ground.
        return MultiPolygon(
            exteriors.enumerated().map { Polygon(exterior: $1, holes: $0 == 0 ? holes : []) })
    }

    private func twiceArea(of ring: [Position]) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) {
            $0 + ($1.0.longitude - 2) * ($1.1.latitude - 44) - ($1.1.longitude - 2) * ($1.0.latitude - 44)
        }
    }
}
