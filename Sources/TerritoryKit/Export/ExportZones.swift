internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

/// The zones of a zoning: its classes, dissolved.
struct ExportZones {
    let db: Database
    let request: ExportRequest
    let zoning: String

    /// One feature for each class in the zoning that has a commune.
    ///
    /// - Throws: ``ExportError`` for a zoning that is none.
    func features() throws -> [Feature] {
        let known = try String.fetchAll(db, sql: "SELECT code FROM zoning ORDER BY code")
        guard known.contains(zoning) else {
            let kinds = TerritoryKind.allCases.filter { $0 != .grouping }.map(\.rawValue)
            throw ExportError.unknownLayer(zoning, known: kinds + known)
        }
        let wanted = try ExportFilter(db: db, request: request).communes()
        let communes = try ExportShapes(db: db).communes()
        let faces = Dictionary(uniqueKeysWithValues: communes.enumerated().map { ($1.code, $0) })
        let whole = CoverageTopology(faces: communes.map(\.shape))
        let arcs = request.simplificationInMeters.map { whole.simplified(toleranceInMeters: $0) } ?? whole
        let classes = try Row.fetchAll(
            db,
            sql: """
                SELECT code, label_fr, label_en FROM zoning_class
                WHERE zoning = ? AND membership <> 'out' ORDER BY rank
                """, arguments: [zoning])
        return try classes.compactMap { row -> Feature? in
            let code: String = row["code"]
            let members = try members(ofClass: code).filter { wanted.contains($0["commune"]) }
            guard !members.isEmpty else { return nil }
            return Feature(
                properties: [
                    JSONMember("code", .string(code)), JSONMember("label_fr", .string(row["label_fr"])),
                    JSONMember("label_en", .string(row["label_en"])), JSONMember("communes", .integer(members.count)),
                    JSONMember("municipal_population", total(members, "municipal").map { .integer($0) } ?? .null),
                    JSONMember("area_km2", total(members, "area").map { .number($0 / 1e6, decimals: 6) } ?? .null),
                ],
                geometry: .multiPolygon(arcs.outline(of: members.compactMap { faces[$0["commune"]] })))
        }
    }

    private func members(ofClass code: String) throws -> [Row] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT commune_zoning.commune AS commune, commune.municipal_population AS municipal, commune.area_m2 AS area
                FROM commune_zoning JOIN commune ON commune.code = commune_zoning.commune
                WHERE zoning = ? AND class = ? ORDER BY commune_zoning.commune
                """, arguments: [zoning, code])
    }

    /// The sum of a column.
    ///
    /// - Returns: `nil` if one of the rows does not know its value.
    private func total<Number: Numeric & DatabaseValueConvertible>(_ rows: [Row], _ column: String) -> Number? {
        let known = rows.compactMap { $0[column] as Number? }
        return known.count == rows.count ? known.reduce(0, +) : nil
    }
}
