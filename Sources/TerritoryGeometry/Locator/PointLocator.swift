/// Finds which of many shapes a position lies in, without touching the others.
///
/// Shapes are known by their index in the array that the locator was built from, their owner number. The ground is cut
/// into cells: a cell that no border touches knows its owner, and any other cell lists the shapes whose border touches
/// it, each with the few edges that lie in its row. Positions are compared with edges by the arithmetic of
/// ``MultiPolygon/contains(_:)``, so that the answers are its answers, bit for bit: a position on a border that two
/// shapes share vertex for vertex lies in exactly one of them, the one to the east or, along a parallel, the one to
/// the north.
///
/// The value is immutable, and may be asked by any number of threads at once.
public struct PointLocator: Sendable {
    /// The number of shapes, empty ones included.
    public let shapeCount: Int
    /// Grids whose boxes have nothing in common, the one with the most vertices first.
    let grids: [LocatorGrid]
    /// The cells of all grids, row by row: ``LocatorCell``.
    let cells: [UInt32]
    /// Lists of slabs: where each slab begins, and a mark on the last of the list.
    let lists: [UInt32]
    /// The edges of an owner in a row: a head (``LocatorSlab``), then runs of edges (``LocatorRun``).
    let slabs: [UInt32]
    /// The rings, one after the other, each closed.
    let vertices: [Position]
    let tree: EdgeTree

    /// The shape that a position lies in, the first of them where shapes overlap.
    ///
    /// - Parameter position: Degrees, WGS 84 (EPSG:4326), longitude first.
    /// - Returns: `nil` outside every shape, and for a position that is not finite.
    public func index(containing position: Position) -> Int? {
        guard let cell = cell(at: position) else { return nil }
        guard cell >= LocatorCell.listMark else { return cell == 0 ? nil : Int(cell - 1) }
        return firstOwner(of: position, inList: cell)
    }

    /// The first owner of a list that a position lies in.
    @inline(__always)
    func firstOwner(of position: Position, inList cell: UInt32) -> Int? {
        var entry = Int(cell & ~LocatorCell.listMark)
        while true {
            let slab = lists[entry]
            let start = Int(slab & ~LocatorSlab.lastMark)
            let head = slabs[start]
            if head >= LocatorSlab.fullMark || isCrossedOddly(slabAt: start, eastOf: position) {
                return Int(head & ~LocatorSlab.fullMark)
            }
            if slab >= LocatorSlab.lastMark { return nil }
            entry += 1
        }
    }

    /// Every shape that a position lies in, for shapes that may overlap.
    ///
    /// - Parameter position: Degrees, WGS 84 (EPSG:4326), longitude first.
    /// - Returns: Owner numbers, ascending.
    public func indices(containing position: Position) -> [Int] {
        guard let cell = cell(at: position), cell > 0 else { return [] }
        guard cell >= LocatorCell.listMark else { return [Int(cell - 1)] }
        var owners: [Int] = []
        var entry = Int(cell & ~LocatorCell.listMark)
        while true {
            let slab = lists[entry]
            let start = Int(slab & ~LocatorSlab.lastMark)
            let head = slabs[start]
            if head >= LocatorSlab.fullMark || isCrossedOddly(slabAt: start, eastOf: position) {
                owners.append(Int(head & ~LocatorSlab.fullMark))
            }
            if slab >= LocatorSlab.lastMark { return owners }
            entry += 1
        }
    }

    /// What is known of the cell of a position.
    ///
    /// - Returns: `nil` outside every grid.
    @inline(__always)
    func cell(at position: Position) -> UInt32? {
        // An iterator would hold the array, and threads would wait for each other to count its holders.
        for grid in grids.indices {
            if let index = grids[grid].cell(of: position) { return cells[index] }
        }
        return nil
    }

    /// Whether the way due east from a position crosses an odd number of the edges of its row.
    @inline(__always)
    private func isCrossedOddly(slabAt start: Int, eastOf position: Position) -> Bool {
        var isOdd = false
        var next = start + 1
        while true {
            let run = slabs[next]
            var index = LocatorRun.firstVertex(of: run)
            let end = index + LocatorRun.edgeCount(of: run)
            var from = vertices[index]
            while index < end {
                index += 1
                let to = vertices[index]
                if Self.isEdge(from, to, eastOf: position) { isOdd.toggle() }
                from = to
            }
            if LocatorRun.isLast(run) { return isOdd }
            next += 1
        }
    }

    /// Whether the edge passes at the latitude of `position`, strictly east of it.
    ///
    /// The arithmetic of ``MultiPolygon/contains(_:)``, from the lower end to the upper one.
    @inline(__always)
    static func isEdge(_ start: Position, _ end: Position, eastOf position: Position) -> Bool {
        guard (start.latitude <= position.latitude) != (end.latitude <= position.latitude) else { return false }
        let (low, high) = start.latitude <= end.latitude ? (start, end) : (end, start)
        return (position.longitude - low.longitude) * (high.latitude - low.latitude)
            < (high.longitude - low.longitude) * (position.latitude - low.latitude)
    }
}
