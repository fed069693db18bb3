/// A coverage, such as the communes of a country, ready to be cut by any other shape.
///
/// Areas are on the ellipsoid, in square meters, as ``Ellipsoid/areaInSquareMeters(of:)-(MultiPolygon)`` measures
/// them. Edges are straight in longitude and latitude (RFC 7946, section 3.1.1) as to where they cross.
///
/// Nothing is compared within a tolerance. Borders in common, vertices on borders and points of contact are settled
/// by exact signs, and areas are sums of whole numbers in which an edge walked in both directions leaves nothing:
///
/// - a shape made of whole faces, vertex for vertex, has exactly those faces for pieces, neighbours leaving no sliver;
/// - within a coverage without gap or overlap, the pieces of a shape add up to the shape to 1 part in 10¹⁰.
///
/// A piece is measured as if it were written out, with a vertex wherever an edge is cut. As that changes the geodesics
/// of the shape's edges, the pieces of cut faces are then stretched alike, by 1 part in 10⁹ or so, to add up again.
public struct CoverageOverlay: Sendable {
    let rings: BorderRings
    let edgeGrid: BoxGrid
    let ringGrid: BoxGrid
    let sweep: GroundSweep
    /// In ``GroundSweep`` units.
    private let grounds: [Int64]
    /// The faces of which every edge is in the vicinity; empty where that is everywhere.
    private let wholeFaces: [Bool]

    /// What a shape and one face of the coverage have in common.
    public struct Piece: Hashable, Sendable {
        /// The face, by its index in the coverage.
        public let index: Int
        /// The area in common on the ground, more than 0.
        public let areaInSquareMeters: Double

        public init(index: Int, areaInSquareMeters: Double) {
            self.index = index
            self.areaInSquareMeters = areaInSquareMeters
        }
    }

    /// Indexes the faces of a coverage; a face is known afterwards by its index.
    ///
    /// Rings may run either way round. Faces may be empty, and may overlap: each is cut on its own.
    public init(_ faces: [MultiPolygon], on ellipsoid: Ellipsoid = .wgs84) {
        self.init(faces, on: ellipsoid, in: nil)
    }

    /// - Parameters:
    ///   - faces: Those of a coverage.
    ///   - ellipsoid: On which areas are measured.
    ///   - vicinity: Where the shapes are that will be asked about; `nil` for anywhere.
    package init(_ faces: [MultiPolygon], on ellipsoid: Ellipsoid = .wgs84, in vicinity: Vicinity?) {
        let box = BoundingBox(around: faces.lazy.flatMap(\.polygons).flatMap(\.exterior))
        let sweep = GroundSweep(on: ellipsoid, meridian: box.map { ($0.west + $0.east) / 2 } ?? 0)
        self.init(
            BorderRings(faces, sweep: sweep, in: vicinity), faceCount: faces.count, sweep: sweep,
            isMeasured: vicinity == nil)
    }

    /// - Parameters:
    ///   - rings: Those of the faces.
    ///   - faceCount: The number of faces.
    ///   - sweep: What the rings were measured with.
    ///   - isMeasured: Whether they were measured everywhere.
    package init(_ rings: BorderRings, faceCount: Int, sweep: GroundSweep, isMeasured: Bool) {
        var grounds = [Int64](repeating: 0, count: faceCount)
        for ring in 0..<rings.ringCount { grounds[rings.shapes[ring]] &+= rings.ground(withinRing: ring) }
        edgeGrid = BoxGrid(rings.near, of: rings.edges.count) { rings.edges[$0].boundingBox }
        ringGrid = BoxGrid(count: rings.ringCount) { rings.boxes[$0] }
        self.grounds = grounds
        wholeFaces = isMeasured ? [] : rings.wholeShapes(count: faceCount)
        self.rings = rings
        self.sweep = sweep
    }

    /// The number of faces, empty ones included.
    public var faceCount: Int { grounds.count }

    /// The area of a face on the ground: what ``pieces(of:)-(MultiPolygon)`` gives, to the bit, where the whole face lies in a shape.
    public func areaInSquareMeters(ofFace index: Int) -> Double {
        precondition(isMeasured, "faces were measured near the shapes only")
        return Double(grounds[index]) / GroundSweep.unitsPerSquareMeter
    }

    /// The area of a face, if all of its edges are in the vicinity: where a shape may hold it whole.
    package func areaIfMeasured(ofFace index: Int) -> Double? {
        isMeasured || wholeFaces[index] ? Double(grounds[index]) / GroundSweep.unitsPerSquareMeter : nil
    }

    private var isMeasured: Bool { wholeFaces.isEmpty }

    /// What a shape has in common with each face, in ascending order of index.
    ///
    /// A face that the shape only touches, at points or along a border, has no piece; neither has a face of which the
    /// shape takes no more than roundings explain, some square millimeters.
    ///
    /// - Parameter shape: A valid shape, whose positions are finite. Ground that its polygons cover twice counts twice.
    /// - Returns: Nothing for an empty shape, or one beyond all faces.
    public func pieces(of shape: MultiPolygon) -> [Piece] { cut(of: shape).pieces }

    /// What a shape has in common with each face, and the area of the shape as its pieces are measured.
    func cut(of shape: MultiPolygon) -> Cut {
        guard let box = shape.boundingBox else { return Cut() }
        let rings = BorderRings([shape], sweep: sweep)
        var cut = ShapeCut(of: rings, box: box, by: self)
        let ground = rings.groundBefore.last ?? 0
        return Cut(pieces: cut.pieces(), areaInSquareMeters: Double(ground) / GroundSweep.unitsPerSquareMeter)
    }

    package struct Cut: Sendable {
        package var pieces: [Piece] = []
        /// Of the whole shape.
        package var areaInSquareMeters = 0.0
    }
}
