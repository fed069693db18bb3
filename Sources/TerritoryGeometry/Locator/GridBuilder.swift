/// Cuts the ground of many shapes into cells: see ``PointLocator``.
struct GridBuilder {
    private(set) var grids: [LocatorGrid] = []
    /// As in ``PointLocator``; before ``finishLists()``, a list is the place of its latest node.
    private(set) var cells: [UInt32] = []
    private(set) var lists: [UInt32] = []
    private(set) var slabs: [UInt32] = []

    private let rings: LocatorRings
    /// Lists under construction, the latest entry first.
    private var nodes: [Node] = []
    /// The edges of the owner at hand, row by row.
    private var bands = RowBands()
    /// By column from the first of the owner at hand: the last row, counted from 1, in which a border touches it.
    private var touchedRows: [Int32] = []

    private struct Node {
        var slab: UInt32
        var next: UInt32
    }

    private static let noNode = UInt32.max >> 1
    /// What an edge is widened by, in degrees, so that no rounding puts a position on its other side: rounding is
    /// below 10⁻¹² there.
    private static let margin = 1e-9

    init(_ rings: LocatorRings, cellsPerVertex: Double) {
        self.rings = rings
        for group in rings.groups() { add(group, cellsPerVertex: cellsPerVertex) }
        finishLists()
    }

    private mutating func add(_ group: [LocatorRings.Part], cellsPerVertex: Double) {
        guard let box = LocatorRings.box(around: group) else { return }
        let (columns, rows) = Self.sides(
            of: box, cellCount: cellsPerVertex * Double(LocatorRings.vertexCount(of: group)))
        guard let grid = LocatorGrid(box: box, columns: columns, rows: rows, firstCell: cells.count) else { return }
        grids.append(grid)
        cells.append(contentsOf: repeatElement(0, count: grid.cellCount))
        var next = 0
        while next < group.count {
            let first = next
            while next < group.count, group[next].owner == group[first].owner { next += 1 }
            add(group[first..<next], to: grid)
        }
    }

    /// Sides that make cells about square on the ground.
    private static func sides(of box: BoundingBox, cellCount: Double) -> (columns: Int, rows: Int) {
        let width = (box.east - box.west) * cosineOfLatitude((box.south + box.north) / 2)
        let height = box.north - box.south
        guard width > 0, height > 0 else { return (1, 1) }
        let side = (width * height / max(cellCount, 1)).squareRoot()
        func count(_ length: Double) -> Int {
            Int(min(max((length / side).rounded(), 1), Double(LocatorGrid.maximumSide)))
        }
        return (count(width), count(height))
    }

    /// To 1 %, which is enough for the shape of a cell.
    private static func cosineOfLatitude(_ degrees: Double) -> Double {
        let share = min(abs(degrees), 85) / 180
        return (1 - 4 * share * share) / (1 + share * share)
    }

    // MARK: One owner

    private mutating func add(_ parts: ArraySlice<LocatorRings.Part>, to grid: LocatorGrid) {
        guard let first = parts.first else { return }
        let box = parts.dropFirst().reduce(first.box) { $0.union($1.box) }
        let columns = grid.column(of: box.west)...grid.column(of: box.east)
        bands.fill(
            parts.flatMap(\.rings), of: rings.vertices, in: grid,
            rows: grid.row(of: box.south)...grid.row(of: box.north))
        touchedRows.removeAll(keepingCapacity: true)
        touchedRows.append(contentsOf: repeatElement(0, count: columns.count))
        for row in bands.rows {
            let edges = bands.edges(ofRow: row)
            guard !edges.isEmpty else { continue }
            markTouched(edges, row: row, columns: columns, grid: grid)
            addRow(edges, owner: first.owner, row: row, columns: columns, grid: grid)
        }
    }

    /// Marks the columns in which an edge passes through the row, or so near that rounding might put it there.
    private mutating func markTouched(_ edges: Range<Int>, row: Int, columns: ClosedRange<Int>, grid: LocatorGrid) {
        let height = grid.rowsPerDegree > 0 ? 1 / grid.rowsPerDegree : grid.box.north - grid.box.south
        let south = grid.box.south + Double(row) * height - Self.margin
        let north = south + height + 2 * Self.margin
        for index in edges {
            let vertex = Int(bands.firstVertices[index])
            let (a, b) = (rings.vertices[vertex], rings.vertices[vertex + 1])
            let (low, high) = a.latitude <= b.latitude ? (a, b) : (b, a)
            var (from, to) = (low.longitude, high.longitude)
            if low.latitude < south || high.latitude > north {
                let slope = (high.longitude - low.longitude) / (high.latitude - low.latitude)
                if high.latitude > north { to = low.longitude + (north - low.latitude) * slope }
                if low.latitude < south { from += (south - low.latitude) * slope }
            }
            let west = max(min(from, to) - Self.margin, grid.box.west)
            let east = min(max(from, to) + Self.margin, grid.box.east)
            let first = max(grid.column(of: min(west, grid.box.east)), columns.lowerBound)
            let last = min(grid.column(of: max(east, grid.box.west)), columns.upperBound)
            guard first <= last else { continue }
            for column in first...last { touchedRows[column - columns.lowerBound] = Int32(row + 1) }
        }
    }

