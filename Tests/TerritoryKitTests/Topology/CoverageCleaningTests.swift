import TerritoryTestSupport
import Testing
@testable import TerritoryGeometry

@Suite("Cleaning a coverage")
struct CoverageCleaningTests {
    /// Codes in the order of the faces: cell 7 is "0007".
    private func coded(_ faces: [MultiPolygon]) -> [(code: String, shape: MultiPolygon)] {
        faces.enumerated().map { index, shape in
            let digits = String(index)
            return (String(repeating: "0", count: 4 - digits.count) + digits, shape)
        }
    }

    private func clean(_ faces: [MultiPolygon]) -> CleanedCoverage { CoverageCleaning().cleaned(coded(faces)) }

    /// The faces in canonical form.
    private func canonical(_ faces: [MultiPolygon]) -> [MultiPolygon] {
        let arcs = CoverageTopology(faces: faces)
        return faces.indices.map { arcs.outline(of: [$0]) }
    }

    /// What every cleaned coverage must be: valid, without overlap, its borders meeting at vertices only.
    ///
    /// A second cleaning must change nothing if `isStable`: not so for shapes of the tolerance's own size.
    private func expectClean(
        _ cleaned: CleanedCoverage, isStable: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let arcs = CoverageTopology(faces: cleaned.shapes)
        let whole = arcs.outline(of: cleaned.shapes.indices)
        #expect(arcs.defects.isEmpty, sourceLocation: sourceLocation)
        #expect(whole.twiceArea == cleaned.shapes.reduce(0) { $0 + $1.twiceArea }, sourceLocation: sourceLocation)
        let problems = (cleaned.shapes + [whole]).flatMap { GridValidity.problems(of: $0) }
        #expect(problems == [], sourceLocation: sourceLocation)
        let edges = cleaned.shapes.flatMap(\.polygons).flatMap(\.rings)
            .flatMap { GridValidity.edges(of: $0.map { Vertex($0) }) }
        let distinct = Set(edges.map { $0.0 < $0.1 ? [$0.0, $0.1] : [$0.1, $0.0] })
        #expect(GridValidity.crossings(of: distinct.map { ($0[0], $0[1]) }) == [], sourceLocation: sourceLocation)
        guard isStable else { return }
        let again = clean(cleaned.shapes)
        #expect(again.shapes == cleaned.shapes, sourceLocation: sourceLocation)
        #expect(again.repairs.allSatisfy { $0.kind == .gapLeft }, sourceLocation: sourceLocation)
    }

    @Test("a clean coverage comes out as it went in, with nothing to report", arguments: 0..<10)
    func cleanStaysClean(seed: Int) {
        let grid = GridCoverage(seed: seed)
        var random = SplitMix64(seed: UInt64(seed) + 7000)
        let groups = grid.faces.map { _ in Int.random(in: 0..<9, using: &random) }
        let faces = CoverageTopology(faces: grid.faces).outlines(groups: groups, count: 9)
        let cleaned = clean(faces)
        #expect(cleaned.shapes == faces)
        #expect(cleaned.repairs == [])
        expectClean(cleaned)
    }

    @Test("a vertex that only one side has is given to the other", arguments: 0..<15)
    func tJunctions(seed: Int) {
        let grid = GridCoverage(seed: seed, columns: 5, rows: 5, enclaves: 2)
        var random = SplitMix64(seed: UInt64(seed) + 8000)
        var faces = grid.faces
        // A point less than half a meter off the middle of a side between two cells, known to the lower cell only.
        let cell = 5 * Int.random(in: 0..<4, using: &random) + Int.random(in: 0..<5, using: &random)
        let shared = Set(grid.outline(of: cell + 5))
        var ring = grid.outline(of: cell)
        guard
            let start = ring.indices.dropLast().first(where: {
                shared.contains(ring[$0]) && shared.contains(ring[$0 + 1])
            })
        else { return }
        let middle = Vertex(
            x: (ring[start].x + ring[start + 1].x) / 2 + .random(in: -2...2, using: &random),
            y: (ring[start].y + ring[start + 1].y) / 2 + .random(in: -2...2, using: &random))
        ring.insert(middle, at: start + 1)
        faces[cell].polygons[0].exterior = grid.closed(ring)
        let cleaned = clean(faces)
        expectClean(cleaned)
        #expect(cleaned.repairs.map(\.kind) == [.insertedVertex])
        #expect(cleaned.repairs.first?.codes == [coded(faces)[cell + 5].code])
        #expect(cleaned.repairs.first?.position == middle.position)
        #expect(cleaned.shapes[cell + 5].vertices.contains(middle))
        let untouched = faces.indices.filter { $0 != cell && $0 != cell + 5 }
        #expect(untouched.map { cleaned.shapes[$0] } == untouched.map { canonical(grid.faces)[$0] })
    }

