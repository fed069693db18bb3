internal import Foundation
internal import GRDB

extension TerritoryDatabase {
    /// Adds a table of values by commune up to larger territories, as CSV.
    ///
    /// The table has a commune, an indicator and a value in each row, under a header; an empty value is missing. Each
    /// row of the answer has the sum and the mean weighted by the municipal population over the communes with a value,
    /// and their number; decimals are the shortest that give the number back.
    ///
    /// - Parameters:
    ///   - file: A path; that of a pipe is read to its end.
    ///   - kinds: Of `epci`, `departement` and `region`.
    /// - Returns: Rows by kind, territory and indicator, in the order of the table’s indicators.
    /// - Throws: ``ImportError`` with every row that cannot be read; nothing is then answered.
    public func rollUp(_ file: String, to kinds: [TerritoryKind]) throws -> [UInt8] {
        let rollUp = try read { try RollUp.fetch($0, kinds: kinds) }
        let data = try Self.mapped(file)
        guard let header = data.withUnsafeBytes({ RollUpHeader($0) }) else {
            throw ImportError([SourceProblem(file: file, line: 1, .tidyColumns)])
        }
        let outcome = rollUp.outcome(of: data, header, file: file)
        guard outcome.problems.isEmpty else { throw ImportError(outcome.problems) }
        return rollUp.csv(outcome)
    }

    private static func mapped(_ file: String) throws -> Data {
        if let data = try? Data(contentsOf: URL(fileURLWithPath: file), options: .alwaysMapped) { return data }
        // A pipe cannot be mapped.
        guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.readToEnd() else {
            throw ImportError([SourceProblem(file: file, .unreadable)])
        }
        return data
    }
}

extension RollUp {
    fileprivate static func fetch(_ db: Database, kinds: [TerritoryKind]) throws -> RollUp {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT commune.code, population.municipal, epci_member.epci, commune.departement, departement.region
                FROM commune JOIN departement ON departement.code = commune.departement
                  LEFT JOIN population ON population.commune = commune.code
                  LEFT JOIN epci_member ON epci_member.commune = commune.code
                ORDER BY commune.code
                """)
        let wanted = kinds.map { kind in (kind, [TerritoryKind.epci: 2, .departement: 3, .region: 4][kind] ?? 3) }
        var codes: [String] = []
        var populations: [Int] = []
        var homes: [[String?]] = Array(repeating: [], count: wanted.count)
        while let row = try rows.next() {
            codes.append(row[0])
            populations.append(row[1] ?? -1)
            for (place, level) in wanted.enumerated() { homes[place].append(row[level.1]) }
        }
        let levels = zip(wanted, homes).map { level, homes in
            let known = Set(homes.compactMap { $0 }).sorted()
            let places = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, Int32($0)) })
            return Level(
                kind: level.0, codes: known, territoryOf: homes.map { home in home.flatMap { places[$0] } ?? -1 })
        }
        return RollUp(communes: CodeTable(codes), populations: populations, levels: levels)
    }

    fileprivate func csv(_ outcome: Outcome) -> [UInt8] {
        var bytes: [UInt8] = []
        CSVWriter.append(["kind", "code", "indicator", "sum", "weighted_mean", "counted"], to: &bytes)
        var first = 0
        for level in levels {
            defer { first += level.codes.count }
            for (territory, code) in level.codes.enumerated() {
                for (index, indicator) in outcome.indicators.enumerated() {
                    let sums = outcome.sums[index][first + territory]
                    guard sums.counted > 0 else { continue }
                    bytes.append(contentsOf: level.kind.rawValue.utf8)
                    bytes.append(0x2C)
                    bytes.append(contentsOf: code.utf8)
                    bytes.append(0x2C)
                    CSVWriter.append(indicator, to: &bytes)
                    bytes.append(0x2C)
                    bytes.append(contentsOf: sums.sum.description.utf8)
                    bytes.append(0x2C)
                    if sums.population > 0 {
                        bytes.append(contentsOf: (sums.weighted / sums.population).description.utf8)
                    }
                    bytes.append(0x2C)
                    bytes.append(contentsOf: String(sums.counted).utf8)
                    bytes.append(0x0A)
                }
            }
        }
        return bytes
    }
}

extension Phrase {
    fileprivate static let tidyColumns = Phrase(
        fr: "colonnes attendues\u{202F}: commune (ou code), indicator et value",
        en: "the columns commune (or code), indicator and value are expected")
}
