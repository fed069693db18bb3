internal import Synchronization

/// Writes the answered rows of each chunk, and counts them.
final class AnsweredRows: ChunkWork {
    /// Answers all the rows of a chunk.
    typealias Answer = @Sendable (UnsafeRawBufferPointer, inout ByteBuffer, inout BulkLocate.Report) -> Void

    final class Partial {
        var rows = ByteBuffer()
        var report = BulkLocate.Report()
    }

    private let output: CInt
    private let answer: Answer
    private let total = Mutex(BulkLocate.Report())

    init(output: CInt, answer: @escaping Answer) {
        self.output = output
        self.answer = answer
    }

    /// Of all chunks delivered so far.
    var report: BulkLocate.Report { total.withLock { $0 } }

    func begin() -> Partial { Partial() }

    func answer(_ chunk: UnsafeRawBufferPointer, _ partial: inout Partial) {
        partial.rows.removeAll()
        partial.report = BulkLocate.Report()
        answer(chunk, &partial.rows, &partial.report)
    }

    func deliver(_ partial: inout Partial, of chunk: UnsafeRawBufferPointer) throws(TableStreamError) {
        try partial.rows.write(to: output)
        let report = partial.report
        total.withLock { $0 += report }
    }
}