    @Test("ground claimed twice goes to the lowest code, and the repair tells how much", arguments: 0..<15)
    func overlaps(seed: Int) throws {
        let grid = GridCoverage(seed: seed, columns: 4, rows: 4, enclaves: 0)
        var faces = grid.faces
        // Cell 5 takes a bite out of the middle of cell 6.
        let (from, to) = (grid.center(of: 5), grid.center(of: 6))
        var ring = grid.outline(of: 5)
        let shared = ring.indices.filter { Set(grid.outline(of: 6)).contains(ring[$0]) }
        let bite = try #require(shared.dropFirst().dropLast().first)
        ring[bite] = Vertex(x: to.x, y: to.y + Int32(seed * 30) - 200)
        #expect(from.x < to.x)
        faces[5].polygons[0].exterior = grid.closed(ring)
        let cleaned = clean(faces)
        expectClean(cleaned)
        let overlaps = cleaned.repairs.filter { $0.kind == .overlap(keptBy: "0005") && $0.codes == ["0005", "0006"] }
        #expect(!overlaps.isEmpty)
        #expect(cleaned.shapes[5].twiceArea >= canonical(faces)[5].twiceArea)
        let gained = Double(cleaned.shapes[5].twiceArea - canonical(grid.faces)[5].twiceArea)
        let reported = cleaned.repairs.reduce(0) { $0 + $1.areaInSquareMeters }
        #expect(reported >= GroundMeasure.squareMeters(twiceArea: Int64(gained), at: to.y) * 0.9)
        #expect(cleaned.shapes[0] == canonical(grid.faces)[0])
    }

    @Test("a small gap goes to the face with the longest border along it, a large one stays", arguments: [20, 3000])
    func gaps(depth: Int32) throws {
        let square: (Int32, Int32) -> [Vertex] = { x, width in
            [(x, 0), (x + width, 0), (x + width, 10_000), (x, 10_000)].map { Vertex(x: $0.0, y: 43_000_000 + $0.1) }
        }
        let grid = GridCoverage(seed: 0)
        var left = square(0, 10_000)
        let notch = [(10_000, 4000), (10_000 - depth, 5000), (10_000, 6000)].map {
            Vertex(x: $0.0, y: 43_000_000 + $0.1)
        }
        left.insert(contentsOf: notch, at: 2)
        var right = square(10_000, 10_000)
        right.append(contentsOf: [notch[2], notch[0]])
        let cleaned = clean([left, right].map { MultiPolygon([Polygon(exterior: grid.closed($0))]) })
        expectClean(cleaned)
        let repair = try #require(cleaned.repairs.first)
        #expect(cleaned.repairs.count == 1)
        #expect(repair.kind == (depth < 1000 ? .gapFilled(givenTo: "0000") : .gapLeft))
        #expect(repair.codes == ["0000", "0001"])
        let area = Ellipsoid.wgs84.areaInSquareMeters(of: grid.closed(notch))
        #expect(abs(repair.areaInSquareMeters - area) < area * 1e-3)
        #expect(cleaned.shapes[1] == canonical([MultiPolygon([Polygon(exterior: grid.closed(right))])])[0])
    }

    @Test("jittered copies of borders are made one", arguments: 0..<25)
    func jitteredBorders(seed: Int) {
        let grid = GridCoverage(seed: seed, columns: 4, rows: 4, enclaves: 2)
        var random = SplitMix64(seed: UInt64(seed) + 9000)
        // Every face moves each of its vertices on its own: all borders overlap and gape by up to a few hundred meters.
        let reach = [Int32(1), 3, 30, 300][seed % 4]
        let faces = grid.faces.map { face in
            MultiPolygon(
                face.polygons.map { polygon in
                    Polygon(
                        exterior: jittered(polygon.exterior, by: reach, using: &random),
                        holes: polygon.holes.map { jittered($0, by: reach, using: &random) })
                })
        }
        let cleaned = clean(faces)
        expectClean(cleaned)
        #expect(cleaned.shapes.allSatisfy { !$0.isEmpty })
        #expect(!cleaned.repairs.isEmpty)
    }