    /// Enters the owner in the cells of a row: touched ones get its edges, and the others all of it or nothing.
    private mutating func addRow(
        _ edges: Range<Int>, owner: Int, row: Int, columns: ClosedRange<Int>, grid: LocatorGrid
    ) {
        let slab = appendSlab(edges, owner: owner)
        let latitude = grid.latitude(ofRow: row)
        var isInside: Bool?
        var cell = grid.firstCell + row * grid.columns + columns.lowerBound
        for column in columns {
            if touchedRows[column - columns.lowerBound] == Int32(row + 1) {
                isInside = nil
                append(slab, toCell: cell)
            } else {
                // Between two touched cells the owner holds all or nothing.
                let known =
                    isInside
                    ?? isOdd(edges, eastOf: Position(longitude: grid.longitude(ofColumn: column), latitude: latitude))
                isInside = known
                if known { fill(cell, with: owner) }
            }
            cell += 1
        }
    }

    private func isOdd(_ edges: Range<Int>, eastOf position: Position) -> Bool {
        var isOdd = false
        for index in edges {
            let vertex = Int(bands.firstVertices[index])
            if PointLocator.isEdge(rings.vertices[vertex], rings.vertices[vertex + 1], eastOf: position) {
                isOdd.toggle()
            }
        }
        return isOdd
    }

    /// - Returns: The place of the slab.
    private mutating func appendSlab(_ edges: Range<Int>, owner: Int) -> UInt32 {
        let start = slabs.count
        slabs.append(UInt32(owner))
        var next = edges.lowerBound
        while next < edges.upperBound {
            let first = bands.firstVertices[next]
            var count = 1
            while next + count < edges.upperBound, count < LocatorRun.maximumEdgeCount,
                bands.firstVertices[next + count] == first + UInt32(count)
            { count += 1 }
            slabs.append(LocatorRun.packed(firstVertex: Int(first), edgeCount: count))
            next += count
        }
        slabs[slabs.count - 1] |= LocatorRun.lastMark
        return UInt32(start)
    }

    // MARK: Cells

    private mutating func fill(_ cell: Int, with owner: Int) {
        if cells[cell] == 0 {
            cells[cell] = UInt32(owner + 1)
        } else {
            append(appendFullSlab(owner: owner), toCell: cell)
        }
    }

    private mutating func append(_ slab: UInt32, toCell cell: Int) {
        let known = cells[cell]
        var next = Self.noNode
        if known >= LocatorCell.listMark {
            next = known & ~LocatorCell.listMark
        } else if known > 0 {
            nodes.append(Node(slab: appendFullSlab(owner: Int(known - 1)), next: Self.noNode))
            next = UInt32(nodes.count - 1)
        }
        nodes.append(Node(slab: slab, next: next))
        cells[cell] = LocatorCell.listMark | UInt32(nodes.count - 1)
    }

    private mutating func appendFullSlab(owner: Int) -> UInt32 {
        slabs.append(LocatorSlab.fullMark | UInt32(owner))
        return UInt32(slabs.count - 1)
    }

    /// Lays lists and slabs out in the order of the cells, so that what is read together lies together; neighbors with
    /// the same slabs share a list.
    private mutating func finishLists() {
        var order = SlabOrder(slabs)
        var latest = 0..<0
        var entries: [UInt32] = []
        for cell in cells.indices where cells[cell] >= LocatorCell.listMark {
            entries.removeAll(keepingCapacity: true)
            var node = cells[cell] & ~LocatorCell.listMark
            while node != Self.noNode {
                entries.append(order.place(ofSlab: nodes[Int(node)].slab))
                node = nodes[Int(node)].next
            }
            // The latest entry is the first of the chain, and the last of the list.
            entries[0] |= LocatorSlab.lastMark
            if !lists[latest].elementsEqual(entries.reversed()) {
                latest = lists.count..<lists.count + entries.count
                lists.append(contentsOf: entries.reversed())
            }
            cells[cell] = LocatorCell.listMark | UInt32(latest.lowerBound)
        }
        slabs = order.ordered
        nodes = []
    }
}

/// Puts slabs in the order in which they are asked for.
private struct SlabOrder {
    private(set) var ordered: [UInt32] = []
    private let slabs: [UInt32]
    /// By place of a slab, its place in the order.
    private var places: [UInt32]

    init(_ slabs: [UInt32]) {
        self.slabs = slabs
        places = [UInt32](repeating: .max, count: slabs.count)
        ordered.reserveCapacity(slabs.count)
    }

    mutating func place(ofSlab slab: UInt32) -> UInt32 {
        let start = Int(slab)
        guard places[start] == .max else { return places[start] }
        places[start] = UInt32(ordered.count)
        var end = start + 1
        if slabs[start] < LocatorSlab.fullMark {
            while !LocatorRun.isLast(slabs[end]) { end += 1 }
            end += 1
        }
        ordered.append(contentsOf: slabs[start..<end])
        return places[start]
    }
}
