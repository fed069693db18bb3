/// Sums by indicator and territory, and which commune has given a value of which indicator.
struct RollUpSums: Sendable {
    /// Sum, sum weighted by population, population, number of communes with a value.
    typealias Cell = SIMD4<Double>

    struct Column: Sendable {
        /// By territory of all levels.
        var cells: [Cell]
        /// The communes with a value.
        var communes: CommuneSet
    }

    private(set) var columns: [Column] = []
    private let empty: Column

    init(territoryCount: Int, communeCount: Int) {
        empty = Column(
            cells: Array(repeating: .zero, count: territoryCount), communes: CommuneSet(size: communeCount))
    }

    mutating func reserve(_ indicatorCount: Int) {
        while columns.count < indicatorCount { columns.append(empty) }
    }

    mutating func removeAll() {
        for index in columns.indices where !columns[index].communes.isEmpty { columns[index] = empty }
    }

    /// - Returns: Whether the commune had no value of the indicator yet; only then is the value added.
    mutating func add(
        _ value: Double, of commune: Int, population: Int?, to indicator: Int, in territories: [Int]
    ) -> Bool {
        guard !columns[indicator].communes.contains(commune) else { return false }
        columns[indicator].communes.insert(commune)
        let weight = Double(population ?? 0)
        let added = Cell(value, value * weight, weight, 1)
        for territory in territories { columns[indicator].cells[territory] += added }
        return true
    }

    /// Adds a column of another; both are of different communes.
    mutating func add(_ column: Column, to indicator: Int) {
        reserve(indicator + 1)
        columns[indicator].communes = columns[indicator].communes | column.communes
        for territory in column.cells.indices { columns[indicator].cells[territory] += column.cells[territory] }
    }
}
