internal import Foundation
internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

/// Collects the features of a layer.
struct ExportFeatures {
    let db: Database
    let request: ExportRequest

    func all() throws -> [Feature] {
        let wanted = try wantedCommunes()
        if request.layer == .frr { return try zones(wanted) }
        guard let kind = request.layer.kind else { return [] }
        let members = try membersByTerritory(kind)
        let zonings = kind == .commune ? try classesByCommune() : [:]
        let columns = try chosenProperties(of: kind)
        let simplified = try request.simplificationInMeters.map { try simplifiedShapes(kind, members, tolerance: $0) }
        return try Row.fetchAll(db, sql: Self.sql(kind)).compactMap { row in
            let code: String = row["code"]
            guard members[code]?.contains(where: { wanted.contains($0) }) == true else { return nil }
            let stored = MultiPolygon(row, "geometry")
            let shape = simplified.map { $0[code] ?? stored } ?? stored
            let properties = columns.map { column in
                JSONMember(column, row.hasColumn(column) ? value(row, column) : zoningValue(zonings[code]?[column]))
            }
            return Feature(properties: properties, geometry: shape.map { .multiPolygon($0) })
        }
    }

    /// The features of a layer whose shapes go out as they are stored, to be written piece by piece.
    ///
    /// - Parameters:
    ///   - wanted: What ``wantedTerritories()`` gives.
    ///   - zonings: The columns of the zonings.
    /// - Returns: The features, none of them read yet.
    /// - Throws: ``ExportError`` for a property that is none.
    func rows(wanted: Set<String>?, zonings: [ZoningColumn]) throws -> FeatureRows {
        guard let kind = request.layer.kind else { preconditionFailure("a plain layer has a kind") }
        let statement = try db.makeStatement(sql: Self.sql(kind, inPieces: true))
        let own = Dictionary(uniqueKeysWithValues: statement.columnNames.enumerated().map { ($1, Int32($0)) })
        let columns = try chosenProperties(of: kind).map { name in
            let zoning = zonings.first { $0.zoning == name }
            return FeatureRows.Column(name: name, origin: zoning.map { .zoning($0) } ?? .row(own[name] ?? 0))
        }
        return FeatureRows(statement, columns: columns, wanted: wanted)
    }

    /// The number of pieces of the layer.
    ///
    /// - Throws: `DatabaseError` for keys that no build gives.
    func pieceCount() throws -> Int {
        guard let kind = request.layer.kind else { return 0 }
        // The table’s name is one of an enumeration of ours.
        let last = try Int.fetchOne(db, sql: "SELECT MAX(id) FROM \(kind.rawValue)") ?? 0
        guard last < 1 << 24 else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        return (last + FeatureRows.pieceSize - 1) / FeatureRows.pieceSize
    }

    /// The territories that have a commune which passes the filters.
    ///
    /// - Returns: `nil` where that is all of them.
    func wantedTerritories() throws -> Set<String>? {
        guard !request.isWhole, let kind = request.layer.kind else { return nil }
        let communes = try wantedCommunes()
        guard kind != .commune else { return communes }
        return Set(try membersByTerritory(kind).filter { $0.value.contains(where: communes.contains) }.keys)
    }

    private func value(_ row: Row, _ column: String) -> JSONValue {
        switch (row[column] as DatabaseValue).storage {
        case .null: .null
        case .int64(let number):
            column.hasPrefix("is_") || column == "in_scope" ? .bool(number != 0) : .integer(Int(number))
        case .double(let number): .number(number, decimals: 6)
        case .string(let text): .string(text)
        case .blob: .null
        }
    }

    private func zoningValue(_ category: String?) -> JSONValue { category.map { .string($0) } ?? .null }

    /// The communes that pass the filters.
    private func wantedCommunes() throws -> Set<String> {
        var conditions = request.includesOutside || request.parent != nil ? ["1"] : ["commune.in_scope = 1"]
        var arguments: [String] = []
        if let parent = request.parent {
            conditions.append(
                "commune.code IN (SELECT commune FROM territory_commune WHERE kind = ? AND code = ?)")
            arguments += [parent.kind.rawValue, parent.code]
        }
        if let zoning = request.zoning {
            let (sql, values) = try zoningCondition(zoning)
            conditions.append(sql)
            arguments += values
        }
        return Set(
            try String.fetchAll(
                db, sql: "SELECT commune.code FROM commune WHERE \(conditions.joined(separator: " AND "))",
                arguments: StatementArguments(arguments)))
    }

