import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats

@Suite("Tables of separated values")
struct CSVTableTests {
    private func read(_ text: String) -> (rows: [[String]], problems: [String]) { read(Array(text.utf8)) }

    private func read(_ bytes: [UInt8]) -> (rows: [[String]], problems: [String]) {
        var problems: [SourceProblem] = []
        let table = CSVTable(file: "a.csv", bytes: bytes, problems: &problems)
        return ([table.header] + table.rows.map(\.fields), problems.map { $0.sentence(in: .english) })
    }

    @Test(
        "publishers’ habits give the same table",
        arguments: [
            "a,b\n1,2\n", "a,b\n1,2", "a,b\r\n1,2\r\n", "a;b\r\n1;2\r\n", "\u{FEFF}a;b\r\n1;2\r\n",
            "\"a\",\"b\"\n\"1\",\"2\"\n",
            "a;b;\r\n1;2;\r\n", "a,b\n\n1,2\n\n", "a;b;\r\n1;2\r\n",
        ])
    func habits(text: String) {
        let (rows, problems) = read(text)
        #expect(rows == [["a", "b"], ["1", "2"]])
        #expect(problems.isEmpty)
    }

    @Test("quotes keep separators, line ends and doubled quotes")
    func quotes() {
        let (rows, problems) = read("a,b\n\"x,\"\"y\"\"\",\"1\n2\"\n")
        #expect(rows == [["a", "b"], ["x,\"y\"", "1\n2"]])
        #expect(problems.isEmpty)
    }

    @Test("a semicolon in a name does not make it the separator")
    func separator() {
        #expect(read("code,name\n1,a;b;c\n").rows == [["code", "name"], ["1", "a;b;c"]])
    }

    @Test("a row knows the line it starts on, quoted line ends included")
    func lines() {
        var problems: [SourceProblem] = []
        let table = CSVTable(file: "a.csv", bytes: Array("a\n\"1\n2\"\n3\n\n4\n".utf8), problems: &problems)
        #expect(table.rows.map(\.line) == [2, 4, 6])
    }

    @Test("a table that is wrong on every line tells the first ones and counts the others")
    func wrongThroughout() {
        let (_, problems) = read("a,b\n" + String(repeating: "1\n", count: 35_000))
        #expect(problems.count == 1_001)
        #expect(problems[999] == "a.csv:1001: 1 field(s) found, 2 expected from the header")
        #expect(problems.last == "a.csv: and 34000 more problems")
    }

    @Test("however many problems files have, each file tells a thousand")
    func manyProblems() {
        func problems(_ file: String, _ count: Int) -> [SourceProblem] {
            (0..<count).map { SourceProblem(file: file, line: $0 + 1, .emptyFile) }
        }
        #expect(ImportError(problems("a", 1_001)).problems.count == 1_001)
        let error = ImportError(problems("a", 2_000) + problems("b", 3) + problems("a", 500))
        #expect(error.problems.count == 1_000 + 1 + 3)
        #expect(error.problems.count { $0.file == "b" } == 3)
        #expect(error.problems.contains { $0.sentence(in: .english) == "a: and 1500 more problems" })
    }

    @Test("more columns than a table has are one problem, and columns take no time")
    func columns() {
        let names = (0..<200_000).map { "c\($0)" }.joined(separator: ",")
        #expect(read(names + "\n1\n").problems == ["a.csv:1: 200000 columns; 4,096 at most are expected"])
    }

    @Test("a name of a column may hold a line end, and a carriage return alone ends no line")
    func lineEnds() {
        let (rows, problems) = read("\"name\nof it\";code\na;1\n")
        #expect(rows == [["name\nof it", "code"], ["a", "1"]] && problems.isEmpty)
        #expect(
            read("code;value\r1;2\r").problems
                == ["a.csv:1: the lines end with a carriage return (CR) alone; LF or CR LF is expected"])
    }

    @Test(
        "each defect is told with its line",
        arguments: [
            ("", "a.csv: the file is empty; a header and rows are expected"),
            ("\u{FEFF}", "a.csv: the file is empty; a header and rows are expected"),
            ("a,b\n1,2\n3\n", "a.csv:3: 1 field(s) found, 2 expected from the header"),
            ("a,b\n1,2,3\n", "a.csv:2: 3 field(s) found, 2 expected from the header"),
            ("a,b\n1,2\n3,\"4\n5,6\n", "a.csv:3: a quotation mark opened on this line is never closed"),
            ("a,b,a\n1,2,3\n", "a.csv:1: column “a” stands twice; it is expected once"),
            ("a;b;\r\n1;2;x\r\n", "a.csv:2: 3 field(s) found, 2 expected from the header"),
        ])
    func defects(text: String, sentence: String) {
        #expect(read(text).problems == [sentence])
    }

    @Test("every defect is told, not the first alone")
    func allDefects() {
        #expect(read("a,b\n1\n1,2\n1,2,3\n").problems.map { $0.prefix(8) } == ["a.csv:2:", "a.csv:4:"])
    }

    @Test("a Latin-1 byte is told with its line")
    func latin1() {
        let (_, problems) = read(Array("a,b\n1,2\n3,".utf8) + [0xE9, 0x0A])
        #expect(
            problems == [
                "a.csv:3: the byte E9 (no. 11 of the file) is not UTF-8: the file looks like Latin-1 (ISO 8859-1)"
            ])
    }

    @Test("a column that stands twice is not found")
    func column() {
        let table = CSVTable(file: "a.csv", header: ["a", "b", "a"], rows: [])
        #expect([table.column("a"), table.column("b"), table.column("c")] == [nil, 1, nil])
    }

    @Test("what the writer writes, the reader reads", arguments: 0..<100 as Range<UInt64>)
    func roundTrip(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let characters = ["a", "é", "œ", ",", "\"", "\n", ";", " ", "’", "😀"]
        let rows = (0..<8).map { _ in
            (0..<3).map { column in
                (column == 0 ? "x" : "")
                    + (0..<Int.random(in: 0...5, using: &random))
                    .map { _ in characters.randomElement(using: &random) ?? "" }.joined()
            }
        }
        let (read, problems) = read(CSVWriter.bytes(header: ["a", "b", "c"], rows: rows))
        #expect(read == [["a", "b", "c"]] + rows)
        #expect(problems.isEmpty)
    }

    @Test(
        "whole numbers come with any space between their digits",
        arguments: [
            ("25 310", 25310), ("25\u{A0}310", 25310), ("25\u{202F}310", 25310), ("0", 0), ("s", nil), ("1,5", nil),
            ("", nil),
        ])
    func numbers(text: String, number: Int?) {
        #expect(SourceNumber.integer(text) == number)
    }
}
