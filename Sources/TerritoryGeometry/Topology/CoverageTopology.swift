/// The borders of a coverage, each stored once: every outline, neighbour and simplified shape comes from them.
///
/// A coverage is a list of faces that share borders but no ground, such as the communes of a country. An arc is a
/// stretch of border between two junctions; the faces on its two sides use the same arc in opposite directions. What
/// lies along a border therefore never tears, whatever is merged or simplified.
///
/// Coordinates are rounded to a millionth of a degree (EPSG:4326), about 0.11 m on the ground. Results are exact for
/// a coverage without ``defects`` whose borders meet only at vertices: clean others with ``CoverageCleaning`` first.
public struct CoverageTopology: Sendable {
    /// The arcs around each face, which lies on their left.
    let faces: FlatLists<HalfArc>
    /// The vertices of each arc, both ends included; only the ends of a closed arc are the same vertex.
    let arcs: FlatLists<Vertex>
    /// The junctions at the two ends of each arc.
    let ends: [ArcEnds]
    /// Where three borders or more meet, or where the sides of a border change; also one vertex of each ring without.
    let junctions: [Vertex]
    /// For each arc, its uses as (face × 2 + 1 if the face walks it in reverse).
    let uses: FlatLists<Int32>

    struct ArcEnds: Hashable, Sendable {
        var from: Int32
        var to: Int32
        var isLoop: Bool { from == to }
    }

    /// Finds the arcs of `faces`; a face is known afterwards by its index.
    ///
    /// Rings may run either way. Repeated points and spikes are dropped; an empty face stays, with no arc.
    public init(faces: [MultiPolygon]) {
        self.init(rings: FaceRings(faces))
    }

    init(rings: FaceRings) {
        var builder = ArcBuilder(rings: rings)
        self = builder.build()
    }

    init(faces: FlatLists<HalfArc>, arcs: FlatLists<Vertex>, ends: [ArcEnds], junctions: [Vertex]) {
        self.faces = faces
        self.arcs = arcs
        self.ends = ends
        self.junctions = junctions
        uses = CoverageTopology.uses(of: faces, arcCount: arcs.count)
    }

    /// The same faces along other lines: `arcs` must start and end where the former arcs did.
    init(_ original: CoverageTopology, arcs: FlatLists<Vertex>) {
        faces = original.faces
        self.arcs = arcs
        ends = original.ends
        junctions = original.junctions
        uses = original.uses
    }

    public var faceCount: Int { faces.count }

    public var arcCount: Int { arcs.count }

    /// The number of vertices in all arcs, those of junctions counted once for each arc that ends there.
    public var vertexCount: Int { arcs.elements.count }

    private static func uses(of faces: FlatLists<HalfArc>, arcCount: Int) -> FlatLists<Int32> {
        var starts = [Int32](repeating: 0, count: arcCount + 1)
        for half in faces.elements { starts[half.arc + 1] += 1 }
        for arc in 0..<arcCount { starts[arc + 1] += starts[arc] }
        var next = starts
        var uses = [Int32](repeating: 0, count: faces.elements.count)
        for face in 0..<faces.count {
            for position in faces.range(face) {
                let half = faces.elements[position]
                uses[Int(next[half.arc])] = Int32(truncatingIfNeeded: face) << 1 | (half.isReversed ? 1 : 0)
                next[half.arc] += 1
            }
        }
        return FlatLists(starts: starts, elements: uses)
    }

    func startJunction(_ half: HalfArc) -> Int32 {
        half.isReversed ? ends[half.arc].to : ends[half.arc].from
    }

    func endJunction(_ half: HalfArc) -> Int32 {
        half.isReversed ? ends[half.arc].from : ends[half.arc].to
    }

    /// The direction in which the half-arc leaves its start.
    func departure(_ half: HalfArc) -> Displacement {
        let range = arcs.range(half.arc)
        let (first, second) =
            half.isReversed ? (range.upperBound - 1, range.upperBound - 2) : (range.lowerBound, range.lowerBound + 1)
        return Displacement(from: arcs.elements[first], to: arcs.elements[second])
    }
}
