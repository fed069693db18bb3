/// A shape being cut by the faces of a coverage.
///
/// The ground in common is found by walking the borders only (Green's theorem): the edges of the shape where they
/// run inside the face, and the edges of the face where they run inside the shape. Between crossings nothing is
/// tested: the ground along a stretch is a difference of two running sums.
struct ShapeCut {
    private let shape: BorderRings
    private let box: BoundingBox
    private let overlay: CoverageOverlay
    private var parts: [Part] = []

    /// A part of what the shape and a face have in common; negative parts are compensated by others.
    private struct Part {
        let face: Int
        /// ``GroundSweep`` units, as if every cut were a vertex.
        var ground: Int64 = 0
        /// How many units rounding can amount to: none where nothing is cut between vertices.
        var doubt: Int64 = 0

        mutating func add(_ other: Part) {
            ground &+= other.ground
            doubt += other.doubt
        }
    }

    init(of shape: BorderRings, box: BoundingBox, by overlay: CoverageOverlay) {
        self.shape = shape
        self.box = box
        self.overlay = overlay
    }

    mutating func pieces() -> [CoverageOverlay.Piece] {
        let crossings = BorderCrossings(of: shape, with: overlay)
        for ring in 0..<shape.ringCount { addRing(ring, swept: crossings.sweptByRings[ring]) }
        addFaces(crossings.sorted)
        return measured(merged(), swept: crossings.sweptByRings.reduce(0, &+))
    }

    /// How much more ground the shape shares with itself, cut by a coverage of it alone, than it has, in
    /// ``GroundSweep`` units; 0 up to the doubt.
    ///
    /// Both windings count, so that it is the ground by the square of its winding, less the ground by its winding: 0
    /// only where the shape winds once around all of its ground.
    mutating func excess() -> (units: Int64, doubt: Int64) {
        let crossings = BorderCrossings(of: shape, with: overlay)
        for ring in 0..<shape.ringCount { addRing(ring, swept: crossings.sweptByRings[ring]) }
        addFaces(crossings.sorted)
        let swept = crossings.sweptByRings.reduce(0, &+)
        return (parts.reduce(0) { $0 &+ $1.ground } &- swept, parts.reduce(0) { $0 + $1.doubt })
    }

    /// Counts a whole ring of the shape for the faces that it starts in, as if it never left them.
    private mutating func addRing(_ ring: Int, swept: Int64) {
        let start = shape.start(ofEdge: shape.ringStarts[ring])
        let place = BoundingBox(
            west: start.longitude, south: start.latitude, east: start.longitude, north: start.latitude)
        overlay.ringGrid.forEachItem(touching: place, boxOf: { overlay.rings.boxes[$0] }) { other in
            let winding = overlay.rings.winding(ofRing: other, aroundShape: start)
            if winding != 0 { parts.append(Part(face: overlay.rings.shapes[other], ground: swept &* Int64(winding))) }
        }
    }

    /// Counts the rings of faces near the shape, whole where nothing crosses them.
    private mutating func addFaces(_ crossings: [BorderCrossings.Crossing]) {
        var candidates: [Int] = []
        overlay.ringGrid.forEachItem(touching: box, boxOf: { overlay.rings.boxes[$0] }) { candidates.append($0) }
        candidates.sort()
        let slabs = LatitudeSlabs(shape, box: box)
        var next = 0
        for ring in candidates {
            let edges = overlay.rings.edges(ofRing: ring)
            let winding = slabs.winding(aroundCoverage: overlay.rings.start(ofEdge: edges.lowerBound))
            let first = next
            while next < crossings.count && crossings[next].edge < edges.upperBound { next += 1 }
            if first < next {
                walk(ring, crossings: crossings[first..<next], winding: winding)
            } else if winding != 0 {
                let ground = overlay.rings.ground(withinRing: ring) &* Int64(winding)
                parts.append(Part(face: overlay.rings.shapes[ring], ground: ground))
            }
        }
    }

