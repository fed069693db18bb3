/// Sums by indicator and territory, and which commune has given a value of which indicator.
struct RollUpSums: Sendable {
    /// What the values of an indicator in a territory make.
    struct Cell {
        var sum = 0.0
        var weighted = 0.0
        var population = 0.0
        /// Of communes with a value.
        var count = 0.0

        static func += (left: inout Cell, right: Cell) {
            left.sum += right.sum
            left.weighted += right.weighted
            left.population += right.population
            left.count += right.count
        }
    }

    private let territoryCount: Int
    private let wordCount: Int
    private(set) var indicatorCount = 0
    /// By indicator, then by territory of all levels.
    private var cells: [Cell] = []
    /// By indicator, then by commune: a bit for each value.
    private var values: [UInt64] = []

    init(territoryCount: Int, communeCount: Int) {
        (self.territoryCount, wordCount) = (territoryCount, (communeCount + 63) / 64)
    }

    /// Makes room for indicators.
    mutating func reserve(_ count: Int) {
        guard count > indicatorCount else { return }
        cells.append(contentsOf: repeatElement(Cell(), count: (count - indicatorCount) * territoryCount))
        values.append(contentsOf: repeatElement(0, count: (count - indicatorCount) * wordCount))
        indicatorCount = count
    }

    mutating func remove(_ indicator: Int) {
        for index in indicator * territoryCount..<(indicator + 1) * territoryCount { cells[index] = Cell() }
        for index in indicator * wordCount..<(indicator + 1) * wordCount { values[index] = 0 }
    }

    func hasValue(of commune: Int, for indicator: Int) -> Bool {
        values[indicator * wordCount + commune >> 6] & (1 << UInt64(commune & 63)) != 0
    }

    mutating func setValue(of commune: Int, for indicator: Int) {
        values[indicator * wordCount + commune >> 6] |= 1 << UInt64(commune & 63)
    }

    /// Adds a value in each of some territories; `homes` has -1 where there is none.
    @inline(__always)
    mutating func add(
        _ value: Double, ofPopulation population: Double, for indicator: Int, in places: Range<Int>, of homes: [Int32]
    ) {
        let cell = Cell(sum: value, weighted: value * population, population: population, count: 1)
        let first = indicator * territoryCount
        cells.withUnsafeMutableBufferPointer { cells in
            for place in places where homes[place] >= 0 { cells[first + Int(homes[place])] += cell }
        }
    }

    func cell(_ indicator: Int, _ territory: Int) -> Cell { cells[indicator * territoryCount + territory] }

    /// Whether a commune has given a value to both.
    func sharesValues(_ indicator: Int, with other: RollUpSums, _ otherIndicator: Int) -> Bool {
        (0..<wordCount).contains {
            values[indicator * wordCount + $0] & other.values[otherIndicator * wordCount + $0] != 0
        }
    }

    /// Adds an indicator of another, of other communes.
    mutating func add(_ otherIndicator: Int, of other: RollUpSums, to indicator: Int) {
        for territory in 0..<territoryCount {
            cells[indicator * territoryCount + territory] += other.cell(otherIndicator, territory)
        }
        for word in 0..<wordCount {
            values[indicator * wordCount + word] |= other.values[otherIndicator * wordCount + word]
        }
    }
}
