extension PointLocator {
    /// Finds the owners of many positions at once, as ``index(containing:)`` finds each.
    ///
    /// Cells are looked up before any of them is looked into: the processor waits for many at a time.
    ///
    /// - Parameters:
    ///   - positions: Degrees, WGS 84 (EPSG:4326).
    ///   - owners: Becomes the owner number of each position, or -1.
    package func locate(_ positions: [Position], into owners: inout [Int32]) {
        owners.removeAll(keepingCapacity: true)
        for position in positions {
            owners.append(Int32(bitPattern: cell(at: position) ?? 0))
        }
        for index in owners.indices {
            let cell = owners[index]
            // Marked as lists are, a cell is negative.
            owners[index] =
                cell >= 0 ? cell - 1 : self.index(containing: positions[index], inList: UInt32(bitPattern: cell))
        }
    }

    private func index(containing position: Position, inList cell: UInt32) -> Int32 {
        firstOwner(of: position, inList: cell).map { Int32(truncatingIfNeeded: $0) } ?? -1
    }
}
