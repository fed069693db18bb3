internal import GRDB
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
    ///   - kinds: Kinds of territory that are made of whole communes: all but `qpv`.
    /// - Returns: Rows by kind, territory and indicator, in the order of the table’s indicators.
    /// - Throws: ``LookupError`` for `qpv`, `ImportError` with every row that cannot be read; nothing is then answered.
    public func rollUp(_ file: String, to kinds: [TerritoryKind]) throws -> RollUpAnswer {
        try rollUp(file, to: kinds, chunkSize: 1 << 20)
    }

    // `chunkSize`: the bytes that a thread reads at once.
    package func rollUp(_ file: String, to kinds: [TerritoryKind], chunkSize: Int) throws -> RollUpAnswer {
        if kinds.contains(.qpv) { throw LookupError.notMadeOfCommunes(.qpv) }
        let rollUp = try read { try RollUp(kinds: kinds, former: FormerCodes(self), $0) }
        let input = try TableInput(file)
        let outcome: RollUpTotal.Outcome
        do throws(TableStreamError) {
            outcome = try rollUp.total(of: input.descriptor, file: file, chunkSize: chunkSize).outcome
        } catch {
            throw ImportError([error.problem(of: file)])
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
        case .cannotRead: SourceProblem(file: file, SourceFile.unreadable)
        case .notUTF8(let line, let what): SourceProblem(file: file, line: line, what)
        default: SourceProblem(file: file, line: 1, message)
        }
    }
}

extension RollUp {
    /// The communes with their population and territories: a table of them with their zonings would take longer than
    /// most roll-ups.
    fileprivate init(kinds: [TerritoryKind], former: FormerCodes, _ db: Database) throws {
        var (communes, populations) = (ByteTable(), [Double]())
        try db.makeStatement(sql: "SELECT code, municipal_population FROM commune ORDER BY code").forEachRow { row in
            _ = communes.insert(row.bytes(0))
            populations.append(try row.inhabitants(1).map(Double.init) ?? 0)
        }
        guard communes.count == populations.count else { throw DatabaseError.damaged }
        var (levels, width) = ([Level](), 0)
        var homes = [Int32](repeating: -1, count: communes.count * kinds.count)
        for (place, kind) in kinds.enumerated() {
            var codes = ByteTable()
            let members = "SELECT code, commune FROM (\(kind.membersSQL)) ORDER BY code"
            try db.makeStatement(sql: members).forEachRow { row in
                guard let commune = communes.index(of: row.bytes(1)) else { return }
                homes[commune * kinds.count + place] = Int32(width + codes.insert(row.bytes(0)))
            }
            levels.append(Level(kind: kind, codes: (0..<codes.count).map(codes.text)))
            width += codes.count
        }
        self.init(
            communes: communes, populations: populations, levels: levels, width: width, homes: homes,
            former: former)
    }

    fileprivate func rows(_ outcome: RollUpTotal.Outcome) -> [RollUpAnswer.Row] {
        let territories = levels.flatMap { level in level.codes.map { (kind: level.kind, code: $0) } }
        return territories.enumerated().flatMap { territory, reference in
            outcome.indicators.enumerated().compactMap { index, indicator in
                let cell = outcome.sums.cell(index, territory)
                return cell.count > 0
                    ? RollUpAnswer.Row(
                        kind: reference.kind, code: reference.code, indicator: indicator, sum: cell.sum,
                        weightedMean: cell.population > 0 ? cell.weighted / cell.population : nil,
                        counted: Int(cell.count))
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
