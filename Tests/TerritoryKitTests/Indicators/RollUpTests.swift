import Foundation
import TerritoryTestSupport
import Testing
@testable import TerritoryFormats
@testable import TerritoryKit

/// What a table of values by commune makes in larger territories, against sums made one by one.
@Suite("Rolling tables up")
struct RollUpTests {
    private func rows(
        _ table: String, kinds: [TerritoryKind] = [.epci, .departement, .region], chunkSize: Int = 1 << 20
    ) throws -> [[String]] {
        let folder = try TemporaryDirectory()
        let file = folder.path + "/values.csv"
        try Array(table.utf8).write(toFile: file)
        let bytes = try DefaultDatabase.open().rollUp(file, to: kinds, chunkSize: chunkSize)
        return bytes.csv().text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test("sums and weighted means are those of a loop over the communes", arguments: 0..<3)
    func oracle(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let communes = try DefaultDatabase.open().communeTable()
        var table = "indicator,value,code\r\n"
        var expected: [String: (sum: Double, weighted: Double, population: Double, count: Int)] = [:]
        for (index, code) in communes.codes.enumerated().shuffled(using: &random) {
            for indicator in ["a", "a long name of an indicator"] where Int.random(in: 0..<50, using: &random) > 0 {
                let value = Double(Int.random(in: -500...500, using: &random)) / 4
                table += "\(indicator),\(value),\(code)\r\n"
                for kind in [TerritoryKind.epci, .departement, .region] {
                    for (key, territory) in communes.territories[kind] ?? [:] where territory.communes.contains(index) {
                        let name = "\(kind.rawValue),\(key),\(indicator)"
                        var sums = expected[name] ?? (0, 0, 0, 0)
                        let population = Double(communes.populations[index] ?? 0)
                        sums = (
                            sums.sum + value, sums.weighted + value * population, sums.population + population,
                            sums.count + 1
                        )
                        expected[name] = sums
                    }
                }
            }
        }
        let found = try rows(table)
        #expect(found.count == expected.count)
        // In pieces of any size, the sums are the same: these decimals are exact in binary.
        for size in [100, 4_000, 300_000] {
            let again = try rows(table, chunkSize: size)
            #expect(
                again.map { [$0[0], $0[1], $0[2], $0[3], $0[5]] } == found.map { [$0[0], $0[1], $0[2], $0[3], $0[5]] })
        }
        for row in found {
            let sums = try #require(expected[row[0...2].joined(separator: ",")])
            #expect(Double(row[3]) == sums.sum && Int(row[5]) == sums.count)
            let mean = try #require(Double(row[4]))
            #expect(abs(mean - sums.weighted / sums.population) <= 1e-9 * max(1, abs(mean)))
        }
    }

    @Test("a missing value is not a zero, and neither counts nor weighs")
    func missing() throws {
        let rows = try rows("commune;indicator;value\n48095;x;2,5\n48001;x;\n\n", kinds: [.departement])
        #expect(rows == [["departement", "48", "x", "2.5", "2.5", "1"]])
    }

    @Test(
        "every row that cannot be read is told with its line, and nothing is answered",
        arguments: [
            ("code,indicator,value\n48095,x,1\n99999,x,1\n48095,x,one\n", [3, 4]), ("code,value\n48095,1\n", [1]),
            ("code,indicator,value\n48095,x\n", [2]), ("code,indicator,value\n48095,x,nan\n", [2]),
            ("code,indicator,value\n48095,x,1\n48001,x,1\n48095,y,1\n\n48095,x,2\n", [6]),
            ("\"code\n\",code,indicator,value\nz,48095,\"x\ny\",1\nz,1,x,1\n", [5]),
            ("code,indicator,value\n48095,\"x,1\n48001,x,1\n", [2]), ("code,code,indicator,value\n", [1]), ("", [1]),
        ])
    func refused(table: String, lines: [Int]) throws {
        for size in [1, 30, 1 << 20] {
            let error = #expect(throws: ImportError.self) { try rows(table, chunkSize: size) }
            #expect(error?.problems.map(\.line) == lines)
        }
    }

