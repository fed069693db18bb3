import Foundation
import TerritoryTestSupport
import Testing
@testable import TerritoryFormats

/// Nothing but a file is read whole.
@Suite("Files to read", .timeLimit(.minutes(1)))
struct SourceFileTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func refusal(of name: String, limit: Int = 1 << 20) throws -> String {
        let path = folder.path + "/" + name
        let found = try refusals(in: folder.path) { _ = try SourceFile.bytes(of: path, limit: limit) }
        return found.joined(separator: "\n")
    }

    @Test("a pipe into which nobody writes is refused at once, and so is a folder")
    func pipe() throws {
        #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
        #expect(try refusal(of: "pipe") == "pipe: this is a pipe or a device, a file was expected")
        #expect(try refusal(of: "") == ": this is a folder, a file was expected")
        #expect(try refusal(of: "absent") == "absent: this file does not exist")
    }

    @Test("a file beyond the limit is refused before it is read")
    func large() throws {
        // A hole: it takes no room on the disk, and would take all of the memory.
        let path = folder.path + "/large"
        try [UInt8]().write(toFile: path)
        #expect(truncate(path, 1 << 40) == 0)
        #expect(try refusal(of: "large") == "large: this file exceeds 1048576 bytes, the most that is accepted")
    }

    @Test("a table may come through a pipe, and may not be a folder")
    func table() throws {
        #expect(throws: ImportError.self) { _ = try TableInput(folder.path).descriptor }
        #expect(throws: ImportError.self) { _ = try TableInput(folder.path + "/absent").descriptor }
        let input = try TableInput("-")
        #expect(input.descriptor == 0)
    }
}
