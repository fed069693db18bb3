internal import Foundation
internal import GRDB

/// Writes a package into the tables of a new database.
struct PackageLoader {
    let package: DataPackage
    let shapes: DissolvedShapes
    private let history: CommuneHistory
    private let incomplete: Incomplete
    /// The locator of the communes, made beside the writing.
    private let communeShapes: Background<[UInt8]>

    init(package: DataPackage, shapes: DissolvedShapes) {
        self.package = package
        self.shapes = shapes
        history = CommuneHistory(
            movements: CommuneMovement.all(in: package),
            current: package.rows(Tables.commune).reduce(into: [:]) {
                $0[CommuneCode(unchecked: $1.values[0])] = $1.values[1]
            })
        incomplete = Incomplete(package: package)
        communeShapes = Background {
            PointLocator(package.communeShapes.sorted { $0.key < $1.key }.map(\.value.geometry)).bytes
        }
    }

    func load(into db: Database) throws {
        for schema in Tables.all {
            try insert(package.rows(schema), of: schema, into: db)
        }
        try insertNeighbours(into: db)
        try insertLocators(into: db)
        for programme in package.programmes {
            try db.execute(
                sql: "INSERT INTO programme (code, rules) VALUES (?, ?)",
                arguments: [programme.code, String(decoding: try TerritoryJSON.bytes(of: programme), as: UTF8.self)])
        }
        try SearchNames(package: package).write(to: db)
    }

    private func insertLocators(into db: Database) throws {
        var writer = try RowWriter(db, table: "locator", columns: ["kind", "codes", "bytes"])
        let qpvs = package.qpvShapes.sorted { $0.key < $1.key }
        for (kind, codes, shapes) in [
            ("commune", shapes.communes.map(\.rawValue), communeShapes.value),
            ("qpv", qpvs.map(\.key.rawValue), PointLocator(qpvs.map(\.value.geometry)).bytes),
        ] {
            writer.append(text: kind)
            writer.append(text: codes.joined(separator: " "))
            writer.append(blob: shapes)
            try writer.write()
        }
    }

    private func insertNeighbours(into db: Database) throws {
        var writer = try RowWriter(db, table: "commune_neighbour", columns: ["commune", "neighbour", "is_border"])
        var neighbours: [[(face: Int, isBorder: Bool)]] = Array(repeating: [], count: shapes.communes.count)
        for contact in shapes.arcs.contacts() {
            neighbours[contact.first].append((contact.second, contact.isBorder))
            neighbours[contact.second].append((contact.first, contact.isBorder))
        }
        for (face, others) in neighbours.enumerated() {
            for other in others.sorted(by: { $0.face < $1.face }) {
                writer.append(text: shapes.communes[face].rawValue)
                writer.append(text: shapes.communes[other.face].rawValue)
                writer.append(integer: other.isBorder ? 1 : 0)
                try writer.write()
            }
        }
    }

    private func insert(_ rows: [Table.Row], of schema: TableSchema, into db: Database) throws {
        guard !rows.isEmpty else { return }
        let isSpatial = Schema.spatialTables.contains(schema.name)
        let isComputed = isSpatial || schema.name == Tables.qpvCommune.name
        let columns = schema.fields.map(\.name) + (isComputed ? Self.computedColumns(of: schema.name) : [])
        var writer = try RowWriter(db, table: schema.name, columns: columns)
        let sorted = isSpatial ? rows.sorted { $0.values[0] < $1.values[0] } : rows
        for row in sorted {
            for (field, value) in zip(schema.fields, row.values) { writer.append(value, of: field) }
            if isComputed { appendComputedValues(of: schema.name, row, to: &writer) }
            try writer.write()
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

    private func appendComputedValues(of table: String, _ row: Table.Row, to writer: inout RowWriter) {
        let key = row.values[0]
        switch table {
        case Tables.qpvCommune.name: writer.append(number: groundInCommune(row))
        case "qpv": writer.append(shape: package.qpvShapes[QPVCode(unchecked: key)]?.geometry)
        case "commune":
            let code = CommuneCode(unchecked: key)
            writer.append(integer: incomplete.isInScope(departement: row.values[2]) ? 1 : 0)
            writer.append(text: history.lives(of: code).last?.from?.description)
            writer.append(text: history.perimeterDate(of: code)?.description)
            writer.append(shape: package.communeShapes[code]?.geometry)
        default:
            let isComplete = !incomplete.contains(table, key)
            writer.append(integer: isComplete ? 1 : 0)
            writer.append(shape: isComplete ? shapes.shapes[table]?[key] : nil)
        }
    }

    /// Square metres of a QPV in one of the communes that the official table gives it; NULL without both shapes.
    private func groundInCommune(_ row: Table.Row) -> Double? {
        guard let qpv = package.qpvShapes[QPVCode(unchecked: row.values[0])]?.geometry,
            let commune = package.communeShapes[CommuneCode(unchecked: row.values[1])]?.geometry
        else { return nil }
        return CoverageOverlay([commune]).pieces(of: qpv).reduce(0) { $0 + $1.areaInSquareMeters }
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

extension RowWriter {
    /// Appends a checked value; an empty text stands for an absent one.
    fileprivate mutating func append(_ text: String, of field: TableSchema.Field) {
        guard !text.isEmpty else { return appendNull() }
        switch field.kind {
        case .integer: Int(text).map { append(integer: $0) } ?? appendNull()
        case .number: append(number: Double(text))
        case .flag: append(integer: text == "true" ? 1 : 0)
        default: append(text: text)
        }
    }

    /// Appends the area in square metres on the ellipsoid, and the shape.
    fileprivate mutating func append(shape: MultiPolygon?) {
        guard let shape, let blob = SpatialiteBlob.encode(shape) else {
            appendNull()
            return appendNull()
        }
        append(number: Ellipsoid.wgs84.areaInSquareMeters(of: shape))
        append(blob: blob)
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
