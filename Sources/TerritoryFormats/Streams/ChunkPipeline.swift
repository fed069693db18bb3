internal import Dispatch
internal import Synchronization

/// What is done with the chunks of a table.
package protocol ChunkWork: Sendable {
    /// What a thread keeps from chunk to chunk, so that memory does not depend on the length of the table.
    associatedtype Partial

    func begin() -> Partial

    /// Works on a chunk, beside other threads.
    func answer(_ chunk: UnsafeRawBufferPointer, _ partial: inout Partial)

    /// Takes what a chunk gave: chunk after chunk in their order, never two at once.
    func deliver(_ partial: inout Partial, of chunk: UnsafeRawBufferPointer) throws(TableStreamError)
}

/// Reads chunks, works on them on several threads, and delivers the results in order.
///
/// Threads take chunks in turn, each with a number; a chunk is delivered once the one before it is.
package final class ChunkPipeline<Work: ChunkWork>: Sendable {
    private let source: Mutex<Source>
    /// Apart from the source, which a thread holds while it waits for bytes.
    private let failure = Mutex<TableStreamError?>(nil)
    private let work: Work
    private let progress: @Sendable (Int) -> Void

    private struct Source {
        var reader: ChunkReader
        var nextChunk = 0
    }

    private struct Chunk {
        var number: Int
        /// Bytes read up to its end.
        var bytesRead: Int
    }

    // `progress` is called after each chunk is delivered, never twice at once, with the bytes up to its end.
    package init(reader: ChunkReader, work: Work, progress: @escaping @Sendable (Int) -> Void = { _ in }) {
        source = Mutex(Source(reader: reader))
        self.work = work
        self.progress = progress
    }

    package func run(threadCount: Int) throws(TableStreamError) {
        let turns = OrderedGate(threadCount: threadCount)
        DispatchQueue.concurrentPerform(iterations: threadCount) { _ in takeChunks(turns) }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    private func takeChunks(_ turns: OrderedGate) {
        var input = ByteBuffer()
        var partial = work.begin()
        while let chunk = nextChunk(into: &input) {
            work.answer(input.bytes, &partial)
            turns.wait(for: chunk.number)
            deliver(&partial, of: input.bytes, upTo: chunk.bytesRead)
            turns.pass(chunk.number)
        }
    }

    /// - Returns: `nil` at the end, or once anything failed.
    private func nextChunk(into input: inout ByteBuffer) -> Chunk? {
        source.withLock { source in
            guard !hasFailed else { return nil }
            do throws(TableStreamError) {
                guard try source.reader.next(into: &input) else { return nil }
            } catch {
                fail(error)
                return nil
            }
            defer { source.nextChunk += 1 }
            return Chunk(number: source.nextChunk, bytesRead: source.reader.bytesRead - source.reader.carry.count)
        }
    }

    private var hasFailed: Bool { failure.withLock { $0 != nil } }

    /// Keeps the first failure.
    private func fail(_ error: TableStreamError) {
        failure.withLock { $0 = $0 ?? error }
    }

    private func deliver(_ partial: inout Work.Partial, of chunk: UnsafeRawBufferPointer, upTo bytesRead: Int) {
        guard !hasFailed else { return }
        do throws(TableStreamError) {
            try work.deliver(&partial, of: chunk)
            progress(bytesRead)
        } catch {
            fail(error)
        }
    }
}
