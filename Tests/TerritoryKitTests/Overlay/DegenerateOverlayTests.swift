import Testing
import TerritoryGeometry

@Suite("Cutting a shape where borders meet in special ways")
struct DegenerateOverlayTests {
    /// Four squares of 10 × 10 cells around (10, 10), the last one with a pond that a fifth face fills.
    static let faces = [
        MultiPolygon([TinyGrid.rectangle(0, 0, 10, 10)]),
        MultiPolygon([TinyGrid.rectangle(10, 0, 20, 10)]),
        MultiPolygon([TinyGrid.rectangle(0, 10, 10, 20)]),
        MultiPolygon([TinyGrid.polygon(TinyGrid.corners(10, 10, 20, 20), holes: [TinyGrid.corners(13, 13, 17, 17)])]),
        MultiPolygon([TinyGrid.rectangle(13, 13, 17, 17)]),
    ]

    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let shape: MultiPolygon
        /// Cells of the grid by face.
        let areas: [Int: Double]

        init(_ name: String, _ polygons: TerritoryGeometry.Polygon..., areas: [Int: Double]) {
            self.name = name
            shape = MultiPolygon(polygons)
            self.areas = areas
        }

        var testDescription: String { name }
    }

    static let cases = [
        Case("equal to a face", TinyGrid.rectangle(0, 0, 10, 10), areas: [0: 100]),
        Case("turning the other way", TinyGrid.polygon([(0, 0), (0, 10), (10, 10), (10, 0)]), areas: [0: 100]),
        Case("equal to the enclave", TinyGrid.rectangle(13, 13, 17, 17), areas: [4: 16]),
        Case(
            "equal to the face around the enclave",
            TinyGrid.polygon(TinyGrid.corners(10, 10, 20, 20), holes: [TinyGrid.corners(13, 13, 17, 17)]),
            areas: [3: 84]),
        Case(
            "two faces dissolved, without the vertices between", TinyGrid.rectangle(0, 0, 20, 10),
            areas: [0: 100, 1: 100]),
        Case(
            "two faces dissolved, with the vertices between",
            TinyGrid.polygon([(0, 0), (10, 0), (20, 0), (20, 10), (10, 10), (0, 10)]), areas: [0: 100, 1: 100]),
        Case("all faces", TinyGrid.rectangle(0, 0, 20, 20), areas: [0: 100, 1: 100, 2: 100, 3: 84, 4: 16]),
        Case("beyond all faces", TinyGrid.rectangle(-5, -5, 25, 25), areas: [0: 100, 1: 100, 2: 100, 3: 84, 4: 16]),
        Case("inside one face", TinyGrid.rectangle(2, 3, 5, 7), areas: [0: 12]),
        Case("touching at a corner", TinyGrid.rectangle(-5, -5, 0, 0), areas: [:]),
        Case("touching along a part of an edge", TinyGrid.rectangle(-5, 2, 0, 8), areas: [:]),
        Case("touching along a whole edge", TinyGrid.rectangle(-5, 0, 0, 10), areas: [:]),
        Case("touching from above", TinyGrid.rectangle(0, 20, 20, 25), areas: [:]),
        Case("far away", TinyGrid.rectangle(100, 100, 110, 110), areas: [:]),
        Case("centred on the common corner", TinyGrid.rectangle(8, 8, 12, 12), areas: [0: 4, 1: 4, 2: 4, 3: 4]),
        Case("a triangle by its point on an edge", TinyGrid.polygon([(10, 5), (14, 3), (14, 7)]), areas: [1: 8]),
        Case("a triangle by its point on the corner", TinyGrid.polygon([(10, 10), (6, 4), (4, 6)]), areas: [0: 10]),
        Case("along the diagonal of a face", TinyGrid.polygon([(0, 0), (10, 10), (0, 10)]), areas: [0: 50]),
        Case(
            "through the corner of all", TinyGrid.polygon([(5, 5), (15, 15), (5, 15)]),
            areas: [0: 12.5, 2: 25, 3: 10.5, 4: 2]),
        Case("in line with an edge on one side", TinyGrid.rectangle(5, 10, 15, 12), areas: [2: 10, 3: 10]),
        Case(
            "with a hole equal to a face",
            TinyGrid.polygon(
                TinyGrid.corners(-5, -5, 25, 25), holes: [TinyGrid.corners(0, 0, 10, 10)]),
            areas: [1: 100, 2: 100, 3: 84, 4: 16]),
        Case(
            "with a hole within a face",
            TinyGrid.polygon(
                TinyGrid.corners(0, 0, 10, 10), holes: [TinyGrid.corners(2, 2, 4, 4)]), areas: [0: 96]),
        Case("with the hole of the face filled", TinyGrid.rectangle(10, 10, 20, 20), areas: [3: 84, 4: 16]),
        Case(
            "of two islands", TinyGrid.rectangle(1, 1, 2, 2), TinyGrid.rectangle(15, 15, 25, 16),
            areas: [0: 1, 3: 3, 4: 2]),
        Case(
            "of two parts that meet at the corner", TinyGrid.rectangle(0, 0, 10, 10),
            TinyGrid.polygon(TinyGrid.corners(10, 10, 20, 20), holes: [TinyGrid.corners(13, 13, 17, 17)]),
            areas: [0: 100, 3: 84]),
        Case("walked there and back", TinyGrid.polygon([(0, 0), (10, 10), (15, 12), (10, 10)]), areas: [:]),
    ]

    @Test("a shape has the right piece in every face, and no other", arguments: cases)
    func pieces(_ example: Case) {
        let pieces = CoverageOverlay(Self.faces).pieces(of: example.shape)
        #expect(pieces.map(\.index) == example.areas.keys.sorted())
        for piece in pieces {
            #expect(abs(TinyGrid.cells(piece.areaInSquareMeters) - (example.areas[piece.index] ?? 0)) < 1e-6)
        }
    }

    @Test("whole faces are equal to their own area, to the bit")
    func wholeFaces() {
        let overlay = CoverageOverlay(Self.faces)
        for (index, face) in Self.faces.enumerated() {
            let area = overlay.areaInSquareMeters(ofFace: index)
            #expect(overlay.pieces(of: face) == [CoverageOverlay.Piece(index: index, areaInSquareMeters: area)])
        }
    }

    @Test("an empty shape has no piece, and an empty face is never met")
    func empty() {
        #expect(CoverageOverlay(Self.faces).pieces(of: MultiPolygon()).isEmpty)
        #expect(CoverageOverlay([]).pieces(of: Self.faces[0]).isEmpty)
        #expect(CoverageOverlay([MultiPolygon(), Self.faces[0]]).pieces(of: Self.faces[0]).map(\.index) == [1])
    }

    @Test("many shapes at once give what each gives alone")
    func batch() {
        let overlay = CoverageOverlay(Self.faces)
        let shapes = Self.cases.map(\.shape)
        #expect(overlay.pieces(of: shapes) == shapes.map { overlay.pieces(of: $0) })
    }

    @Test("a share is that of the first shape, and slivers are left out beyond a share")
    func shares() {
        let shape = MultiPolygon([TinyGrid.polygon([(0, 0), (10, 0), (10, 4), (11, 4), (11, 5), (0, 5)])])
        #expect(abs(CoverageOverlay.share(of: shape, in: Self.faces[1]) - 1.0 / 51) < 1e-8)
        #expect(CoverageOverlay.share(of: shape, in: Self.faces[3]) == 0)
        let overlay = CoverageOverlay(Self.faces)
        #expect(overlay.faces(metBy: shape, beyond: 0) == [0, 1])
        #expect(overlay.faces(metBy: shape) == [0])
        // The enclave is less than 2 % of this shape, but it is there as a whole.
        let large = MultiPolygon([TinyGrid.rectangle(10, 10, 60, 60)])
        #expect(overlay.faces(metBy: large) == [3, 4])
    }
}
