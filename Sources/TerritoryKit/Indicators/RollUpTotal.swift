internal import Synchronization

/// What all pieces of a table make together.
final class RollUpTotal: ChunkWork {
    private struct State {
        var sums: RollUpSums
        /// Indicators in the order in which the table names them.
        var order: [Int] = []
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
            for place in piece.order where !state.order.contains(place) { state.order.append(place) }
            state.sums += piece.sums
        }
    }
}

/// The names of the indicators of a table, each with the number that all threads know it by.
final class IndicatorNames: Sendable {
    private let state = Mutex<(names: [String], places: [String: Int])>(([], [:]))

    var all: [String] { state.withLock { $0.names } }

    func place(of name: String) -> Int {
        state.withLock { state in
            if let place = state.places[name] { return place }
            state.places[name] = state.names.count
            state.names.append(name)
            return state.names.count - 1
        }
    }
}
