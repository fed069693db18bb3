internal import Foundation
internal import GRDB

/// Writes a package into the tables of a new database.
struct PackageLoader {
    let package: DataPackage
    let shapes: DissolvedShapes
    private let history: CommuneHistory
    private let incomplete: Incomplete

    init(package: DataPackage, shapes: DissolvedShapes) {
        self.package = package
        self.shapes = shapes
        history = CommuneHistory(
            movements: CommuneMovement.all(in: package),
            current: package.rows(Tables.commune).reduce(into: [:]) {
                $0[CommuneCode(unchecked: $1.values[0])] = $1.values[1]
            })
        incomplete = Incomplete(package: package)
    }

    func load(into db: Database) throws {
        for schema in Tables.all {
            try insert(package.rows(schema), of: schema, into: db)
        }
        try insertNeighbours(into: db)
        for programme in package.programmes {
            try db.execute(
                sql: "INSERT INTO programme (code, rules) VALUES (?, ?)",
                arguments: [programme.code, String(decoding: try TerritoryJSON.bytes(of: programme), as: UTF8.self)])
        }
        try SearchNames(package: package).write(to: db)
    }

    private func insertNeighbours(into db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO commune_neighbour (commune, neighbour, is_border) VALUES (?, ?, ?)")
        let codes = shapes.communes
        let pairs = shapes.arcs.contacts().flatMap {
            [(codes[$0.first], codes[$0.second], $0.isBorder), (codes[$0.second], codes[$0.first], $0.isBorder)]
        }
        for (commune, neighbour, isBorder) in pairs.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
            try statement.execute(arguments: [commune.rawValue, neighbour.rawValue, isBorder])
        }
    }

    private func insert(_ rows: [Table.Row], of schema: TableSchema, into db: Database) throws {
        let isSpatial = Schema.spatialTables.contains(schema.name)
        var columns = schema.fields.map(\.name)
        let isComputed = isSpatial || schema.name == Tables.qpvCommune.name
        if isComputed { columns += Self.computedColumns(of: schema.name) }
        let places = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: "INSERT INTO \(schema.name) (\(columns.joined(separator: ", "))) VALUES (\(places))")
        let sorted = isSpatial ? rows.sorted { $0.values[0] < $1.values[0] } : rows
        for row in sorted {
            var values = zip(schema.fields, row.values).map { $0.databaseValue(of: $1) }
            if isComputed { values += computedValues(of: schema.name, row) }
            statement.setUncheckedArguments(StatementArguments(values))
            try statement.execute()
        }
    }

    private static func computedColumns(of table: String) -> [String] {
        switch table {
        case "commune": ["in_scope", "code_since", "ground_since", "area_m2", "geometry"]
        case "qpv": ["area_m2", "geometry"]
        case "qpv_commune": ["area_m2"]
        default: ["is_complete", "area_m2", "geometry"]
        }
    }

    private func computedValues(of table: String, _ row: Table.Row) -> [DatabaseValue] {
        let key = row.values[0]
        if table == "qpv" { return Self.values(of: package.qpvShapes[QPVCode(unchecked: key)]?.geometry) }
        if table == Tables.qpvCommune.name { return [groundInCommune(row).databaseValue] }
        guard table == "commune" else {
            let isComplete = !incomplete.contains(table, key)
            let shape = isComplete ? shapes.shapes[table]?[key] : nil
            return [isComplete.databaseValue] + Self.values(of: shape)
        }
        let code = CommuneCode(unchecked: key)
        return [
            incomplete.isInScope(departement: row.values[2]).databaseValue,
            history.lives(of: code).last?.from?.description.databaseValue ?? .null,
            history.perimeterDate(of: code)?.description.databaseValue ?? .null,
        ] + Self.values(of: package.communeShapes[code]?.geometry)
    }

    /// Square metres of a QPV in one of the communes that the official table gives it; NULL without both shapes.
    private func groundInCommune(_ row: Table.Row) -> Double? {
        guard let qpv = package.qpvShapes[QPVCode(unchecked: row.values[0])]?.geometry,
            let commune = package.communeShapes[CommuneCode(unchecked: row.values[1])]?.geometry
        else { return nil }
        return CoverageOverlay([commune]).pieces(of: qpv).reduce(0) { $0 + $1.areaInSquareMeters }
    }

    /// The area in square metres on the ellipsoid, and the shape.
    private static func values(of shape: MultiPolygon?) -> [DatabaseValue] {
        guard let shape, let blob = SpatialiteBlob.encode(shape) else { return [.null, .null] }
        return [Ellipsoid.wgs84.areaInSquareMeters(of: shape).databaseValue, Data(blob).databaseValue]
    }
}

/// The territories of which the package has some communes only.
private struct Incomplete {
    private let regionOf: [String: String]
    private let scope: Scope
    private let departementOf: [String: String]

    init(package: DataPackage) {
        scope = package.scope
        regionOf = package.rows(Tables.departement).reduce(into: [:]) { $0[$1.values[0]] = $1.values[2] }
        departementOf = package.rows(Tables.arrondissement).reduce(into: [:]) { $0[$1.values[0]] = $1.values[2] }
    }

    func isInScope(departement: String) -> Bool {
        regionOf[departement].map { scope.covers(RegionCode(unchecked: $0)) } ?? false
    }

    /// EPCIs are complete always: their outside members are in the package.
    func contains(_ table: String, _ key: String) -> Bool {
        switch table {
        case "region": !scope.covers(RegionCode(unchecked: key))
        case "departement": !isInScope(departement: key)
        case "arrondissement": !(departementOf[key].map { isInScope(departement: $0) } ?? false)
        default: false
        }
    }
}

extension TableSchema.Field {
    fileprivate func databaseValue(of text: String) -> DatabaseValue {
        guard !text.isEmpty else { return .null }
        switch kind {
        case .integer: return Int(text)?.databaseValue ?? .null
        case .number: return Double(text)?.databaseValue ?? .null
        case .flag: return (text == "true").databaseValue
        default: return text.databaseValue
        }
    }
}

extension CommuneMovement {
    static func all(in package: DataPackage) -> [CommuneMovement] {
        package.rows(Tables.communeMovement).compactMap { row in
            guard let number = Int(row.values[0]), let kind = Kind(rawValue: number),
                let date = CivilDate(row.values[1])
            else { return nil }
            return CommuneMovement(
                kind: kind, date: date, before: end(row.values[2...4]), after: end(row.values[5...7]))
        }
    }

    private static func end(_ values: ArraySlice<String>) -> End? {
        guard let type = values.first, let code = CommuneCode(rawValue: values[values.startIndex + 1]) else {
            return nil
        }
        return End(type: type, code: code, name: values[values.startIndex + 2])
    }
}