    /// Follows a ring of a face from crossing to crossing; `winding` is that of the shape around its start.
    private mutating func walk(_ ring: Int, crossings: ArraySlice<BorderCrossings.Crossing>, winding: Int) {
        let rings = overlay.rings
        let edges = rings.edges(ofRing: ring)
        var part = Part(face: rings.shapes[ring])
        var winding = Int64(winding)
        // The edge being walked, from where it was crossed last; all before it is counted.
        var edge = edges.lowerBound
        var place = rings.start(ofEdge: edge)
        for crossing in crossings {
            let crossed = Int(crossing.edge)
            if crossed != edge {
                part.ground &+= winding &* ground(alongEdge: edge, from: place, to: rings.end(ofEdge: edge))
                part.ground &+= winding &* (rings.groundBefore[crossed] &- rings.groundBefore[edge + 1])
                edge = crossed
                place = rings.start(ofEdge: edge)
            }
            part.ground &+= winding &* ground(alongEdge: edge, from: place, to: crossing.position)
            part.ground &+= crossing.swept
            part.doubt += crossing.isAtVertex ? 0 : 4
            winding += crossing.turn
            place = crossing.position
        }
        part.ground &+= winding &* ground(alongEdge: edge, from: place, to: rings.end(ofEdge: edge))
        part.ground &+= winding &* (rings.groundBefore[edges.upperBound] &- rings.groundBefore[edge + 1])
        parts.append(part)
    }

    /// The ground along a part of a face's edge, in the direction of its ring.
    private func ground(alongEdge edge: Int, from start: Position, to end: Position) -> Int64 {
        if start == end { return 0 }
        let rings = overlay.rings
        if start == rings.start(ofEdge: edge) && end == rings.end(ofEdge: edge) {
            return rings.ground(alongEdge: edge)
        }
        return overlay.sweep.units(from: overlay.sweep.point(start), to: overlay.sweep.point(end))
    }

    /// One part for each face, in ascending order.
    private mutating func merged() -> [Part] {
        parts.sort { $0.face < $1.face }
        var merged: [Part] = []
        for part in parts {
            if let last = merged.indices.last, merged[last].face == part.face {
                merged[last].add(part)
            } else {
                merged.append(part)
            }
        }
        return merged
    }

    /// The areas of the parts, without those that rounding explains.
    ///
    /// Where an edge of the shape is cut, the geodesics of its parts enclose a little more or less ground than that of
    /// the whole edge: 1 part in 10⁹ of a disk in 64 edges, in 10⁵ of a shape with edges of 10 km. If the parts fill
    /// the shape, those of cut faces are therefore stretched alike, so that all add up to it; whole faces stay whole.
    ///
    /// - Parameters:
    ///   - parts: One for each face.
    ///   - swept: The ground of the shape as if every cut were a vertex.
    /// - Returns: One piece for each part that is left.
    private func measured(_ parts: [Part], swept: Int64) -> [CoverageOverlay.Piece] {
        let kept = parts.filter { $0.ground > $0.doubt }
        let doubt = parts.reduce(0) { $0 + $1.doubt }
        let gap = kept.reduce(swept) { $0 &- $1.ground }
        let cut = kept.reduce(0) { $1.doubt > 0 ? $0 &+ $1.ground : $0 }
        var stretch = 0.0
        if cut > 0, gap.magnitude <= 2 * doubt.magnitude, let whole = shape.groundBefore.last {
            stretch = Double(whole &- swept) / Double(cut)
        }
        return kept.map { part in
            let ground = Double(part.ground)
            let area = (part.doubt > 0 ? ground + ground * stretch : ground) / GroundSweep.unitsPerSquareMeter
            return CoverageOverlay.Piece(index: part.face, areaInSquareMeters: area)
        }
    }
}

extension BorderRings {
    /// How often a ring of the coverage winds around a vertex of the shape: 1 inside, -1 inside a hole, 0 outside.
    fileprivate func winding(ofRing ring: Int, aroundShape vertex: Position) -> Int {
        var winding = 0
        for edge in edges(ofRing: ring) where edges[edge].isEast(ofShape: vertex) {
            winding += self.winding(ofEdge: edge)
        }
        return winding
    }
}
