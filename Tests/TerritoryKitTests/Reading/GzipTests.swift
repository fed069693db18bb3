import Foundation
import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryGeometry

@Suite("Gzip and source files")
struct GzipTests {
    /// `printf 'Bonjour, ' | gzip -9n` and `printf 'Orléans\n' | gzip -9n`, in hexadecimal.
    private static let hello = [UInt8](hexadecimal: "1f8b080000000000020373cacfcbca2f2dd2510000d6d1e97f09000000")
    private static let orleans = [UInt8](hexadecimal: "1f8b0800000000000203f32fca39bc3231af980b009e4c1e8a09000000")

    @Test("members follow each other, and zero bytes after them are padding")
    func members() throws {
        #expect(try Gzip.decompress(Self.hello) == Array("Bonjour, ".utf8))
        #expect(try Gzip.decompress(Self.hello + Self.orleans + [0, 0]) == Array("Bonjour, Orléans\n".utf8))
    }

    @Test("a file cut anywhere is truncated")
    func truncations() {
        let packed = Self.hello + Self.orleans
        for length in 2..<packed.count where length != Self.hello.count {
            #expect(throws: Gzip.Defect.truncated) { try Gzip.decompress(Array(packed[..<length])) }
        }
    }

    @Test("changed bytes are noticed or change nothing, never a crash", arguments: 0..<50)
    func mutations(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<40 {
            var packed = Self.hello
            packed[.random(in: packed.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            let unpacked = try? Gzip.decompress(packed, limit: 1_000)
            #expect(unpacked == nil || unpacked == Array("Bonjour, ".utf8))
        }
    }

    @Test("the checksum, the limit and the first bytes are checked")
    func defects() {
        var wrongChecksum = Self.hello
        wrongChecksum[wrongChecksum.count - 5] ^= 0xFF
        #expect(throws: Gzip.Defect.corrupted) { try Gzip.decompress(wrongChecksum) }
        #expect(throws: Gzip.Defect.corrupted) { try Gzip.decompress(Self.hello + [7]) }
        #expect(throws: Gzip.Defect.tooLarge(limit: 8)) { try Gzip.decompress(Self.hello, limit: 8) }
        #expect(throws: Gzip.Defect.tooLarge(limit: 20)) {
            try Gzip.decompress(Self.hello + Self.hello + Self.hello, limit: 20)
        }
        #expect(throws: Gzip.Defect.notGzip) { try Gzip.decompress(Array("PK".utf8)) }
        #expect(throws: Never.self) { try Gzip.decompress(Self.hello, limit: 9) }
    }

    @Test("a file is read whether it is packed or not, whatever its name")
    func files() throws {
        try withFolder { folder in
            try write(Self.orleans, to: folder + "/a.txt")
            try write(Array("plain".utf8), to: folder + "/b.gz")
            #expect(try SourceFile.bytes(of: folder + "/a.txt") == Array("Orléans\n".utf8))
            #expect(try SourceFile.bytes(of: folder + "/b.gz") == Array("plain".utf8))
        }
    }

    @Test("a file that cannot be read is named, with the reason")
    func unreadable() throws {
        try withFolder { folder in
            try write([], to: folder + "/empty")
            try write(Array(Self.hello.dropLast(9)), to: folder + "/cut.gz")
            try write(Array("too large!".utf8), to: folder + "/long")
            expectProblem("this file does not exist", at: folder + "/none")
            expectProblem("this is a folder, a file was expected", at: folder)
            expectProblem("this file is empty", at: folder + "/empty")
            expectProblem(
                "the gzip file stops before its end: was its download interrupted?", at: folder + "/cut.gz")
            expectProblem("this file exceeds 9 bytes, the most that is accepted", at: folder + "/long")
        }
    }

    private func expectProblem(_ sentence: String, at path: String) {
        let error = #expect(throws: ImportError.self) { try SourceFile.bytes(of: path, limit: 9) }
        #expect(error?.description == "\(path): \(sentence)")
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}
