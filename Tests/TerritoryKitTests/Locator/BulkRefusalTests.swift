import Testing
@testable import TerritoryFormats

/// What ends a table of positions, rather than one of its rows.
@Suite("Tables of positions that are refused")
struct BulkRefusalTests {
    private static let sizes = [1, 7, 64, 1 << 16]

    @Test("bytes that are not UTF-8 are told with their line, in chunks of any size", arguments: sizes)
    func latin1(chunkSize: Int) throws {
        for format in [BulkLocate.Format.csv(), .ndjson] {
            let rows =
                format == .ndjson
                ? ["{\"lon\":1,\"lat\":41}", "{\"n\":\"caf?\",\"lon\":1,\"lat\":41}"]
                : ["lon,lat,n", "1,41,é", "1,41,\"a\nb\"", "1,41,caf?"]
            let text = (rows.joined(separator: "\n") + "\n").utf8.map { $0 == UInt8(ascii: "?") ? 0xE9 : $0 }
            let run = BulkRun(format: format, chunkSize: chunkSize)
            let line = format == .ndjson ? 2 : 5
            let error = try #require(throws: TableStreamError.self) { try run(text) }
            #expect(
                error.message.en == "line \(line): the byte E9 is not UTF-8: the file looks like Latin-1 (ISO 8859-1)")
            #expect(error.cause == .badData)
        }
    }

    @Test("a header in UTF-16 is told")
    func utf16() {
        let text: [UInt8] = [0xFF, 0xFE] + "lon,lat\n1,41\n".utf8.flatMap { [$0, 0] }
        #expect(throws: TableStreamError.self) { try BulkRun()(text) }
    }

    @Test("a character that the limit of a long row cuts is no defect", arguments: 20..<30)
    func longRow(limit: Int) throws {
        let text = "lon,lat,n\n1,41,\(String(repeating: "é", count: 60))\n1,41,a\n"
        let result = try BulkRun(chunkSize: 16, rowLimit: limit)(text)
        #expect(result.text == "lon,lat,n,in,error\n,,,,rowTooLong\n1,41,a,A,\n")
    }

    @Test("lines that end with a carriage return alone are told", arguments: sizes)
    func carriageReturns(chunkSize: Int) throws {
        let run = BulkRun(chunkSize: chunkSize)
        #expect(throws: TableStreamError.carriageReturns) { try run("lon,lat\r1,41\r") }
        #expect(try run("lon,\"a\rb\",lat\n1,2,41\n").text == "lon,\"a\rb\",lat,in,error\n1,2,41,A,\n")
    }

    @Test("degrees go with degrees, and metres with metres")
    func pairs() throws {
        #expect(try BulkRun()("x,y,long,lat\n9,9,5,41\n").text == "x,y,long,lat,in,error\n9,9,5,41,B,\n")
        #expect(try BulkRun()("x,y,lat\n5,41,9\n").text == "x,y,lat,in,error\n5,41,9,B,\n")
        #expect(throws: TableStreamError.self) { try BulkRun()("x,lat\n5,41\n") }
        #expect(throws: TableStreamError.self) { try BulkRun()("lon,y\n5,41\n") }
        let told = BulkRun(longitude: "x")
        #expect(try told("x,lat\n5,41\n").text == "x,lat,in,error\n5,41,B,\n")
    }

    @Test("no name stands twice in what goes out", arguments: sizes)
    func taken(chunkSize: Int) throws {
        #expect(throws: TableStreamError.nameTaken("in", line: 1)) { try BulkRun()("lon,lat,in\n1,41,a\n") }
        let run = BulkRun(format: .ndjson, chunkSize: chunkSize)
        let rows = ["{\"lon\":1,\"lat\":41}", "", "{\"lon\":1,\"lat\":41,\"err\\u006fr\":0}", "{\"in\":1}"]
        #expect(throws: TableStreamError.nameTaken("error", line: 3)) { try run(rows.joined(separator: "\n")) }
    }

    @Test("positions outside that lie inside once turned round are counted")
    func turned() throws {
        let report = try BulkRun()("lon,lat\n41,1.5\n41,5\n100,1\n1.5,41\n9,9\n").report
        #expect(report.rows == 5 && report.located == 1 && report.outside == 4 && report.turned == 2)
    }
}
