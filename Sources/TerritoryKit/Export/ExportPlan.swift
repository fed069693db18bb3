internal import GRDB
internal import TerritoryGeometry

/// How the territories of a kind are exported: found once, then followed by every thread.
struct ExportPlan: Sendable {
    let kind: TerritoryKind
    let columns: [FeatureRows.Column]
    /// The codes of the territories to write; `nil` for all.
    let wanted: Set<String>?
    /// The shapes by code, where they are not to go out as they are stored.
    let shapes: [String: MultiPolygon]?
    let pieceCount: Int

    /// - Throws: ``LookupError`` for a kind without shapes, ``ExportError`` for a property that is none, `DatabaseError` for keys that no build gives.
    init(_ request: ExportRequest, _ kind: TerritoryKind, zoning: Set<String>?, _ table: CommuneTable, _ db: Database)
        throws
    {
        guard DatabaseFormat.spatialTables.contains(kind.rawValue) else { throw LookupError.noSuchLayer(kind) }
        self.kind = kind
        columns = try Self.columns(request, kind, table, db)
        wanted = try ExportFilter(db: db, request: request, zoning: zoning).territories(kind)
        shapes = try request.simplificationInMeters.map {
            try ExportShapes(db: db).simplified(kind, toleranceInMeters: $0)
        }
        // The table’s name is one of an enumeration of ours.
        let last = try Int.fetchOne(db, sql: "SELECT MAX(id) FROM \(kind.rawValue)") ?? 0
        guard 0..<1 << 24 ~= last else { throw DatabaseError.damaged }
        pieceCount = (last + FeatureRows.pieceSize - 1) / FeatureRows.pieceSize
    }

    private static func columns(
        _ request: ExportRequest, _ kind: TerritoryKind, _ table: CommuneTable, _ db: Database
    ) throws -> [FeatureRows.Column] {
        let names = try db.makeStatement(sql: sql(kind)).columnNames
        let own = try Dictionary(stored: names.enumerated().map { ($1, Int32($0)) })
        let shown = names.filter { $0 != "id" && $0 != "geometry" }
        let zonings = kind == .commune && request.properties != nil ? table.zonings : [:]
        let classes = try zonings.isEmpty ? [] : ZoningColumn.all(in: db)
        return try (request.properties ?? shown).map { name in
            if let zoning = zonings[name] {
                // A property tells one class: that on which the lists of the day, or those that stand in, agree.
                let vintages = Set(table.lists(of: zoning, on: request.date).map(\.source.vintage))
                let found = ZoningColumn.agreed(
                    classes.filter { $0.zoning == name && vintages.contains($0.vintage) })
                let nothing = ZoningColumn(
                    zoning: name, vintage: "", classes: [], places: [UInt8](repeating: 0, count: table.size))
                return FeatureRows.Column(name: name, origin: .zoning(found ?? nothing))
            }
            guard shown.contains(name), let place = own[name] else {
                throw ExportError.unknownProperty(name, known: shown + zonings.keys.sorted())
            }
            return FeatureRows.Column(name: name, origin: .row(place))
        }
    }

    /// The lists that the properties rest on.
    static func uses(_ request: ExportRequest, _ kind: TerritoryKind, _ table: CommuneTable) -> [VintageUse] {
        guard kind == .commune else { return [] }
        return (request.properties ?? []).compactMap { table.zonings[$0] }.flatMap {
            table.uses(of: [], in: $0, on: request.date)
        }
    }

    /// Rows of a layer in the order of their keys, which is that of their codes; a territory of which the file has some
    /// communes only is left out.
    ///
    /// - Parameter kind: The kind of the layer, no grouping.
    /// - Returns: An `id`, a `code`, the properties and a `geometry`.
    static func sql(_ kind: TerritoryKind) -> String {
        let keys = "\(kind.rawValue).id BETWEEN ? AND ?"
        let members = kind.membersSQL
        let totals = """
            (SELECT COUNT(*) FROM (\(members)) AS member WHERE member.code = \(kind.rawValue).code) AS communes,
            (SELECT CASE WHEN COUNT(municipal_population) = COUNT(*) THEN SUM(municipal_population) END
             FROM (\(members)) AS member JOIN commune ON commune.code = member.commune
             WHERE member.code = \(kind.rawValue).code) AS municipal_population,
            area_m2 / 1e6 AS area_km2
            """
        return switch kind {
        case .commune:
            """
            SELECT id, code, name, arrondissement, epci, departement, region, municipal_population,
                   area_m2 / 1e6 AS area_km2, in_scope, geometry
            FROM commune WHERE \(keys) ORDER BY id
            """
        case .epci: "SELECT id, code, name, nature, \(totals), geometry FROM epci WHERE \(keys) ORDER BY id"
        case .arrondissement:
            """
            SELECT id, code, name, departement, \(totals), geometry
            FROM arrondissement WHERE is_complete = 1 AND \(keys) ORDER BY id
            """
        case .departement:
            """
            SELECT id, code, name, region, \(totals), geometry
            FROM departement WHERE is_complete = 1 AND \(keys) ORDER BY id
            """
        case .region:
            "SELECT id, code, name, \(totals), geometry FROM region WHERE is_complete = 1 AND \(keys) ORDER BY id"
        case .qpv:
            """
            SELECT id, code, name,
                   (SELECT group_concat(commune, ' ') FROM (SELECT commune FROM qpv_commune WHERE qpv = qpv.code
                                                            ORDER BY commune)) AS communes,
                   area_m2 / 1e6 AS area_km2, geometry
            FROM qpv WHERE \(keys) ORDER BY id
            """
        case .grouping: preconditionFailure("a grouping has no layer")
        }
    }
}
