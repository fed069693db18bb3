/// Makes a true coverage of faces that almost are one: borders that coincide, no ground claimed twice, no slivers.
///
/// The steps, each of which reports what it does:
/// 1. coordinates go to a grid of a millionth of a degree (0.11 m); repeated points and spikes are dropped;
/// 2. borders that cross or touch get a common vertex, so that they meet at vertices only (``toleranceInMeters``);
/// 3. ground claimed by several faces goes to the one with the lowest code;
/// 4. enclosed ground that nobody claims goes to the face with the longest border along it, if it is small
///    (``largestFilledGapInSquareMeters``), and is reported otherwise.
///
/// Faces without a defect come out with the vertices they came in with. Cleaning a clean coverage changes nothing.
/// Where many borders run within the tolerance of each other, a second cleaning may still find something to straighten.
public struct CoverageCleaning: Sendable {
    /// How far a vertex may lie from an unmatched border and still be meant to lie on it; half a meter by default.
    public var toleranceInMeters: Double
    /// Enclosed gaps below this area are filled; a hectare by default.
    public var largestFilledGapInSquareMeters: Double

    public init(toleranceInMeters: Double = 0.56, largestFilledGapInSquareMeters: Double = 10_000) {
        self.toleranceInMeters = toleranceInMeters
        self.largestFilledGapInSquareMeters = largestFilledGapInSquareMeters
    }

    /// Cleans `faces`, which may come in any order; each code names one face.
    ///
    /// The result does not depend on the order of the faces, and is the same to the byte each time. Every shape is
    /// valid for OGC Simple Features. A face whose whole ground is claimed by lower codes comes out empty.
    public func cleaned(_ faces: [(code: String, shape: MultiPolygon)]) -> CleanedCoverage {
        let order = faces.indices.sorted { faces[$0].code < faces[$1].code }
        let codes = order.map { faces[$0].code }
        var rings = FaceRings(order.lazy.map { faces[$0].shape })
        let noder = EdgeNoder(tolerance: toleranceInMeters / GroundMeasure.metersPerUnit)
        let insertions = noder.node(&rings)
        var cells = CellOwnership(PlanarCells(CoverageTopology(rings: rings)))
        let disputes =
            cells.overlaps(codes: codes) + cells.fillGaps(below: largestFilledGapInSquareMeters, codes: codes)
        let sorted = cells.shapes()
        let repairs =
            droppedPoints(of: rings, codes: codes) + insertedVertices(insertions, codes: codes) + disputes
            + recutRings(from: rings, to: sorted, codes: codes, explained: disputes)
        var shapes = [MultiPolygon](repeating: MultiPolygon(), count: faces.count)
        for (shape, index) in zip(sorted, order) { shapes[index] = shape }
        return CleanedCoverage(shapes: shapes, repairs: repairs)
    }

    /// The faces whose rings were not those of a valid shape, though the ground they enclose is the same.
    private func recutRings(
        from rings: FaceRings, to shapes: [MultiPolygon], codes: [String], explained disputes: [CoverageRepair]
    ) -> [CoverageRepair] {
        let explained = Set(disputes.filter { $0.kind != .gapLeft }.flatMap(\.codes))
        return shapes.indices.compactMap { face in
            let ringCount = shapes[face].polygons.reduce(0) { $0 + 1 + $1.holes.count }
            guard rings.rings(of: face).count != ringCount, !explained.contains(codes[face]) else { return nil }
            return CoverageRepair(
                kind: .recutRings, codes: [codes[face]], position: shapes[face].polygons.first?.exterior.first,
                areaInSquareMeters: 0)
        }
    }

    private func droppedPoints(of rings: FaceRings, codes: [String]) -> [CoverageRepair] {
        zip(rings.dropped, codes).flatMap { dropped, code in
            let kinds: [(CoverageRepair.Kind, Int)] = [
                (.repeatedPoints(count: dropped.repeatedPoints), dropped.repeatedPoints),
                (.spikes(count: dropped.spikes), dropped.spikes),
                (.degenerateRings(count: dropped.degenerateRings), dropped.degenerateRings),
            ]
            return kinds.filter { $0.1 > 0 }.map {
                CoverageRepair(kind: $0.0, codes: [code], position: nil, areaInSquareMeters: 0)
            }
        }
    }

    private func insertedVertices(_ insertions: [EdgeNoder.Insertion], codes: [String]) -> [CoverageRepair] {
        var facesByVertex: [Vertex: Set<Int>] = [:]
        for insertion in insertions { facesByVertex[insertion.vertex, default: []].insert(insertion.face) }
        return facesByVertex.sorted { $0.key < $1.key }.map { vertex, faces in
            CoverageRepair(
                kind: .insertedVertex, codes: faces.sorted().map { codes[$0] }, position: vertex.position,
                areaInSquareMeters: 0)
        }
    }
}
