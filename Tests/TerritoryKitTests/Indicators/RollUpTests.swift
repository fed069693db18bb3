import Foundation
import TerritoryTestSupport
import Testing

@testable import TerritoryKit

/// What a table of values by commune makes in larger territories, against sums made one by one.
@Suite("Rolling tables up")
struct RollUpTests {
    private func rows(_ table: String, kinds: [TerritoryKind] = [.epci, .departement, .region]) throws -> [[String]] {
        let folder = try TemporaryDirectory()
        let file = folder.path + "/values.csv"
        try Array(table.utf8).write(toFile: file)
        let bytes = try DefaultDatabase.open().rollUp(file, to: kinds)
        return bytes.text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test("sums and weighted means are those of a loop over the communes", arguments: 0..<3)
    func oracle(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let atlas = try DefaultDatabase.open().atlas()
        var table = "indicator,value,code\r\n"
        var expected: [String: (sum: Double, weighted: Double, population: Double, count: Int)] = [:]
        for (index, code) in atlas.codes.enumerated().shuffled(using: &random) {
            for indicator in ["a", "a long name of an indicator"] where Int.random(in: 0..<50, using: &random) > 0 {
                let value = Double(Int.random(in: -500...500, using: &random)) / 4
                table += "\(indicator),\(value),\(code)\r\n"
                for kind in [TerritoryKind.epci, .departement, .region] {
                    for (key, territory) in atlas.territories[kind] ?? [:] where territory.communes.contains(index) {
                        let name = "\(kind.rawValue),\(key),\(indicator)"
                        var sums = expected[name] ?? (0, 0, 0, 0)
                        let population = Double(atlas.populations[index] ?? 0)
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
        ])
    func refused(table: String, lines: [Int]) throws {
        let error = #expect(throws: ImportError.self) { try rows(table) }
        #expect(error?.problems.map(\.line) == lines)
    }

    @Test("codes are found whatever their number, and no other is", arguments: 0..<5)
    func codes(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let codes = Set((0..<2_000).map { _ in String(Int.random(in: 10_000...99_999, using: &random)) }).sorted()
        let table = CodeTable(codes)
        let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        for number in stride(from: 10_000, to: 99_999, by: 7) {
            let key = Array(String(number).utf8).withUnsafeBytes { CodeTable.key($0[...]) }
            #expect(table.place(of: key) == places[String(number)], "\(number)")
        }
        #expect(table.place(of: 0) == nil)
    }
}
