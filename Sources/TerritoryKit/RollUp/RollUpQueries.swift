internal import Foundation
internal import GRDB
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
    ///   - kinds: Of `epci`, `departement` and `region`.
    /// - Returns: Rows by kind, territory and indicator, in the order of the table’s indicators.
    /// - Throws: ``ImportError`` with every row that cannot be read; nothing is then answered.
    public func rollUp(_ file: String, to kinds: [TerritoryKind]) throws -> [UInt8] {
        try rollUp(file, to: kinds, chunkSize: 1 << 20)
    }

    // `chunkSize`: the bytes that a thread reads at once.
    func rollUp(_ file: String, to kinds: [TerritoryKind], chunkSize: Int) throws -> [UInt8] {
        let rollUp = try read { try RollUp.fetch($0, kinds: kinds) }
        guard FileManager.default.fileExists(atPath: file) else { throw ImportError.missing(file) }
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw ImportError([SourceProblem(file: file, SourceFile.unreadable)])
        }
        let outcome = try withExtendedLifetime(handle) {
            do throws(TableStreamError) {
                return try rollUp.outcome(of: handle.fileDescriptor, file: file, chunkSize: chunkSize)
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
        default: SourceProblem(file: file, line: 1, LocalizedText(fr: sentence(in: .french), en: sentence(in: .english)))
        }
    }
}

extension RollUp {
    /// Each table is read once and alone, from the narrowest index that has what is asked: no row with a shape is.
    fileprivate static func fetch(_ db: Database, kinds: [TerritoryKind]) throws -> RollUp {
        var codes: [String] = []
        var departements = LevelCodes()
        try db.makeStatement(sql: "SELECT code, departement FROM commune ORDER BY departement, code").forEachRow {
            codes.append($0.text(0) ?? "")
            departements.append($0.bytes(1))
        }
        let communes = CodeTable(codes)
        var populations = [Double](repeating: 0, count: codes.count)
        try db.makeStatement(sql: "SELECT commune, municipal FROM population").forEachRow { row in
            if let commune = communes.place(of: row.bytes(0)) { populations[commune] = row.double(1) ?? 0 }
        }
        let levels = try kinds.map { kind in
            switch kind {
            case .epci: try epcis(of: communes, count: codes.count, db)
            case .region: try regions(over: departements, db)
            default: departements.level(of: .departement)
            }
        }
        return RollUp(communes: communes, populations: populations, levels: levels)
    }

    private static func epcis(of communes: CodeTable, count: Int, _ db: Database) throws -> Level {
        var epcis = LevelCodes(communeCount: count)
        try db.makeStatement(sql: "SELECT commune, epci FROM epci_member").forEachRow { row in
            if let commune = communes.place(of: row.bytes(0)) { epcis.set(row.bytes(1), of: commune) }
        }
        return epcis.level(of: .epci)
    }

    private static func regions(over departements: LevelCodes, _ db: Database) throws -> Level {
        var regions = LevelCodes(communeCount: departements.territoryOf.count)
        let regionOf = try Row.fetchAll(db, sql: "SELECT code, region FROM departement")
            .reduce(into: [String: [UInt8]]()) { $0[$1[0]] = Array(($1[1] as String).utf8) }
        let homes = departements.codes.map { regionOf[$0] ?? [] }
        for (commune, departement) in departements.territoryOf.enumerated() where departement >= 0 {
            homes[Int(departement)].withUnsafeBytes { regions.set($0, of: commune) }
        }
        return regions.level(of: .region)
    }

    fileprivate func csv(_ outcome: Outcome) -> [UInt8] {
        var bytes: [UInt8] = []
        CSVWriter.append(["kind", "code", "indicator", "sum", "weighted_mean", "counted"], to: &bytes)
        let territories = levels.flatMap { level in level.codes.map { "\(level.kind.rawValue),\($0)," } }
        let indicators = outcome.indicators.map { indicator in
            var bytes: [UInt8] = []
            CSVWriter.append(indicator, to: &bytes)
            return bytes + [0x2C]
        }
        let places = stride(from: 0, to: territories.count, by: 64).map { $0..<min($0 + 64, territories.count) }
        let parts = places.parallelMap { places in
            var bytes: [UInt8] = []
            for place in places {
                for (sums, indicator) in zip(outcome.sums[place], indicators) {
                    Self.append(sums, of: indicator, in: territories[place], to: &bytes)
                }
            }
            return bytes
        }
        for part in parts { bytes += part }
        return bytes
    }

    private static func append(
        _ sums: RollUpSums.Cell, of indicator: [UInt8], in territory: String, to bytes: inout [UInt8]
    ) {
        let (sum, weighted, population, counted) = (sums.x, sums.y, sums.z, sums.w)
        guard counted > 0 else { return }
        bytes.append(contentsOf: territory.utf8)
        bytes.append(contentsOf: indicator)
        bytes.append(contentsOf: sum.description.utf8)
        bytes.append(0x2C)
        if population > 0 { bytes.append(contentsOf: (weighted / population).description.utf8) }
        bytes.append(0x2C)
        bytes.append(contentsOf: String(Int(counted)).utf8)
        bytes.append(0x0A)
    }
}

/// The territories of one level, as communes name them.
private struct LevelCodes {
    private(set) var codes: [String] = []
    private(set) var territoryOf: [Int32]
    private var places: [String: Int32] = [:]
    /// The code of the commune before: often the same.
    private var (last, lastPlace): ([UInt8], Int32) = ([], -1)

    init(communeCount: Int = 0) { territoryOf = Array(repeating: -1, count: communeCount) }

    mutating func append(_ code: UnsafeRawBufferPointer) {
        territoryOf.append(-1)
        set(code, of: territoryOf.count - 1)
    }

    mutating func set(_ code: UnsafeRawBufferPointer, of commune: Int) {
        if !last.elementsEqual(code) || last.isEmpty {
            let text = String(decoding: code, as: UTF8.self)
            let place = places[text] ?? Int32(codes.count)
            if Int(place) == codes.count {
                places[text] = place
                codes.append(text)
            }
            (last, lastPlace) = (Array(code), place)
        }
        territoryOf[commune] = lastPlace
    }

    /// The level, with its territories in the order of their codes.
    func level(of kind: TerritoryKind) -> RollUp.Level {
        let order = codes.indices.sorted { codes[$0] < codes[$1] }
        var ranks = [Int32](repeating: 0, count: codes.count)
        for (rank, place) in order.enumerated() { ranks[place] = Int32(rank) }
        return RollUp.Level(
            kind: kind, codes: order.map { codes[$0] },
            territoryOf: territoryOf.map { $0 < 0 ? -1 : ranks[Int($0)] })
    }
}

extension LocalizedText {
    fileprivate static let tidyColumns = LocalizedText(
        fr: "colonnes attendues\u{202F}: commune (ou code), indicator et value",
        en: "the columns commune (or code), indicator and value are expected")
}
