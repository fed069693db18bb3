public import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// Completes the rows of a table with what their positions lie in, from one file descriptor to another.
    ///
    /// Rows keep their order and their columns; a last column, `error`, says why a row has no position.
    ///
    /// - Parameters:
    ///   - bulk: Format, names of the coordinates, threads.
    ///   - columns: What rows are completed with, such as `commune` or `frr`, in this order; `qpv_known` follows the
    ///     QPV, if it is not asked for.
    ///   - input: A descriptor open for reading.
    ///   - output: A descriptor open for writing.
    ///   - progress: Called with the bytes answered so far.
    /// - Returns: How many rows there were, and of which kind.
    /// - Throws: ``PlaceColumnError`` for a column that is none, `TableStreamError` for a table that cannot be
    ///   answered, ``StorageError`` if the file cannot be read.
    public func locate(
        _ bulk: BulkLocate, adding columns: [String], from input: CInt, to output: CInt,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> BulkLocate.Report {
        let communes = try locator(.commune)
        let needsQPV = columns.contains { $0.hasPrefix("qpv") }
        let qpvs = needsQPV ? try locator(.qpv) : nil
        // The code alone needs nothing but the locator.
        let table = columns == ["commune"] ? try CommuneTable(codes: communes.codes) : try communeTable()
        let places = try PlaceColumns(Self.withKnown(columns), table, communes: communes.codes, qpvs: qpvs?.codes ?? [])
        return try bulk.run(
            from: input, to: output,
            additions: { layout in
                let writer = PlaceAdditions(columns: places.columns, layout: layout)
                return writer.additions(communes.locator, qpvs?.locator)
            }, progress: progress)
    }
}

extension TerritoryDatabase {
    /// The columns, and whether the QPV of a commune are known where they are asked for: unknown is not none.
    private static func withKnown(_ columns: [String]) -> [String] {
        guard !columns.contains("qpv_known"), let last = columns.lastIndex(where: { $0.hasPrefix("qpv") }) else {
            return columns
        }
        return columns[...last] + ["qpv_known"] + columns[(last + 1)...]
    }
}

extension CommuneTable {
    /// A table of codes alone, each of which stands once.
    init(codes: [String]) throws {
        self.init()
        self.codes = codes
        indexOf = try Dictionary(stored: codes.enumerated().map { ($1, $0) })
    }
}

/// The bytes that rows are completed with, in CSV or in NDJSON.
private struct PlaceAdditions {
    let columns: [PlaceColumns.Column]
    let layout: BulkLocate.Layout

    func additions(_ communes: PointLocator, _ qpvs: PointLocator?) -> BulkLocate.Additions {
        var layers: [BulkLocate.Layer] = []
        var rest = columns[...]
        while let first = rest.first {
            let run = rest.prefix { $0.layer == first.layer }
            rest = rest.dropFirst(run.count)
            let locator = first.layer == .commune ? communes : qpvs ?? communes
            let texts = ByteTexts(
                (0..<locator.shapeCount).map { owner in run.flatMap { bytes($0.name, $0.values[owner]) } })
            layers.append(
                BulkLocate.Layer(locator: locator, inside: texts, outside: run.flatMap { bytes($0.name, nil) }))
        }
        let header = columns.flatMap { separator + Array($0.name.utf8) } + separator + Array("error".utf8)
        return BulkLocate.Additions(
            names: columns.map(\.name) + ["error"], header: header, layers: layers, end: bytes("error", nil),
            defect: { defect in columns.flatMap { bytes($0.name, nil) } + bytes("error", defect.reason) })
    }

    private var separator: [UInt8] {
        if case .csv(let separator) = layout { return [separator] }
        return [UInt8(ascii: ",")]
    }

    private func bytes(_ name: String, _ value: String?) -> [UInt8] {
        var bytes = separator
        switch layout {
        case .csv(let separator):
            CSVWriter.append(value ?? "", separator: separator, to: &bytes)
        case .ndjson:
            bytes.append(jsonString: name)
            bytes.append(UInt8(ascii: ":"))
            bytes.append(value.map { .string($0) } ?? .null)
        }
        return bytes
    }
}
