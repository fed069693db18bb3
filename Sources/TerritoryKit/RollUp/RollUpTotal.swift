internal import Synchronization
internal import TerritoryFormats

/// What all pieces of a table make together.
final class RollUpTotal: ChunkWork {
    private struct State {
        var sums: RollUpSums
        /// Indicators in the order in which the table names them.
        var order: [Int] = []
        /// By indicator: whether it is in the order.
        var isOrdered: [Bool] = []
        var problems: ProblemList
        var nextLine: Int
    }

    private let rollUp: RollUp
    private let columns: RollUpColumns
    private let names = IndicatorNames()
    private let state: Mutex<State>

    // `firstLine`: that of the first row, counted from 1.
    init(rollUp: RollUp, columns: RollUpColumns, file: String, firstLine: Int) {
        (self.rollUp, self.columns) = (rollUp, columns)
        let sums = RollUpSums(territoryCount: rollUp.width, communeCount: rollUp.populations.count)
        state = Mutex(State(sums: sums, problems: ProblemList(file: file, limit: 100), nextLine: firstLine))
    }

    var outcome: RollUp.Outcome {
        state.withLock { state in
            if names.isFull { state.problems.report(.tooManyIndicators, line: nil) }
            let (sums, names) = (state.sums, names.all)
            return RollUp.Outcome(
                indicators: state.order.map { names[$0] },
                sums: sums.isTouched.indices.map { territory in
                    sums.isTouched[territory] ? state.order.map { sums.cells[territory * sums.stride + $0] } : []
                },
                problems: state.problems.isEmpty ? [] : state.problems.error.problems)
        }
    }

    func begin() -> RollUpPiece { RollUpPiece(rollUp: rollUp, columns: columns, names: names) }

    func answer(_ chunk: UnsafeRawBufferPointer, _ piece: inout RollUpPiece) { piece.read(chunk) }

    func deliver(_ piece: inout RollUpPiece, of chunk: UnsafeRawBufferPointer) {
        state.withLock { state in
            // Read again, the rows that repeat a value of an earlier piece are told, each with its line.
            if piece.sums.sharesValues(with: state.sums) { piece.read(chunk, after: state.sums) }
            for defect in piece.defects { state.problems.report(defect.message, line: state.nextLine + defect.line) }
            state.nextLine += piece.lineCount
            for place in piece.order {
                while state.isOrdered.count <= place { state.isOrdered.append(false) }
                if !state.isOrdered[place] { state.order.append(place) }
                state.isOrdered[place] = true
            }
            state.sums += piece.sums
        }
    }
}

/// The names of the indicators of a table, each with the number that all threads know it by.
final class IndicatorNames: Sendable {
    /// Each takes memory for every territory: some hundred megabytes on all of France.
    static let limit = 4_096

    private let state = Mutex<(names: [String], places: [String: Int], isFull: Bool)>(([], [:], false))

    var all: [String] { state.withLock { $0.names } }

    /// Whether there were more names than the limit.
    var isFull: Bool { state.withLock { $0.isFull } }

    /// - Returns: `nil` for a new name beyond the limit.
    func place(of name: String) -> Int? {
        state.withLock { state in
            if let place = state.places[name] { return place }
            guard state.names.count < Self.limit else {
                state.isFull = true
                return nil
            }
            state.places[name] = state.names.count
            state.names.append(name)
            return state.names.count - 1
        }
    }
}

extension LocalizedText {
    fileprivate static let tooManyIndicators = LocalizedText(
        fr:
            "plus de \(IndicatorNames.limit) indicateurs\u{202F}: partagez le tableau, ou vérifiez la colonne des indicateurs",
        en: "more than \(IndicatorNames.limit) indicators: split the table, or check the column of the indicators")
}
