internal import TerritoryGeometry

/// Writes the answered rows of each chunk, and counts them.
final class AnsweredRows: ChunkWork {
    /// Answers all the rows of a chunk, or those before the one that cannot take what is to be added.
    typealias Answer = @Sendable (UnsafeRawBufferPointer, inout ByteBuffer, inout BulkLocate.Report) -> TakenName?

    final class Partial {
        var rows = ByteBuffer()
        var report = BulkLocate.Report()
        var taken: TakenName?
    }

    private let output: CInt
    /// Those that are added.
    private let names: [String]
    private let answer: Answer
    private let total = Guarded(BulkLocate.Report())

    init(output: CInt, names: [String], answer: @escaping Answer) {
        self.output = output
        self.names = names
        self.answer = answer
    }

    /// Of all chunks delivered so far.
    var report: BulkLocate.Report { total.withLock { $0 } }

    func begin() -> Partial { Partial() }

    func answer(_ chunk: UnsafeRawBufferPointer, _ partial: inout Partial) {
        partial.rows.removeAll()
        partial.report = BulkLocate.Report()
        partial.taken = answer(chunk, &partial.rows, &partial.report)
    }

    func deliver(
        _ partial: inout Partial, of chunk: UnsafeRawBufferPointer, from line: Int
    ) throws(TableStreamError) {
        try partial.rows.write(to: output)
        let report = partial.report
        total.withLock { $0 += report }
        guard let taken = partial.taken else { return }
        let before = chunk.count(of: 0x0A, from: 0, to: taken.row)
        throw .nameTaken(names[taken.name], line: line + before)
    }
}

/// That a row has a member with the name of one that is to be added.
struct TakenName {
    /// By its place among those that are added.
    var name: Int
    /// Where the row begins in its chunk.
    var row: Int
}
