@testable import TerritoryGeometry
import TerritoryTestSupport

/// A made-up coverage near Toulouse: a grid of cells about 0.8 km by 1.1 km whose corners and sides are jittered.
///
/// Some cells hold an enclave, which is a face of its own after the cells.
struct GridCoverage {
    let columns: Int
    let rows: Int
    /// One face for each cell, row by row, then the enclaves.
    private(set) var faces: [MultiPolygon] = []
    /// For each enclave, the cell around it.
    private(set) var hosts: [Int] = []
    private var corners: [Vertex] = []
    private var horizontal: [[Vertex]] = []
    private var vertical: [[Vertex]] = []

    static let spacing: Int32 = 10_000

    init(seed: Int, columns: Int = 8, rows: Int = 7, enclaves: Int = 4) {
        self.columns = columns
        self.rows = rows
        var random = SplitMix64(seed: UInt64(seed))
        makeSides(using: &random)
        var hosts = Array(0..<(columns * rows))
        hosts.shuffle(using: &random)
        self.hosts = Array(hosts.prefix(enclaves))
        for cell in 0..<(columns * rows) {
            let holes = self.hosts.contains(cell) ? [closed(enclave(in: cell).reversed())] : []
            faces.append(MultiPolygon([Polygon(exterior: closed(outline(of: cell)), holes: holes)]))
        }
        for host in self.hosts { faces.append(MultiPolygon([Polygon(exterior: closed(enclave(in: host)))])) }
    }

    var cellCount: Int { columns * rows }

    /// The vertices around a cell, counter-clockwise from its south-west corner.
    func outline(of cell: Int) -> [Vertex] {
        let (column, row) = (cell % columns, cell / columns)
        let south = horizontal[row * columns + column]
        let east = vertical[row * (columns + 1) + column + 1]
        let north = horizontal[(row + 1) * columns + column]
        let west = vertical[row * (columns + 1) + column]
        return [corner(column, row)] + south + [corner(column + 1, row)] + east
            + [corner(column + 1, row + 1)] + north.reversed() + [corner(column, row + 1)] + west.reversed()
    }

    /// The vertices around the whole grid.
    var outerVertices: Set<Vertex> {
        var vertices: Set<Vertex> = []
        for column in 0...columns { vertices.formUnion([corner(column, 0), corner(column, rows)]) }
        for row in 0...rows { vertices.formUnion([corner(0, row), corner(columns, row)]) }
        for column in 0..<columns { vertices.formUnion(horizontal[column] + horizontal[rows * columns + column]) }
        for row in 0..<rows {
            vertices.formUnion(vertical[row * (columns + 1)] + vertical[row * (columns + 1) + columns])
        }
        return vertices
    }

    /// The cells that share a side with `cell`.
    func cells(beside cell: Int) -> [Int] {
        let (column, row) = (cell % columns, cell / columns)
        return [(column, row - 1), (column - 1, row), (column + 1, row), (column, row + 1)]
            .filter { $0.0 >= 0 && $0.0 < columns && $0.1 >= 0 && $0.1 < rows }
            .map { $0.1 * columns + $0.0 }
    }

    func closed(_ ring: [Vertex]) -> [Position] {
        (ring + ring.prefix(1)).map(\.position)
    }

    func center(of cell: Int) -> Vertex {
        Vertex(
            x: 1_400_000 + Int32(cell % columns) * Self.spacing + Self.spacing / 2,
            y: 43_500_000 + Int32(cell / columns) * Self.spacing + Self.spacing / 2)
    }

    private func enclave(in cell: Int) -> [Vertex] {
        let center = center(of: cell)
        return [(-1500, 0), (-200, -900), (1600, 100), (0, 1400)].map { Vertex(x: center.x + $0, y: center.y + $1) }
    }

    private func corner(_ column: Int, _ row: Int) -> Vertex { corners[row * (columns + 1) + column] }

    private mutating func makeSides(using random: inout SplitMix64) {
        for row in 0...rows {
            for column in 0...columns {
                corners.append(
                    Vertex(
                        x: 1_400_000 + Int32(column) * Self.spacing + .random(in: -1000...1000, using: &random),
                        y: 43_500_000 + Int32(row) * Self.spacing + .random(in: -1000...1000, using: &random)))
            }
        }
        for row in 0...rows {
            for column in 0..<columns {
                horizontal.append(side(from: corner(column, row), to: corner(column + 1, row), using: &random))
            }
        }
        for row in 0..<rows {
            for column in 0...columns {
                vertical.append(side(from: corner(column, row), to: corner(column, row + 1), using: &random))
            }
        }
    }

    /// Up to seven vertices between two corners, off the straight line.
    private func side(from start: Vertex, to end: Vertex, using random: inout SplitMix64) -> [Vertex] {
        let parts = Int32.random(in: 2...8, using: &random)
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        return (1..<parts).map { part in
            let offset = Int32.random(in: -40...40, using: &random)
            let bend = min(part, parts - part) * 8 * offset / parts
            return Vertex(
                x: start.x + dx * part / parts - dy / 1000 * bend, y: start.y + dy * part / parts + dx / 1000 * bend)
        }
    }
}

extension MultiPolygon {
    /// Twice the area in square grid units, exact.
    var twiceArea: Int64 {
        polygons.flatMap(\.rings).reduce(0) { $0 + GridValidity.twiceArea($1.dropLast().map { Vertex($0) }) }
    }

    var holeCount: Int { polygons.reduce(0) { $0 + $1.holes.count } }

    var vertices: Set<Vertex> { Set(polygons.flatMap(\.rings).joined().map { Vertex($0) }) }
}
