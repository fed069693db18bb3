internal import TerritoryFormats
internal import TerritoryGeometry

/// What all pieces of a table make together.
final class RollUpTotal: ChunkWork {
    /// Each indicator takes memory for every territory: some hundred megabytes on all of France.
    static let indicatorLimit = 4_096

    struct Outcome: Sendable {
        /// In the order in which the table names them.
        var indicators: [String]
        var sums: RollUpSums
        var problems: [SourceProblem]
    }

    private struct State {
        var names = ByteTable()
        var sums: RollUpSums
        var problems: ProblemList
        var isFull = false
    }

    private let rollUp: RollUp
    private let columns: RollUpColumns
    private let state: Guarded<State>

    init(rollUp: RollUp, columns: RollUpColumns, file: String) {
        (self.rollUp, self.columns) = (rollUp, columns)
        let sums = RollUpSums(territoryCount: rollUp.width, communeCount: rollUp.populations.count)
        state = Guarded(State(sums: sums, problems: ProblemList(file: file, limit: 100)))
    }

    var outcome: Outcome {
        state.withLock { state in
            if state.isFull { state.problems.report(.tooManyIndicators, line: nil) }
            return Outcome(
                indicators: (0..<state.names.count).map(state.names.text), sums: state.sums,
                problems: state.problems.isEmpty ? [] : state.problems.error.problems)
        }
    }

    func begin() -> RollUpPiece { RollUpPiece(rollUp, columns) }

    func answer(_ chunk: UnsafeRawBufferPointer, _ piece: inout RollUpPiece) {
        piece.read(chunk, for: rollUp)
    }

    func deliver(_ piece: inout RollUpPiece, of chunk: UnsafeRawBufferPointer, from line: Int) {
        state.withLock { state in
            // Named in the order of the rows: pieces come in their order, and each has an order of its own.
            var numbers = [Int](repeating: 0, count: piece.names.count)
            for index in piece.order {
                numbers[index] = Array(piece.names.text(at: index).utf8).withUnsafeBytes { state.names.insert($0) }
            }
            state.isFull = state.isFull || piece.isFull || state.names.count > Self.indicatorLimit
            guard !state.isFull else { return }
            state.sums.reserve(state.names.count)
            if piece.order.contains(where: { piece.sums.sharesValues($0, with: state.sums, numbers[$0]) }) {
                // Read again, the rows that repeat a value of an earlier piece are told, each with its line.
                let earlier = state.sums
                piece.read(chunk, for: rollUp) { earlier.hasValue(of: $0, for: numbers[$1]) }
            }
            for defect in piece.defects { state.problems.report(defect.message, line: line + defect.line) }
            for index in piece.order { state.sums.add(index, of: piece.sums, to: numbers[index]) }
        }
    }
}

extension LocalizedText {
    fileprivate static let tooManyIndicators = LocalizedText(
        fr:
            "plus de \(RollUpTotal.indicatorLimit) indicateurs\u{202F}: partagez le tableau, ou vérifiez la colonne des "
            + "indicateurs",
        en: "more than \(RollUpTotal.indicatorLimit) indicators: split the table, or check the column of the indicators"
    )
}