    /// A zoning alone stands for the classes that are in it, wholly or partly.
    private func zoningCondition(_ text: String) throws -> (String, [String]) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let known = try Row.fetchAll(db, sql: "SELECT zoning, code FROM zoning_class ORDER BY zoning, rank")
            .map { [$0["zoning"], $0["code"]] as [String] }
        let isKnown = parts.count == 2 ? known.contains(parts) : known.contains { $0.first == parts.first }
        guard isKnown else {
            throw ExportError.unknownZoning(text, known: known.map { $0.joined(separator: "=") })
        }
        let classes = parts.count == 2 ? "code = ?" : "membership <> 'out'"
        return (
            """
            commune.code IN (SELECT commune FROM commune_zoning WHERE zoning = ? AND class IN
                              (SELECT code FROM zoning_class WHERE zoning = commune_zoning.zoning AND \(classes)))
            """, parts
        )
    }

    private func membersByTerritory(_ kind: TerritoryKind) throws -> [String: [String]] {
        try Row.fetchAll(db, sql: kind.membersSQL).reduce(into: [:]) {
            $0[$1["code"], default: []].append($1["commune"])
        }
    }

    private func classesByCommune() throws -> [String: [String: String]] {
        try Row.fetchAll(db, sql: "SELECT commune, zoning, class FROM commune_zoning").reduce(into: [:]) {
            $0[$1["commune"], default: [:]][$1["zoning"]] = $1["class"]
        }
    }

    /// - Throws: ``ExportError`` for a property that is none of the layer’s.
    func checkProperties() throws {
        if let kind = request.layer.kind { _ = try chosenProperties(of: kind) }
    }

    private func chosenProperties(of kind: TerritoryKind) throws -> [String] {
        let own = try db.makeStatement(sql: Self.sql(kind)).columnNames.filter { $0 != "id" && $0 != "geometry" }
        let zonings = kind == .commune ? try String.fetchAll(db, sql: "SELECT code FROM zoning ORDER BY code") : []
        guard let chosen = request.properties else { return own }
        for name in chosen where !(own + zonings).contains(name) {
            throw ExportError.unknownProperty(name, known: own + zonings)
        }
        return chosen
    }
}

extension ExportFeatures {
    private func communeShapes() throws -> [(code: String, shape: MultiPolygon)] {
        try Row.fetchAll(db, sql: "SELECT code, geometry FROM commune WHERE geometry IS NOT NULL ORDER BY code")
            .compactMap { row in MultiPolygon(row, "geometry").map { (row["code"], $0) } }
    }

    /// Shapes dissolved from one simplified topology, so that borders stay shared between all layers.
    private func simplifiedShapes(
        _ kind: TerritoryKind, _ members: [String: [String]], tolerance: Double
    ) throws -> [String: MultiPolygon] {
        if kind == .qpv { return try simplifiedQPVs(tolerance) }
        let communes = try communeShapes()
        let arcs = CoverageTopology(faces: communes.map(\.shape)).simplified(toleranceInMeters: tolerance)
        let faces = Dictionary(uniqueKeysWithValues: communes.enumerated().map { ($1.code, $0) })
        return members.mapValues { codes in arcs.outline(of: codes.compactMap { faces[$0] }) }
    }

    private func simplifiedQPVs(_ tolerance: Double) throws -> [String: MultiPolygon] {
        let rows = try Row.fetchAll(db, sql: "SELECT code, geometry FROM qpv ORDER BY code")
        let shapes = rows.compactMap { MultiPolygon($0, "geometry") }
        let arcs = CoverageTopology(faces: shapes).simplified(toleranceInMeters: tolerance)
        return Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1["code"], arcs.outline(of: [$0])) })
    }

    /// The sum of a column.
    ///
    /// - Returns: `nil` if one of the rows does not know its value.
    private func total<Number: Numeric & DatabaseValueConvertible>(_ rows: [Row], _ column: String) -> Number? {
        let known = rows.compactMap { $0[column] as Number? }
        return known.count == rows.count ? known.reduce(0, +) : nil
    }

    /// One feature for each class of FRR that has a commune, dissolved.
    private func zones(_ wanted: Set<String>) throws -> [Feature] {
        let communes = try communeShapes()
        let faces = Dictionary(uniqueKeysWithValues: communes.enumerated().map { ($1.code, $0) })
        let whole = CoverageTopology(faces: communes.map(\.shape))
        let arcs = request.simplificationInMeters.map { whole.simplified(toleranceInMeters: $0) } ?? whole
        let classes = try Row.fetchAll(
            db,
            sql: """
                SELECT code, label_fr, label_en FROM zoning_class
                WHERE zoning = 'frr' AND membership <> 'out' ORDER BY rank
                """)
        return try classes.compactMap { row -> Feature? in
            let code: String = row["code"]
            let members = try Row.fetchAll(
                db,
                sql: """
                    SELECT commune_zoning.commune AS commune, population.municipal AS municipal, commune.area_m2 AS area
                    FROM commune_zoning JOIN commune ON commune.code = commune_zoning.commune
                      LEFT JOIN population ON population.commune = commune_zoning.commune
                    WHERE zoning = 'frr' AND class = ? ORDER BY commune_zoning.commune
                    """, arguments: [code]
            ).filter { wanted.contains($0["commune"]) }
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

    /// Rows of a layer in the order of their keys, which is that of their codes; a territory of which the file has some
    /// communes only is left out.
    ///
    /// - Parameters:
    ///   - kind: The kind of the layer.
    ///   - inPieces: Whether the first and the last key are arguments.
    /// - Returns: An `id`, a `code`, the properties and a `geometry`.
    private static func sql(_ kind: TerritoryKind, inPieces: Bool = false) -> String {
        let keys = inPieces ? "\(kind.rawValue).id BETWEEN ? AND ?" : "1"
        let members = kind.membersSQL
        let totals = """
            (SELECT COUNT(*) FROM (\(members)) AS member WHERE member.code = \(kind.rawValue).code) AS communes,
            (SELECT CASE WHEN COUNT(municipal) = COUNT(*) THEN SUM(municipal) END
             FROM (\(members)) AS member LEFT JOIN population ON population.commune = member.commune
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
        case .grouping: "SELECT 0 AS id, code, name, NULL AS geometry FROM grouping ORDER BY code"
        }
    }
}
