internal import TerritoryFormats

/// Adds up tables of values by commune to EPCIs, départements and régions, whole columns at once.
///
/// A table has one value a row: the code of a commune, the name of an indicator, the value, empty where it is missing.
/// Of each indicator, the sum and the mean weighted by the municipal population are given: which of them means
/// something is for the asker to know.
struct RollUp: Sendable {
    struct Level: Sendable {
        var kind: TerritoryKind
        var codes: [String]
        /// For each commune, the territory that it lies in, by index; -1 where there is none.
        var territoryOf: [Int32]
    }

    /// The most levels that communes are added up to.
    static let mostLevels = 4

    /// INSEE codes, packed by ``CodeTable/key(_:)``.
    let communes: CodeTable
    /// Of each commune; 0 where it is unknown.
    let populations: [Double]
    let levels: [Level]
    /// Number of territories of all levels.
    let width: Int
    /// For each commune, its territory of each level, counted over all levels; -1 where there is none.
    let homes: [SIMD4<Int32>]

    init(communes: CodeTable, populations: [Double], levels: [Level]) {
        precondition(levels.count <= Self.mostLevels, "a commune lies in four territories at most")
        (self.communes, self.populations, self.levels) = (communes, populations, levels)
        var homes = [SIMD4<Int32>](repeating: SIMD4(repeating: -1), count: populations.count)
        var width: Int32 = 0
        for (place, level) in levels.enumerated() {
            for (commune, territory) in level.territoryOf.enumerated() where territory >= 0 {
                homes[commune][place] = width + territory
            }
            width += Int32(level.codes.count)
        }
        (self.homes, self.width) = (homes, Int(width))
    }

    struct Outcome: Sendable {
        /// In the order in which the table names them.
        var indicators: [String] = []
        /// By territory of all levels, then by indicator.
        var sums: [[RollUpSums.Cell]] = []
        var problems: [SourceProblem] = []
    }

    /// Reads a table in pieces, on all cores; the pieces depend on the table alone, and so do the results.
    ///
    /// - Parameters:
    ///   - descriptor: Open for reading; read to its end.
    ///   - file: What problems call the table.
    ///   - chunkSize: Bytes of a piece.
    /// - Returns: Sums of all indicators, or what is wrong with the rows.
    /// - Throws: ``TableStreamError`` for a table without the columns, or that cannot be read.
    func outcome(of descriptor: CInt, file: String, chunkSize: Int) throws(TableStreamError) -> Outcome {
        var reader = ChunkReader(descriptor: descriptor, chunkSize: chunkSize, rowLimit: 1 << 20)
        var mark = ByteBuffer()
        try reader.fill()
        try reader.moveByteOrderMark(to: &mark)
        let header = try CSVHeader(from: &reader, separator: nil)
        let columns = try RollUpColumns(header, rowLimit: reader.rowLimit)
        reader.quotes = columns.scanner
        let total = RollUpTotal(rollUp: self, columns: columns, file: file, firstLine: 1 + header.lineCount)
        try ChunkPipeline(reader: reader, work: total).run(threadCount: BulkLocate.coreCount)
        return total.outcome
    }
}

/// The columns of a table to roll up.
struct RollUpColumns: Sendable {
    let scanner: CSVScanner
    let commune: Int
    let indicator: Int
    let value: Int
    let count: Int
    /// The decimal mark besides the point: where the comma separates nothing, it may be one.
    let decimalMark: UInt8

    /// - Throws: ``TableStreamError`` if one of the three columns is not there; their names are those that publishers
    ///   use.
    init(_ header: CSVHeader, rowLimit: Int) throws(TableStreamError) {
        commune = try header.column(["code", "commune", "insee_com", "code_insee", "codgeo", "territory"])
        indicator = try header.column(["indicator", "indicateur", "ind"])
        value = try header.column(["value", "valeur"])
        count = header.names.count
        scanner = CSVScanner(
            separator: header.separator, columns: .init(longitude: -1, latitude: -1), rowLimit: rowLimit)
        decimalMark = header.separator == 0x2C ? 0x2E : 0x2C
    }
}
