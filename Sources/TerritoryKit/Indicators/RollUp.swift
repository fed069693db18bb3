internal import Dispatch
internal import Foundation
internal import Synchronization

/// Adds up tables of values by commune to EPCIs, départements and régions, whole columns at once.
///
/// A table has one value a row: the code of a commune, the name of an indicator, the value, empty where it is missing.
/// Of each indicator, the sum and the mean weighted by the municipal population are given: which of them means
/// something is for the asker to know.
struct RollUp: Sendable {
    struct Level: Sendable {
        var kind: TerritoryKind
        var codes: [String]
        /// For each commune, the territory that it lies in, by index; -1 where there is none.
        var territoryOf: [Int32]
    }

    /// INSEE codes, packed by ``CodeTable/key(_:)``.
    let communes: CodeTable
    /// -1 where it is unknown.
    let populations: [Int]
    let levels: [Level]
    /// Number of territories of all levels.
    let width: Int
    /// For each commune, its territory of each level, counted over all levels; -1 where there is none.
    let homes: [Int32]

    init(communes: CodeTable, populations: [Int], levels: [Level]) {
        (self.communes, self.populations, self.levels) = (communes, populations, levels)
        var starts: [Int32] = []
        var width: Int32 = 0
        for level in levels {
            starts.append(width)
            width += Int32(level.codes.count)
        }
        self.width = Int(width)
        homes = populations.indices.flatMap { commune in
            zip(levels, starts).map { $0.territoryOf[commune] < 0 ? -1 : $0.territoryOf[commune] + $1 }
        }
    }

    /// What a territory has of an indicator.
    struct Sums: Hashable, Sendable {
        var sum = 0.0
        var weighted = 0.0
        var population = 0.0
        /// Communes with a value.
        var counted = 0

        static func += (left: inout Sums, right: Sums) {
            left.sum += right.sum
            left.weighted += right.weighted
            left.population += right.population
            left.counted += right.counted
        }
    }

    struct Outcome: Sendable {
        var indicators: [String]
        /// By indicator, then by territory of all levels.
        var sums: [[Sums]]
        var problems: [SourceProblem]
    }

    /// Reads a table in pieces of some MB, on all cores; the pieces depend on the table alone, and so do the results.
    func outcome(of table: Data, _ header: RollUpHeader, file: String) -> Outcome {
        let pieces = table.withUnsafeBytes { header.pieces(of: $0) }
        let parts = Mutex<[RollUpPiece?]>(Array(repeating: nil, count: pieces.count))
        DispatchQueue.concurrentPerform(iterations: pieces.count) { index in
            var piece = RollUpPiece(rollUp: self, header: header)
            table.withUnsafeBytes { piece.read(UnsafeRawBufferPointer(rebasing: $0[pieces[index]])) }
            let done = piece
            parts.withLock { $0[index] = done }
        }
        return joined(parts.withLock { $0.compactMap { $0 } }, file: file)
    }

    private func joined(_ pieces: [RollUpPiece], file: String) -> Outcome {
        var indicators: [String] = []
        var places: [String: Int] = [:]
        var sums: [[Sums]] = []
        var problems = ProblemList(file: file, limit: 100)
        var firstLine = 2
        for piece in pieces {
            for (index, name) in piece.names.enumerated() {
                let column = piece.sums[index * width..<(index + 1) * width]
                guard let place = places[name] else {
                    places[name] = indicators.count
                    indicators.append(name)
                    sums.append(Array(column))
                    continue
                }
                for (territory, added) in column.enumerated() { sums[place][territory] += added }
            }
            for defect in piece.defects { problems.report(defect.message, line: firstLine + defect.line) }
            firstLine += piece.lineCount
        }
        return Outcome(indicators: indicators, sums: sums, problems: problems.isEmpty ? [] : problems.error.problems)
    }
}
