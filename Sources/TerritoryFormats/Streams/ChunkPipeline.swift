internal import Dispatch
internal import TerritoryGeometry

/// What is done with the chunks of a table.
package protocol ChunkWork: Sendable {
    /// What a thread keeps from chunk to chunk, so that memory does not depend on the length of the table.
    associatedtype Partial

    func begin() -> Partial

    /// Works on a chunk, beside other threads.
    func answer(_ chunk: UnsafeRawBufferPointer, _ partial: inout Partial)

    /// Takes what a chunk gave: chunk after chunk in their order, never two at once.
    ///
    /// `line` is the one on which the chunk begins, counted from 1.
    func deliver(
        _ partial: inout Partial, of chunk: UnsafeRawBufferPointer, from line: Int
    ) throws(TableStreamError)
}

/// Reads chunks, works on them on several threads, and delivers the results in order.
///
/// Threads take chunks in turn, each with a number; a chunk is delivered once the one before it is. Bytes that are not
/// UTF-8 end the work: nothing of their chunk is answered.
package final class ChunkPipeline<Work: ChunkWork>: Sendable {
    private let source: Guarded<Source>
    /// Apart from the source, which a thread holds while it waits for bytes.
    private let failure = Guarded<TableStreamError?>(nil)
    /// That of the next chunk to be delivered.
    private let line: Guarded<Int>
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

    // `firstLine`: that of the first chunk, counted from 1.
    // `progress` is called after each chunk is delivered, never twice at once, with the bytes up to its end.
    package init(
        reader: ChunkReader, firstLine: Int, work: Work, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        source = Guarded(Source(reader: reader))
        line = Guarded(firstLine)
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
            let defect = UTF8Defect.first(in: input.bytes)
            if defect == nil { work.answer(input.bytes, &partial) }
            let lineCount = input.bytes.count(of: 0x0A, from: 0, to: input.count)
            turns.wait(for: chunk.number)
            let first = line.withLock { line in
                defer { line += lineCount }
                return line
            }
            if let defect {
                fail(.notUTF8(line: first + defect.line - 1, defect.messageOfStream))
            } else {
                deliver(&partial, of: input.bytes, from: first, upTo: chunk.bytesRead)
            }
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

    private func deliver(
        _ partial: inout Work.Partial, of chunk: UnsafeRawBufferPointer, from line: Int, upTo bytesRead: Int
    ) {
        guard !hasFailed else { return }
        do throws(TableStreamError) {
            try work.deliver(&partial, of: chunk, from: line)
            progress(bytesRead)
        } catch {
            fail(error)
        }
    }
}
