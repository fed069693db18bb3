/// A box cut into cells of the same size.
struct LocatorGrid: Hashable, Sendable {
    static let maximumSide = 1 << 13

    let box: BoundingBox
    let columns: Int
    let rows: Int
    /// Where its cells begin among those of all grids, row by row from the south-west.
    let firstCell: Int
    /// Columns per degree; 0 for a box without width.
    let columnsPerDegree: Double
    /// Rows per degree; 0 for a box without height.
    let rowsPerDegree: Double

    /// - Returns: `nil` for a box that is not finite or sides that are out of bounds.
    init?(box: BoundingBox, columns: Int, rows: Int, firstCell: Int) {
        let sides = 1...Self.maximumSide
        let reach = [box.west, box.south, box.east, box.north].map(\.magnitude)
        // A comparison with NaN is false.
        guard reach.allSatisfy({ $0 < 1e9 }), box.west <= box.east, box.south <= box.north, sides.contains(columns),
            sides.contains(rows), (0..<1 << 40).contains(firstCell)
        else { return nil }
        self.box = box
        self.columns = columns
        self.rows = rows
        self.firstCell = firstCell
        columnsPerDegree = Self.scale(columns, over: box.east - box.west)
        rowsPerDegree = Self.scale(rows, over: box.north - box.south)
    }

    var cellCount: Int { columns * rows }

    /// A side too short for a division to make sense has one cell in use.
    private static func scale(_ count: Int, over length: Double) -> Double {
        length > 1e-12 ? Double(count) / length : 0
    }

    /// The place of the cell of a position among those of all grids.
    ///
    /// - Returns: `nil` outside the box, and for a position that is not finite.
    @inline(__always)
    func cell(of position: Position) -> Int? {
        guard box.contains(position) else { return nil }
        return firstCell &+ row(of: position.latitude) &* columns &+ column(of: position.longitude)
    }

    /// Never falls as the longitude grows, whatever is lost in rounding; the longitude lies in the box.
    @inline(__always)
    func column(of longitude: Double) -> Int {
        min(Int((longitude - box.west) * columnsPerDegree), columns &- 1)
    }

    /// Never falls as the latitude grows, whatever is lost in rounding; the latitude lies in the box.
    @inline(__always)
    func row(of latitude: Double) -> Int {
        min(Int((latitude - box.south) * rowsPerDegree), rows &- 1)
    }

    /// The longitude of the middle of a column.
    func longitude(ofColumn column: Int) -> Double {
        columnsPerDegree > 0 ? box.west + (Double(column) + 0.5) / columnsPerDegree : box.west
    }

    /// The latitude of the middle of a row.
    func latitude(ofRow row: Int) -> Double {
        rowsPerDegree > 0 ? box.south + (Double(row) + 0.5) / rowsPerDegree : box.south
    }
}

/// What a cell holds: 0 for nobody’s ground, an owner number plus 1, or, marked, the place of a list.
enum LocatorCell {
    static let listMark: UInt32 = 1 << 31
}

/// What a list holds, the places of slabs, and the head of a slab, an owner number.
enum LocatorSlab {
    /// On the last entry of a list.
    static let lastMark: UInt32 = 1 << 31
    /// On the head of a slab without edges, whose owner holds the whole cell.
    static let fullMark: UInt32 = 1 << 31
}

/// One to sixteen consecutive edges of a ring, packed into a word: a mark on the last run of its slab, 27 bits for the
/// first vertex and 4 bits for the number of edges less one.
enum LocatorRun {
    static let lastMark: UInt32 = 1 << 31
    static let maximumEdgeCount = 16
    static let maximumVertexCount = 1 << 27

    static func packed(firstVertex: Int, edgeCount: Int) -> UInt32 {
        UInt32(firstVertex) << 4 | UInt32(edgeCount - 1)
    }

    @inline(__always)
    static func firstVertex(of run: UInt32) -> Int { Int((run & ~lastMark) >> 4) }

    @inline(__always)
    static func edgeCount(of run: UInt32) -> Int { Int(run & 15) + 1 }

    @inline(__always)
    static func isLast(_ run: UInt32) -> Bool { run >= lastMark }
}
