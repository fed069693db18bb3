internal import Foundation
internal import TerritoryFormats

extension TerritoryDatabase {
    /// Adds a table of values by commune up to larger territories, as CSV.
    ///
    /// The table has a commune, an indicator and a value in each row, under a header; an empty value is missing. Each
    /// row of the answer has the sum and the mean weighted by the municipal population over the communes with a value,
    /// and their number; decimals are the shortest that give the number back. A commune has one value of an indicator:
    /// a second one is refused, as it would be counted twice.
    ///
    /// - Parameters:
    ///   - file: A path; that of a pipe is read to its end.
    ///   - kinds: Of `epci`, `departement`, `region` and the other kinds of territory.
    /// - Returns: Rows by kind, territory and indicator, in the order of the table’s indicators.
    /// - Throws: ``ImportError`` with every row that cannot be read; nothing is then answered.
    public func rollUp(_ file: String, to kinds: [TerritoryKind]) throws -> [UInt8] {
        try rollUp(file, to: kinds, chunkSize: 1 << 20)
    }

    // `chunkSize`: the bytes that a thread reads at once.
    package func rollUp(_ file: String, to kinds: [TerritoryKind], chunkSize: Int) throws -> [UInt8] {
        let rollUp = RollUp(try communeTable(), kinds: kinds)
        guard FileManager.default.fileExists(atPath: file) else { throw ImportError.missing(file) }
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw ImportError([SourceProblem(file: file, SourceFile.unreadable)])
        }
        let outcome = try withExtendedLifetime(handle) {
            do throws(TableStreamError) {
                return try rollUp.total(of: handle.fileDescriptor, file: file, chunkSize: chunkSize).outcome
            } catch {
                throw ImportError([error.problem(of: file)])
            }
        }
        guard outcome.problems.isEmpty else { throw ImportError(outcome.problems) }
        return rollUp.csv(outcome)
    }
}

extension TableStreamError {
    /// The failure as a problem of a table of values by commune.
    fileprivate func problem(of file: String) -> SourceProblem {
        switch self {
        case .columnNotFound: SourceProblem(file: file, line: 1, .tidyColumns)
        case .reading: SourceProblem(file: file, SourceFile.unreadable)
        default: SourceProblem(file: file, line: 1, message)
        }
    }
}

extension RollUp {
    fileprivate func csv(_ outcome: RollUpTotal.Outcome) -> [UInt8] {
        let territories = levels.flatMap { level in level.codes.map { "\(level.kind.rawValue),\($0)," } }
        let indicators = outcome.indicators.map { name in
            var bytes: [UInt8] = []
            CSVWriter.append(name, to: &bytes)
            return bytes + [UInt8(ascii: ",")]
        }
        let parts = stride(from: 0, to: territories.count, by: 64).map { $0..<min($0 + 64, territories.count) }
            .parallelMap { range in
                var bytes: [UInt8] = []
                for territory in range {
                    for (column, indicator) in zip(outcome.columns, indicators) where column.cells[territory].w > 0 {
                        bytes.append(contentsOf: territories[territory].utf8)
                        bytes.append(contentsOf: indicator)
                        Self.append(column.cells[territory], to: &bytes)
                    }
                }
                return bytes
            }
        var bytes: [UInt8] = []
        CSVWriter.append(["kind", "code", "indicator", "sum", "weighted_mean", "counted"], to: &bytes)
        return parts.reduce(into: bytes) { $0 += $1 }
    }

    private static func append(_ sums: RollUpSums.Cell, to bytes: inout [UInt8]) {
        let (sum, weighted, population, counted) = (sums.x, sums.y, sums.z, sums.w)
        let mean = population > 0 ? (weighted / population).description : ""
        bytes.append(contentsOf: "\(sum),\(mean),\(Int(counted))\n".utf8)
    }
}

extension LocalizedText {
    fileprivate static let tidyColumns = LocalizedText(
        fr: "colonnes attendues\u{202F}: commune (ou code), indicator et value",
        en: "the columns commune (or code), indicator and value are expected")
}