    @Test("a row without a code is told, whatever commune came before")
    func missingCode() throws {
        for table in ["code,indicator,value\n48095,x,1\n,x,2\n", "code,indicator,value\n48095,x,\n,x,2\n"] {
            let error = #expect(throws: ImportError.self) { try rows(table) }
            let problem = try #require(error?.problems.first)
            #expect(error?.problems.count == 1 && problem.line == 3)
            #expect(
                problem.message(.english)
                    == "the code of the commune is missing; an INSEE code is expected, such as 48095")
        }
    }

    @Test("more indicators than memory allows for are told once, and the most that are allowed are summed")
    func manyIndicators() throws {
        func table(_ count: Int) -> String {
            "code,indicator,value\n" + (0..<count).map { "48095,i\($0),1\n" }.joined()
        }
        #expect(try rows(table(4_096), kinds: [.region], chunkSize: 20_000).count == 4_096)
        for size in [20_000, 1 << 20] {
            let error = #expect(throws: ImportError.self) { try rows(table(5_000), kinds: [.region], chunkSize: size) }
            #expect(
                error?.problems.map { $0.message(.english) } == [
                    "more than 4096 indicators: split the table, or check the column of the indicators"
                ])
        }
    }

    @Test("a value is counted once, however far its repetition is")
    func repeated() throws {
        let codes = try DefaultDatabase.open().communeTable().codes
        let table = "code,indicator,value\n" + codes.map { "\($0),x,1\n" }.joined()
        for code in [codes[0], codes[codes.count - 1]] {
            let error = #expect(throws: ImportError.self) { try rows(table + "\(code),x,1\n", chunkSize: 5_000) }
            let problem = try #require(error?.problems.first)
            #expect(error?.problems.count == 1 && problem.line == codes.count + 2)
            #expect(
                problem.message(.english) == "second value of “x” for the commune \(code): one is expected")
        }
    }

    @Test("names are read as CSV writes them, in the order of the table, however long")
    func names() throws {
        let rows = try rows(
            """
            \u{FEFF}Indicator\tNote\tValue\tCODGEO
            taux de pauvreté, en %\t\t1\t48095
            "taux ""brut""\tet net"\t\t2\t48095
            taux de pauvreté, en %\t\t3\t48001
             a \t"x\ty"\t 4 \t"48095"
            taux "brut"\t\t5\t48001\r

            """, kinds: [.departement])
        #expect(
            rows.map { Array($0[2...]) } == [
                ["\"taux de pauvreté", " en %\"", "4.0", rows[0][5], "2"],
                ["\"taux \"\"brut\"\"\tet net\"", "2.0", "2.0", "1"], ["a", "4.0", "4.0", "1"],
                ["\"taux \"\"brut\"\"\"", "5.0", "5.0", "1"],
            ])
    }

    @Test("any bytes are summed or refused", arguments: 0..<40)
    func mutations(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = Array("code,indicator,value\n48095,x,1\n48001,\"x\",2.5\n31555,long name of y,-3\n".utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let byte =
                [0x22, 0x2C, 0x0A, 0x0D, 0x00, 0xFF, 0x3B, UInt8.random(in: 0...255, using: &random)]
                .randomElement(using: &random) ?? 0
            if Bool.random(using: &random) { bytes[place] = byte } else { bytes.insert(byte, at: place) }
        }
        let folder = try TemporaryDirectory()
        try bytes.write(toFile: folder.path + "/values.csv")
        for size in [1, 20, 1 << 20] {
            do {
                let database = try DefaultDatabase.open()
                _ = try database.rollUp(folder.path + "/values.csv", to: [.region], chunkSize: size)
            } catch let error as ImportError {
                #expect(!error.problems.isEmpty)
            }
        }
    }

    @Test("the two ways of reading a row agree", arguments: 0..<60)
    func ways(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let codes = ["48095", "48001", "31555", "9", "", " 48095", "\"48095\""]
        let names = ["a", "b", "a longer name", "\"a\"", "\"a\"\"b\"", "", "a,b", "\"a,b\""]
        let values = ["1", "2.5", "", "-3", "1e3", "x", "12345678.25", "\"4\"", " 7", "0.000000001"]
        var table = "code,indicator,value\n"
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let row = [codes, names, values].map { words in
                words[Int.random(in: 0..<(Bool.random(using: &random) ? 2 : words.count), using: &random)]
            }
            table += row.joined(separator: ",") + (Bool.random(using: &random) ? "\n" : "\r\n")
        }
        // A column of quotes makes every row take the slow way.
        let quoted = table.split(whereSeparator: \.isNewline).enumerated().map { index, row in
            row + (index == 0 ? ",note" : ",\"\"")
        }.joined(separator: "\n")
        let plain = table.split(whereSeparator: \.isNewline).enumerated().map { index, row in
            row + (index == 0 ? ",note" : ",")
        }.joined(separator: "\n")
        func outcome(_ table: String, _ size: Int) -> Result<[[String]], ImportError> {
            do { return .success(try rows(table, chunkSize: size)) } catch let error as ImportError {
                return .failure(ImportError(error.problems.map { SourceProblem(file: "", line: $0.line, $0.message) }))
            } catch { return .failure(ImportError([])) }
        }
        let expected = outcome(quoted, 1 << 20)
        for size in [1, 17, 64, 1 << 20] { #expect(outcome(plain, size) == expected, "\(table)") }
    }

    @Test("codes are found whatever their number, and no other is", arguments: 0..<5)
    func codes(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let codes = Set((0..<2_000).map { _ in String(Int.random(in: 10_000...99_999, using: &random)) }).sorted()
        let table = ByteTable(codes)
        let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        for number in stride(from: 10_000, to: 99_999, by: 7) {
            let found = Array(String(number).utf8).withUnsafeBytes { table.index(of: $0) }
            #expect(found == places[String(number)], "\(number)")
        }
        #expect([UInt8]().withUnsafeBytes { table.index(of: $0) } == nil)
    }
}
