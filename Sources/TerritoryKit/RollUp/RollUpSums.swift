/// Sums by territory and indicator, and which commune has given a value of which indicator.
struct RollUpSums: Sendable {
    /// Sum, sum weighted by population, population, number of communes with a value.
    typealias Cell = SIMD4<Double>

    let communeCount: Int
    /// Room for indicators: a multiple of 64.
    private(set) var stride = 0
    /// By territory, then by indicator.
    var cells: [Cell] = []
    private(set) var isTouched: [Bool]
    /// By commune, then by indicator: a bit for each value.
    var values: [UInt64] = []
    /// The communes that may have values: the rows of a table are often in the order of the codes.
    private(set) var communes = 0..<0

    init(territoryCount: Int, communeCount: Int) {
        self.communeCount = communeCount
        isTouched = Array(repeating: false, count: territoryCount)
    }

    /// Makes room for indicators.
    mutating func reserve(_ indicatorCount: Int) {
        guard indicatorCount > stride else { return }
        let larger = max(64, 2 * stride, (indicatorCount + 63) / 64 * 64)
        var moved = [Cell](repeating: .zero, count: isTouched.count * larger)
        for territory in isTouched.indices where isTouched[territory] {
            for place in 0..<stride { moved[territory * larger + place] = cells[territory * stride + place] }
        }
        let (words, largerWords) = (stride / 64, larger / 64)
        var movedValues = [UInt64](repeating: 0, count: communeCount * largerWords)
        for commune in 0..<communeCount {
            for word in 0..<words { movedValues[commune * largerWords + word] = values[commune * words + word] }
        }
        (cells, values, stride) = (moved, movedValues, larger)
    }

    mutating func removeAll() {
        for territory in isTouched.indices where isTouched[territory] {
            for place in territory * stride..<(territory + 1) * stride { cells[place] = .zero }
            isTouched[territory] = false
        }
        for word in communes.lowerBound * (stride / 64)..<communes.upperBound * (stride / 64) { values[word] = 0 }
        communes = 0..<0
    }

    /// Makes known that a commune, and the territories that it lies in, may have values.
    mutating func touch(_ commune: Int, _ territories: SIMD4<Int32>) {
        include(commune)
        for level in 0..<RollUp.mostLevels where territories[level] >= 0 { isTouched[Int(territories[level])] = true }
    }

    private mutating func include(_ commune: Int) {
        guard !communes.contains(commune) else { return }
        communes =
            communes.isEmpty
            ? commune..<commune + 1 : min(communes.lowerBound, commune)..<max(communes.upperBound, commune + 1)
    }

    /// Whether a commune has given a value of the same indicator to both.
    func sharesValues(with other: RollUpSums) -> Bool {
        let words = min(stride, other.stride) / 64
        return communes.clamped(to: other.communes).contains { commune in
            (0..<words).contains { word in
                values[commune * (stride / 64) + word] & other.values[commune * (other.stride / 64) + word] != 0
            }
        }
    }

    static func += (sum: inout RollUpSums, more: RollUpSums) {
        sum.reserve(more.stride)
        for territory in more.isTouched.indices where more.isTouched[territory] {
            sum.isTouched[territory] = true
            let (to, from) = (territory * sum.stride, territory * more.stride)
            for place in 0..<more.stride { sum.cells[to + place] += more.cells[from + place] }
        }
        sum.addValues(of: more)
    }

    /// Takes over which values there are, without the values.
    mutating func addValues(of other: RollUpSums) {
        reserve(other.stride)
        let (words, otherWords) = (stride / 64, other.stride / 64)
        guard !other.communes.isEmpty else { return }
        include(other.communes.lowerBound)
        include(other.communes.upperBound - 1)
        for commune in other.communes {
            for word in 0..<otherWords { values[commune * words + word] |= other.values[commune * otherWords + word] }
        }
    }
}
