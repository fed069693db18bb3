internal import Dispatch
internal import Synchronization

/// Reads chunks, answers them on several threads, and writes them in order.
///
/// Threads take chunks in turn, each with a number; a chunk is written once the one before it is. Every thread has two
/// buffers that serve for all its chunks, so memory does not depend on the length of the input.
final class BulkPipeline: Sendable {
    private let source: Mutex<Source>
    /// Apart from the source, which a thread holds while it waits for bytes.
    private let outcome = Mutex(Outcome())
    private let output: CInt
    private let answer: Answer
    private let progress: @Sendable (Int) -> Void

    /// Answers all the rows of a chunk.
    typealias Answer = @Sendable (UnsafeRawBufferPointer, inout ByteBuffer, inout BulkLocate.Report) -> Void

    private struct Source {
        var reader: ChunkReader
        var nextChunk = 0
    }

    private struct Outcome {
        var report = BulkLocate.Report()
        var failure: BulkLocateFailure?
    }

    private struct Chunk {
        var number: Int
        /// Bytes read up to its end.
        var bytesRead: Int
    }

    init(
        reader: ChunkReader, output: CInt, answer: @escaping Answer, progress: @escaping @Sendable (Int) -> Void
    ) {
        source = Mutex(Source(reader: reader))
        self.output = output
        self.answer = answer
        self.progress = progress
    }

    func run(threadCount: Int) throws(BulkLocateFailure) -> BulkLocate.Report {
        // A thread holds one chunk at a time, so that chunks under way have different remainders.
        let turns = (0..<threadCount).map { _ in DispatchSemaphore(value: 0) }
        turns.first?.signal()
        DispatchQueue.concurrentPerform(iterations: threadCount) { _ in work(turns) }
        let (report, failure) = outcome.withLock { ($0.report, $0.failure) }
        if let failure { throw failure }
        return report
    }

    private func work(_ turns: [DispatchSemaphore]) {
        var input = ByteBuffer()
        var answers = ByteBuffer()
        var report = BulkLocate.Report()
        while let chunk = nextChunk(into: &input) {
            answers.removeAll()
            answer(input.bytes, &answers, &report)
            turns[chunk.number % turns.count].wait()
            write(answers, of: chunk)
            turns[(chunk.number + 1) % turns.count].signal()
        }
        outcome.withLock { $0.report += report }
    }

    /// - Returns: `nil` at the end, or once anything failed.
    private func nextChunk(into input: inout ByteBuffer) -> Chunk? {
        source.withLock { source in
            guard !hasFailed else { return nil }
            do throws(BulkLocateFailure) {
                guard try source.reader.next(into: &input) else { return nil }
            } catch {
                fail(error)
                return nil
            }
            defer { source.nextChunk += 1 }
            return Chunk(number: source.nextChunk, bytesRead: source.reader.bytesRead - source.reader.carry.count)
        }
    }

    private var hasFailed: Bool { outcome.withLock { $0.failure != nil } }

    /// Keeps the first failure.
    private func fail(_ failure: BulkLocateFailure) {
        outcome.withLock { $0.failure = $0.failure ?? failure }
    }

    private func write(_ answers: borrowing ByteBuffer, of chunk: Chunk) {
        guard !hasFailed else { return }
        do throws(BulkLocateFailure) {
            try answers.write(to: output)
            progress(chunk.bytesRead)
        } catch {
            fail(error)
        }
    }
}
