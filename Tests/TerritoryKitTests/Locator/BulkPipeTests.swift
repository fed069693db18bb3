import Foundation
import Synchronization
import Testing
import TerritoryFormats

@Suite("Rows through pipes")
struct BulkPipeTests {
    private func pipe() throws -> (reading: CInt, writing: CInt) {
        var ends: [CInt] = [-1, -1]
        try #require(Foundation.pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    @Test("rows go through pipes, a few bytes at a time, and the progress ends with the bytes read")
    func pipes() throws {
        let rows = (0..<20_000).map { "\($0),\($0 % 2 == 0 ? 1.5 : 5),41\n" }
        let text = Array(("id,lon,lat\n" + rows.joined()).utf8)
        let (source, sink) = (try pipe(), try pipe())
        let reached = Mutex([0])
        Thread.detachNewThread {
            for start in stride(from: 0, to: text.count, by: 777) {
                let part = Array(text[start..<min(start + 777, text.count)])
                _ = write(source.writing, part, part.count)
            }
            close(source.writing)
        }
        let report = Mutex<BulkLocate.Report?>(nil)
        Thread.detachNewThread {
            let result = try? BulkRun(chunkSize: 10_000).run(from: source.reading, to: sink.writing) { bytes in
                reached.withLock { $0.append(bytes) }
            }
            report.withLock { $0 = result }
            close(sink.writing)
        }
        let output = FileHandle(fileDescriptor: sink.reading, closeOnDealloc: true).readDataToEndOfFile()
        close(source.reading)
        let expected =
            "id,lon,lat,in,error\n"
            + rows.enumerated().map { $1.dropLast() + ($0 % 2 == 0 ? ",A,\n" : ",B,\n") }.joined()
        #expect(String(decoding: output, as: UTF8.self) == expected)
        #expect(report.withLock { $0?.located } == 20_000)
        let steps = reached.withLock { $0 }
        #expect(steps == steps.sorted() && steps.last == text.count && steps.count > 10)
    }

    @Test("when nobody reads any more, work stops with a failure that says so")
    func closedOutput() throws {
        signal(SIGPIPE, SIG_IGN)
        let input = try #require(tmpfile())
        defer { fclose(input) }
        fputs("lon,lat\n" + String(repeating: "1.5,41\n", count: 50_000), input)
        rewind(input)
        let sink = try pipe()
        close(sink.reading)
        #expect(throws: TableStreamError.outputClosed) {
            try BulkRun(chunkSize: 1_000).run(from: fileno(input), to: sink.writing)
        }
        close(sink.writing)
    }

    @Test("descriptors that cannot be read or written are failures")
    func descriptors() throws {
        let file = try #require(tmpfile())
        defer { fclose(file) }
        #expect(throws: TableStreamError.reading(SystemError(EBADF))) { try BulkRun().run(from: -1, to: fileno(file)) }
        fputs("lon,lat\n1.5,41\n", file)
        rewind(file)
        #expect(throws: TableStreamError.writing(SystemError(EBADF))) { try BulkRun().run(from: fileno(file), to: -1) }
    }
}
