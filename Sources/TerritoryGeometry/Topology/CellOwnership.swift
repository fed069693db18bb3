/// Which face owns each cell of a coverage, and how disputes end.
struct CellOwnership {
    private let cells: PlanarCells
    /// For each cell, how many times the rings of each face wind around it, faces ascending, none zero.
    private let windings: [[Winding]]
    /// The face that owns each cell, the lowest of those that claim it; -1 for none.
    private var owners: [Int32]

    private struct Winding {
        var face: Int32
        var count: Int32
    }

    init(_ cells: PlanarCells) {
        self.cells = cells
        windings = CellOwnership.windings(of: cells)
        owners = windings.map { $0.first?.face ?? -1 }
    }

    /// The cells that several faces claim, or one face more than once.
    func overlaps(codes: [String]) -> [CoverageRepair] {
        var repairs: [CoverageRepair] = []
        for cell in 1..<cells.count {
            for winding in windings[cell] where winding.count != 1 {
                repairs.append(repair(.invalidRing, cell: cell, codes: [codes[Int(winding.face)]]))
            }
            guard windings[cell].count > 1 else { continue }
            let claimants = windings[cell].map { codes[Int($0.face)] }
            repairs.append(repair(.overlap(keptBy: claimants[0]), cell: cell, codes: claimants))
        }
        return repairs
    }

    /// Gives each small enclosed cell without a face to the face with the longest border along it.
    mutating func fillGaps(below squareMeters: Double, codes: [String]) -> [CoverageRepair] {
        var repairs: [CoverageRepair] = []
        for cell in 1..<cells.count where owners[cell] < 0 {
            let lengths = borderLengths(around: cell)
            let longest = lengths.max { ($0.value, $1.key) < ($1.value, $0.key) }
            let around = lengths.keys.sorted().map { codes[Int($0)] }
            if let longest, area(of: cell) < squareMeters {
                owners[cell] = longest.key
                repairs.append(repair(.gapFilled(givenTo: codes[Int(longest.key)]), cell: cell, codes: around))
            } else {
                repairs.append(repair(.gapLeft, cell: cell, codes: around))
            }
        }
        return repairs
    }

    /// The ground of each face.
    func shapes() -> [MultiPolygon] {
        var borders: [(list: Int, element: HalfArc)] = []
        for arc in 0..<cells.arcs.arcCount {
            let half = HalfArc(arc: arc, isReversed: false)
            let left = owners[cells.cell(leftOf: half)]
            let right = owners[cells.cell(leftOf: half.twin)]
            guard left != right else { continue }
            if left >= 0 { borders.append((Int(left), half)) }
            if right >= 0 { borders.append((Int(right), half.twin)) }
        }
        let faceCount = cells.arcs.faceCount
        let lists = FlatLists(count: faceCount, filler: HalfArc(rawValue: 0), pairs: borders)
        return (0..<faceCount).map { MultiPolygon(rings: cells.arcs.rings(along: Array(lists[$0]))) }
    }

    private func area(of cell: Int) -> Double {
        let rings = cells.arcs.rings(along: Array(cells.halvesOfCell[cell]))
        return Ellipsoid.wgs84.areaInSquareMeters(of: MultiPolygon(rings: rings))
    }

    private func someVertex(of cell: Int) -> Vertex {
        let starts = cells.halvesOfCell[cell].map { cells.arcs.junctions[Int(cells.arcs.startJunction($0))] }
        return starts.min() ?? Vertex(x: 0, y: 0)
    }

    private func repair(_ kind: CoverageRepair.Kind, cell: Int, codes: [String]) -> CoverageRepair {
        CoverageRepair(
            kind: kind, codes: codes, position: someVertex(of: cell).position, areaInSquareMeters: area(of: cell))
    }

    /// Meters of border that each owner has along a cell.
    private func borderLengths(around cell: Int) -> [Int32: Double] {
        var lengths: [Int32: Double] = [:]
        for half in cells.halvesOfCell[cell] {
            let owner = owners[cells.cell(leftOf: half.twin)]
            guard owner >= 0 else { continue }
            let vertices = cells.arcs.arcs[half.arc]
            for (start, end) in zip(vertices, vertices.dropFirst()) {
                lengths[owner, default: 0] += GroundMeasure.meters(from: start, to: end)
            }
        }
        return lengths
    }

    /// Walks from the unbounded cell, where there is no face, across the arcs: crossing one from its left to its
    /// right leaves the faces that use it forward and enters those that use it in reverse.
    private static func windings(of cells: PlanarCells) -> [[Winding]] {
        var windings = [[Winding]](repeating: [], count: cells.count)
        var isKnown = [Bool](repeating: false, count: cells.count)
        var waiting = [0]
        isKnown[0] = true
        while let cell = waiting.popLast() {
            for half in cells.halvesOfCell[cell] {
                let neighbour = cells.cell(leftOf: half.twin)
                guard !isKnown[neighbour] else { continue }
                isKnown[neighbour] = true
                windings[neighbour] = crossing(half, from: windings[cell], uses: cells.arcs.uses[half.arc])
                waiting.append(neighbour)
            }
        }
        return windings
    }

    private static func crossing(
        _ half: HalfArc, from windings: [Winding], uses: ArraySlice<Int32>
    ) -> [Winding] {
        var result = windings
        for use in uses {
            let step: Int32 = (use & 1 == 1) == half.isReversed ? -1 : 1
            if let known = result.firstIndex(where: { $0.face == use >> 1 }) {
                result[known].count += step
            } else {
                result.append(Winding(face: use >> 1, count: step))
            }
        }
        return result.filter { $0.count != 0 }.sorted { $0.face < $1.face }
    }
}
