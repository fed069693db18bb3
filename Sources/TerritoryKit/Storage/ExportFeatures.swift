internal import Foundation
internal import GRDB

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

    /// The features of some codes as bytes, of a layer whose shapes go out as they are stored.
    ///
    /// - Parameters:
    ///   - codes: Which of them.
    ///   - wanted: What ``wantedTerritories()`` gives.
    /// - Returns: The features in the order of the codes.
    /// - Throws: ``ExportError`` for a property that is none, `DatabaseError` where reading stops before the end.
    func text(_ codes: CodeRange, wanted: Set<String>?) throws -> FeatureText {
        guard let kind = request.layer.kind else { preconditionFailure("a plain layer has a kind") }
        let statement = try db.makeStatement(sql: Self.sql(kind, codes))
        statement.arguments = codes.arguments
        let own = Dictionary(uniqueKeysWithValues: statement.columnNames.enumerated().map { ($1, Int32($0)) })
        let names = try chosenProperties(of: kind)
        let zonings = names.filter { own[$0] == nil }
        let columns = names.map { name in
            FeatureRows.Column(
                name: name, origin: own[name].map { .row($0) } ?? .zoning(zonings.firstIndex(of: name) ?? 0))
        }
        return try FeatureRows.text(
            of: statement, columns: columns,
            zonings: zonings.isEmpty ? nil : try ZoningRows(db, zonings: zonings, codes: codes),
            wanted: wanted)
    }

    /// The codes of the layer in parts of about as many, for as many readers.
    func parts(_ count: Int) throws -> [CodeRange] {
        guard request.layer == .communes, count > 1 else { return [CodeRange()] }
        let total = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM commune") ?? 0
        let starts = try (1..<count).compactMap { part in
            try String.fetchOne(
                db, sql: "SELECT code FROM commune ORDER BY code LIMIT 1 OFFSET ?", arguments: [total * part / count])
        }
        return zip([nil] + starts, starts + [nil]).map { CodeRange(from: $0, to: $1) }
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
            guard let name = try TerritoryName.fetch(db, code: parent) else { throw ExportError.unknownParent(parent) }
            conditions.append(
                "commune.code IN (SELECT commune FROM territory_commune WHERE kind = ? AND code = ?)")
            arguments += [name.kind.rawValue, name.code]
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
        try Row.fetchAll(
            db, sql: "SELECT code, commune FROM territory_commune WHERE kind = ?", arguments: [kind.rawValue]
        ).reduce(into: [:]) { $0[$1["code"], default: []].append($1["commune"]) }
    }

    private func classesByCommune() throws -> [String: [String: String]] {
        try Row.fetchAll(db, sql: "SELECT commune, zoning, class FROM commune_zoning").reduce(into: [:]) {
            $0[$1["commune"], default: [:]][$1["zoning"]] = $1["class"]
        }
    }

    private func chosenProperties(of kind: TerritoryKind) throws -> [String] {
        let own = try db.makeStatement(sql: Self.sql(kind)).columnNames.filter { $0 != "geometry" }
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
        let arcs = SharedArcs(faces: communes.map(\.shape)).simplified(toleranceInMeters: tolerance)
        let faces = Dictionary(uniqueKeysWithValues: communes.enumerated().map { ($1.code, $0) })
        return members.mapValues { codes in arcs.outline(of: codes.compactMap { faces[$0] }) }
    }

    private func simplifiedQPVs(_ tolerance: Double) throws -> [String: MultiPolygon] {
        let rows = try Row.fetchAll(db, sql: "SELECT code, geometry FROM qpv ORDER BY code")
        let shapes = rows.compactMap { MultiPolygon($0, "geometry") }
        let arcs = SharedArcs(faces: shapes).simplified(toleranceInMeters: tolerance)
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
        let whole = SharedArcs(faces: communes.map(\.shape))
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

    /// Rows of a layer in the order of their codes; a territory of which the file has some communes only is left out.
    private static func sql(_ kind: TerritoryKind, _ codes: CodeRange = CodeRange()) -> String {
        let sums = { (table: String) in
            """
            (SELECT COUNT(*) FROM territory_commune
             WHERE kind = '\(table)' AND code = \(table).code) AS communes,
            (SELECT CASE WHEN COUNT(municipal) = COUNT(*) THEN SUM(municipal) END
             FROM territory_commune LEFT JOIN population ON population.commune = territory_commune.commune
             WHERE kind = '\(table)' AND code = \(table).code) AS municipal_population,
            \(table).area_m2 / 1e6 AS area_km2
            """
        }
        return switch kind {
        case .commune:
            """
            SELECT commune.code AS code, commune.name AS name, commune.arrondissement AS arrondissement,
                   epci_member.epci AS epci, commune.departement AS departement, departement.region AS region,
                   population.municipal AS municipal_population, commune.area_m2 / 1e6 AS area_km2,
                   commune.in_scope AS in_scope, commune.geometry AS geometry
            FROM commune JOIN departement ON departement.code = commune.departement
              LEFT JOIN epci_member ON epci_member.commune = commune.code
              LEFT JOIN population ON population.commune = commune.code
            WHERE \(codes.condition("commune.code"))
            ORDER BY commune.code
            """
        case .epci: "SELECT code, name, nature, \(sums("epci")), geometry FROM epci ORDER BY code"
        case .arrondissement:
            """
            SELECT code, name, departement, \(sums("arrondissement")), geometry
            FROM arrondissement WHERE is_complete = 1 ORDER BY code
            """
        case .departement:
            """
            SELECT code, name, region, \(sums("departement")), geometry
            FROM departement WHERE is_complete = 1 ORDER BY code
            """
        case .region:
            "SELECT code, name, \(sums("region")), geometry FROM region WHERE is_complete = 1 ORDER BY code"
        case .qpv:
            """
            SELECT code, name,
                   (SELECT group_concat(commune, ' ') FROM (SELECT commune FROM qpv_commune WHERE qpv = qpv.code
                                                            ORDER BY commune)) AS communes,
                   area_m2 / 1e6 AS area_km2, geometry
            FROM qpv ORDER BY code
            """
        case .grouping: "SELECT code, name, NULL AS geometry FROM grouping ORDER BY code"
        }
    }
}

/// The codes from one up to another, which is not among them; `nil` is without end.
struct CodeRange: Sendable {
    var from: String?
    var to: String?

    /// The range as a condition on a column of ours; its values are bound.
    func condition(_ column: String) -> String {
        let parts = [from.map { _ in "\(column) >= ?" }, to.map { _ in "\(column) < ?" }].compactMap { $0 }
        return parts.isEmpty ? "1" : parts.joined(separator: " AND ")
    }

    var arguments: StatementArguments { StatementArguments([from, to].compactMap { $0 }) }
}
