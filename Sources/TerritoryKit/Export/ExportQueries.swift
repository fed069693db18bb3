internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// Writes a layer as GeoJSON (RFC 7946), in the order of the codes.
    ///
    /// Coordinates are degrees (EPSG:4326) with at most six decimals, rings follow the right-hand rule, and the
    /// collection tells vintage, licence and content hash in members of its own; `bbox` comes after the features.
    ///
    /// - Parameters:
    ///   - request: What to export.
    ///   - sink: Receives the bytes, piece by piece, on one thread or another but never twice at once; they are gone when
    ///     it returns.
    /// - Throws: ``ExportError`` before anything is written; ``StorageError`` where reading stops before the end; what
    ///   the sink throws.
    public func export(_ request: ExportRequest, to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        // Reading every commune takes longer than writing them: it is done where zonings are asked for.
        let table = try request.asksForZonings ? communeTable() : CommuneTable()
        let zoning = try ExportZoning(request, table)
        let communes = zoning.communes.map { set in Set(set.indices.map { table.codes[$0] }) }
        switch request.layer {
        case .zones(let code):
            let (features, uses) = try read { db in
                let filter = ExportFilter(db: db, request: request, zoning: communes)
                return try ExportZones(db: db, filter: filter, table: table, zoning: code).features()
            }
            try collection(features, members(of: request, zoning.uses + uses)).withUnsafeBytes(sink)
        case .territories(let kind):
            let plan = try read { try ExportPlan(request, kind, zoning: communes, table, $0) }
            let uses = (zoning.uses + ExportPlan.uses(request, kind, table)).uniqued()
            var writer = GeoJSONWriter(members: members(of: request, uses) + (try stampMembers()))
            let features = try exportRows(plan, after: writer.takeBytes(), to: sink)
            writer.finish(afterFeatures: features.hasAny, boundingBox: features.boundingBox)
            try writer.takeBytes().withUnsafeBytes(sink)
        }
    }

    private struct Exported {
        var hasAny = false
        var boundingBox: BoundingBox?
    }

    /// Writes the features piece by piece on all cores, in their order.
    private func exportRows(
        _ plan: ExportPlan, after beginning: [UInt8], to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Exported {
        try beginning.withUnsafeBytes(sink)
        let threadCount = max(1, min(BulkLocate.coreCount, plan.pieceCount))
        let pieces = OrderedPieces(plan.pieceCount, threadCount: threadCount)
        let exported = Guarded(Exported())
        try withoutActuallyEscaping(sink) { sink in
            // Pieces are delivered one at a time.
            nonisolated(unsafe) let sink = sink
            _ = try readBeside(Array(0..<threadCount)) { db, _ in
                var rows = try FeatureRows(plan, db)
                try pieces.run { piece in
                    try rows.read(piece: piece)
                } deliver: {
                    guard rows.text.count > 0 else { return }
                    let isFirst = exported.withLock { exported in
                        defer { exported.hasAny = true }
                        exported.boundingBox = exported.boundingBox.union(rows.boundingBox)
                        return !exported.hasAny
                    }
                    // No comma comes before the first feature.
                    try sink(UnsafeRawBufferPointer(rebasing: rows.text.bytes[(isFirst ? 1 : 0)...]))
                }
            }
        }
        return exported.withLock { $0 }
    }

    private func members(of request: ExportRequest, _ uses: [VintageUse]) -> [JSONMember] {
        let simplification = request.simplificationInMeters.map { JSONValue.number($0, decimals: 3) } ?? .null
        return [JSONMember("name", .string(request.layer.word)), JSONMember("simplification_m", simplification)]
            + vintageMembers(uses, request.date)
    }
}

extension BoundingBox? {
    fileprivate func union(_ other: BoundingBox?) -> BoundingBox? {
        guard let self, let other else { return self ?? other }
        return self.union(other)
    }
}