    private func jittered(_ ring: [Position], by reach: Int32, using random: inout SplitMix64) -> [Position] {
        var open = ring.dropLast().map { Vertex($0) }
        for index in open.indices {
            open[index].x += .random(in: -reach...reach, using: &random)
            open[index].y += .random(in: -reach...reach, using: &random)
        }
        return (open + open.prefix(1)).map(\.position)
    }

    @Test("random scribbles come out valid and apart", arguments: 0..<60)
    func scribbles(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed) + 10_000)
        let reach: Int32 = seed % 2 == 0 ? 40 : 3000
        let faces = (0..<4).map { _ -> MultiPolygon in
            let ring = (0..<8).map { _ in
                Vertex(x: .random(in: 0...reach, using: &random), y: .random(in: 0...reach, using: &random))
            }
            return MultiPolygon([Polygon(exterior: (ring + ring.prefix(1)).map(\.position))])
        }
        expectClean(clean(faces), isStable: reach > 40)
    }

    @Test("dropped points are counted by face")
    func repeatedPoints() {
        let grid = GridCoverage(seed: 6, columns: 3, rows: 3, enclaves: 0)
        var faces = grid.faces
        var ring = grid.outline(of: 4)
        ring.insert(contentsOf: [ring[3], ring[3]], at: 3)
        ring.insert(contentsOf: [grid.center(of: 4), ring[1]], at: 2)
        faces[4].polygons[0].exterior = grid.closed(ring)
        faces[4].polygons.append(Polygon(exterior: grid.closed([ring[0], ring[1]])))
        let cleaned = clean(faces)
        #expect(
            cleaned.repairs.map(\.kind) == [.repeatedPoints(count: 2), .spikes(count: 1), .degenerateRings(count: 1)])
        #expect(cleaned.repairs.allSatisfy { $0.codes == ["0004"] && $0.position == nil })
        #expect(cleaned.shapes == canonical(grid.faces))
    }

    @Test("a ring that crosses itself keeps the ground of its loops and is reported")
    func bowTie() throws {
        let ring = [(0, 0), (1000, 1000), (1000, 0), (0, 2000)].map { Vertex(x: $0.0, y: $0.1) }
        let shape = MultiPolygon([Polygon(exterior: (ring + ring.prefix(1)).map(\.position))])
        let cleaned = clean([shape])
        expectClean(cleaned)
        #expect(cleaned.shapes[0].polygons.count == 2)
        #expect(cleaned.repairs.contains { $0.kind == .invalidRing && $0.areaInSquareMeters > 0 })
    }

    @Test("a ring that touches itself is cut into valid rings, and reported")
    func touchingRing() {
        let ring = [(0, 0), (4000, 0), (4000, 4000), (2000, 4000), (3000, 2000), (1000, 2000), (2000, 4000), (0, 4000)]
            .map { Vertex(x: $0.0, y: $0.1) }
        let cleaned = clean([MultiPolygon([Polygon(exterior: (ring + ring.prefix(1)).map(\.position))])])
        expectClean(cleaned)
        #expect(cleaned.shapes[0].polygons.count == 1)
        #expect(cleaned.shapes[0].holeCount == 1)
        #expect(cleaned.repairs.map(\.kind).contains(.recutRings))
    }

    @Test("a face given twice stays with the lower code, and the other comes out empty")
    func doubleFace() {
        let grid = GridCoverage(seed: 8, columns: 2, rows: 2, enclaves: 0)
        let cleaned = clean(grid.faces + [grid.faces[1]])
        expectClean(cleaned)
        #expect(cleaned.shapes[1] == canonical(grid.faces)[1])
        #expect(cleaned.shapes[4].isEmpty)
        #expect(cleaned.repairs.map(\.kind) == [.overlap(keptBy: "0001")])
    }

    @Test("the order of the faces changes nothing", arguments: 0..<5)
    func orderDoesNotMatter(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let faces = coded(
            GridCoverage(seed: seed, columns: 4, rows: 4).faces.map { face in
                MultiPolygon(face.polygons.map { Polygon(exterior: jittered($0.exterior, by: 200, using: &random)) })
            })
        let expected = CoverageCleaning().cleaned(faces)
        let order = faces.indices.shuffled(using: &random)
        let cleaned = CoverageCleaning().cleaned(order.map { faces[$0] })
        #expect(cleaned.shapes == order.map { expected.shapes[$0] })
        #expect(cleaned.repairs == expected.repairs)
    }

    @Test("no face, and faces without ground, are a coverage too")
    func empty() {
        #expect(clean([]).shapes.isEmpty)
        #expect(clean([MultiPolygon(), MultiPolygon()]).shapes == [MultiPolygon(), MultiPolygon()])
    }
}
