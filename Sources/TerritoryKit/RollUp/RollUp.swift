internal import TerritoryFormats

/// Adds up tables of values by commune to EPCIs, départements and régions.
///
/// A table has one value a row: the code of a commune, the name of an indicator, the value, empty where it is missing.
/// Of each indicator, the sum and the mean weighted by the municipal population are given: which of them makes sense is
/// up to the asker.
struct RollUp: Sendable {
    struct Level: Sendable {
        var kind: TerritoryKind
        var codes: [String]
    }

    /// The communes, by their INSEE codes.
    let communes: ByteTable
    /// Of each commune; 0 where it is unknown.
    let populations: [Double]
    let levels: [Level]
    /// Number of territories of all levels.
    let width: Int
    /// For each commune, its territory of each level, counted over all levels; -1 where there is none.
    let homes: [Int32]
    /// What is known of a code that is none of the communes, where anything is.
    let former: FormerCodes

    /// Reads a table in pieces, on all cores; the pieces depend on the table alone, and so do the results.
    ///
    /// - Parameters:
    ///   - descriptor: Open for reading; read to its end.
    ///   - file: What problems call the table.
    ///   - chunkSize: Bytes of a piece.
    /// - Returns: Sums of all indicators, and what is wrong with the rows.
    /// - Throws: ``TableStreamError`` for a table without the columns, or that cannot be read.
    func total(of descriptor: CInt, file: String, chunkSize: Int) throws(TableStreamError) -> RollUpTotal {
        var reader = ChunkReader(descriptor: descriptor, chunkSize: chunkSize, rowLimit: CSVScanner.longestRow)
        let header = try reader.header()
        let columns = try RollUpColumns(header, rowLimit: reader.rowLimit)
        reader.quotes = columns.scanner
        let total = RollUpTotal(rollUp: self, columns: columns, file: file)
        try ChunkPipeline(reader: reader, firstLine: 1 + header.lineCount, work: total)
            .run(threadCount: BulkLocate.coreCount)
        return total
    }
}

/// The columns of a table to roll up.
struct RollUpColumns: Sendable {
    let scanner: CSVScanner
    let count: Int
    let decimalMark: UInt8

    /// - Throws: ``TableStreamError`` if one of the three columns is not there; their names are those that publishers
    ///   use.
    init(_ header: CSVHeader, rowLimit: Int) throws(TableStreamError) {
        let wanted = [
            try header.column(CSVHeader.communeNames), try header.column(["indicator", "indicateur", "ind"]),
            try header.column(["value", "valeur"]),
        ]
        count = header.names.count
        scanner = CSVScanner(separator: header.separator, wanted: wanted, rowLimit: rowLimit)
        decimalMark = header.decimalMark
    }
}
