import Foundation
import Testing
@testable import TerritoryFormats

/// Rows that are answered one at a time.
@Suite("Rows as they come", .timeLimit(.minutes(1)))
struct RowReaderTests {
    /// What comes out for some bytes: the fields of each row, or its defect.
    private func rows(_ bytes: [UInt8]) throws -> [String] {
        let file = try #require(tmpfile())
        defer { fclose(file) }
        _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        rewind(file)
        var reader = try RowReader(descriptor: fileno(file))
        var rows: [String] = []
        while let row = try reader.next() {
            switch row {
            case .success(let fields): rows.append(fields.joined(separator: "|"))
            case .failure(let defect): rows.append(defect.rawValue)
            }
        }
        return rows
    }

    private func rows(_ text: String) throws -> [String] { try rows(Array(text.utf8)) }

    @Test("quotes, one separator, and a row out for each row in")
    func fields() throws {
        #expect(
            try rows("a,code\n\"12 rue, 1\",\"x\"\"y\"\nv;1,2\n,\nshort\n\"open,1\n3,4\n")
                == ["12 rue, 1|x\"y", "v;1|2", "|", "wrongFieldCount", "unclosedQuote", "3|4"])
    }

    @Test("a blank line is a row of a list, and none of a table")
    func blank() throws {
        #expect(try rows("code\n1\n\n2\r\n") == ["1", "", "2"])
        #expect(try rows("code,a\n1,\n\n2,\n") == ["1|", "2|"])
    }

    @Test("a row of any length takes bounded time, and the next one is read")
    func long() throws {
        let long = [UInt8](repeating: UInt8(ascii: "z"), count: 40 << 20)
        #expect(try rows(Array("a\n".utf8) + long + Array("\nb\n".utf8)) == ["rowTooLong", "b"])
        #expect(throws: TableStreamError.header(.rowTooLong)) { try rows(long) }
    }

    @Test("bytes that are not UTF-8 are told with their line")
    func latin1() throws {
        let error = try #require(throws: TableStreamError.self) { try rows(Array("a\nb\n".utf8) + [0xE9, 0x0A]) }
        #expect(error.message.en.hasPrefix("line 3: the byte E9 is not UTF-8"))
    }

    @Test("a row is given before the next one comes")
    func atOnce() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("a,b\n1,2\n".utf8))
        var reader = try RowReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
        let row = try reader.next()
        #expect(row == .success(["1", "2"]))
        try pipe.fileHandleForWriting.close()
        let end = try reader.next()
        #expect(end == nil)
    }
}
