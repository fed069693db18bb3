/// The rings of all faces on the grid, one after the other in flat arrays.
///
/// Rings are open (the first vertex is not repeated), without repeated points or spikes, with the face on their left:
/// exterior rings run counter-clockwise, holes clockwise, whatever the input did.
struct FaceRings: Sendable {
    /// What was dropped from one face on the way in.
    struct Dropped: Hashable, Sendable {
        /// Points equal to the one before them on the grid.
        var repeatedPoints = 0
        /// Points where the ring turned back on itself.
        var spikes = 0
        /// Rings with fewer than three distinct vertices left.
        var degenerateRings = 0
    }

    private(set) var vertices: [Vertex] = []
    /// Where each ring starts in `vertices`, and a last entry: the end.
    private(set) var ringStarts = [0]
    /// Where each face starts in the rings, and a last entry: the end.
    private(set) var faceStarts = [0]
    private(set) var dropped: [Dropped]

    /// No face yet; those to come have already lost `dropped` elsewhere.
    init(keeping dropped: [Dropped]) {
        self.dropped = dropped
    }

    init(_ faces: some Sequence<MultiPolygon>) {
        dropped = []
        for face in faces {
            dropped.append(Dropped())
            for polygon in face.polygons {
                append(polygon.exterior, isHole: false)
                for hole in polygon.holes { append(hole, isHole: true) }
            }
            endFace()
        }
    }

    var faceCount: Int { faceStarts.count - 1 }

    func rings(of face: Int) -> Range<Int> { faceStarts[face]..<faceStarts[face + 1] }

    func positions(of ring: Int) -> Range<Int> { ringStarts[ring]..<ringStarts[ring + 1] }

    /// Closes the current face and opens the next one.
    mutating func endFace() {
        faceStarts.append(ringStarts.count - 1)
    }

    /// Adds a ring of the current face; `ring` is closed.
    private mutating func append(_ ring: [Position], isHole: Bool) {
        let start = vertices.count
        let isClosed = ring.count > 1 && ring.first == ring.last
        for index in 0..<(isClosed ? ring.count - 1 : ring.count) {
            push(Vertex(ring[index]), from: start)
        }
        close(from: start, isHole: isHole)
    }

    /// Adds an open ring of the current face.
    mutating func append(_ ring: some Sequence<Vertex>, isHole: Bool) {
        let start = vertices.count
        for vertex in ring { push(vertex, from: start) }
        close(from: start, isHole: isHole)
    }

    private mutating func push(_ vertex: Vertex, from start: Int) {
        let count = vertices.count
        if count > start && vertices[count - 1] == vertex {
            dropped[faceStarts.count - 1].repeatedPoints += 1
        } else if count > start + 1 && vertices[count - 2] == vertex {
            vertices.removeLast()
            dropped[faceStarts.count - 1].spikes += 1
        } else {
            vertices.append(vertex)
        }
    }

    private mutating func close(from start: Int, isHole: Bool) {
        trimSeam(from: start)
        guard vertices.count - start >= 3 else {
            vertices.removeLast(vertices.count - start)
            dropped[faceStarts.count - 1].degenerateRings += 1
            return
        }
        if (Ring.twiceArea(of: vertices[start...]) < 0) != isHole { vertices[start...].reverse() }
        ringStarts.append(vertices.count)
    }

    /// Drops repeated points and spikes where the end of the ring meets its start.
    private mutating func trimSeam(from start: Int) {
        while vertices.count - start >= 3 {
            let end = vertices.count
            if vertices[end - 1] == vertices[start] {
                vertices.removeLast()
                dropped[faceStarts.count - 1].repeatedPoints += 1
            } else if vertices[end - 2] == vertices[start] {
                vertices.removeLast(2)
                dropped[faceStarts.count - 1].spikes += 1
            } else if vertices[start + 1] == vertices[end - 1] {
                vertices.removeLast()
                vertices.remove(at: start)
                dropped[faceStarts.count - 1].spikes += 1
            } else {
                return
            }
        }
    }
}
