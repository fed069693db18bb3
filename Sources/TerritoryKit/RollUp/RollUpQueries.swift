internal import Foundation
internal import TerritoryFormats

extension TerritoryDatabase {
    /// Adds a table of values by commune up to larger territories.
    ///
    /// The table has a commune, an indicator and a value in each row, under a header; an empty value is missing. Each
    /// row of the answer has the sum and the mean weighted by the municipal population over the communes with a value,
    /// and their number. A commune has one value of an indicator:
    /// a second one is refused, as it would be counted twice.
    ///
    /// - Parameters:
    ///   - file: A path; that of a pipe is read to its end.
    ///   - kinds: Of `epci`, `departement`, `region` and the other kinds of territory.
    /// - Returns: Rows by kind, territory and indicator, in the order of the table’s indicators.
    /// - Throws: ``ImportError`` with every row that cannot be read; nothing is then answered.
    public func rollUp(_ file: String, to kinds: [TerritoryKind]) throws -> RollUpAnswer {
        try rollUp(file, to: kinds, chunkSize: 1 << 20)
    }

    // `chunkSize`: the bytes that a thread reads at once.
    package func rollUp(_ file: String, to kinds: [TerritoryKind], chunkSize: Int) throws -> RollUpAnswer {
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
        return RollUpAnswer(rows: rollUp.rows(outcome), data: stamp)
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
    fileprivate func rows(_ outcome: RollUpTotal.Outcome) -> [RollUpAnswer.Row] {
        let territories = levels.flatMap { level in level.codes.map { (kind: level.kind, code: $0) } }
        return territories.enumerated().flatMap { territory, reference in
            outcome.indicators.enumerated().compactMap { index, indicator in
                let cell = outcome.sums.cell(index, territory)
                let (sum, weighted, population, counted) = (cell.x, cell.y, cell.z, cell.w)
                return counted > 0
                    ? RollUpAnswer.Row(
                        kind: reference.kind, code: reference.code, indicator: indicator, sum: sum,
                        weightedMean: population > 0 ? weighted / population : nil, counted: Int(counted))
                    : nil
            }
        }
    }
}

extension LocalizedText {
    fileprivate static let tidyColumns = LocalizedText(
        fr: "colonnes attendues\u{202F}: commune (ou code), indicator et value",
        en: "the columns commune (or code), indicator and value are expected")
}
