/// Sums by indicator and territory, and which commune has given a value of which indicator.
struct RollUpSums: Sendable {
    /// Sum, sum weighted by population, population, number of communes with a value.
    typealias Cell = SIMD4<Double>

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
        cells.append(contentsOf: repeatElement(.zero, count: (count - indicatorCount) * territoryCount))
        values.append(contentsOf: repeatElement(0, count: (count - indicatorCount) * wordCount))
        indicatorCount = count
    }

    mutating func remove(_ indicator: Int) {
        for index in indicator * territoryCount..<(indicator + 1) * territoryCount { cells[index] = .zero }
        for index in indicator * wordCount..<(indicator + 1) * wordCount { values[index] = 0 }
    }

    func hasValue(of commune: Int, for indicator: Int) -> Bool {
        values[indicator * wordCount + commune >> 6] & (1 << UInt64(commune & 63)) != 0
    }

    mutating func setValue(of commune: Int, for indicator: Int) {
        values[indicator * wordCount + commune >> 6] |= 1 << UInt64(commune & 63)
    }

    mutating func add(_ cell: Cell, for indicator: Int, in territory: Int) {
        cells[indicator * territoryCount + territory] += cell
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
