internal import Dispatch
internal import Foundation
internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// The rows of a database that take computing: dissolved shapes, areas, neighbours, locators, folded names.
///
/// They are made one table after the other on a lane of their own, in the order in which they are to be written.
struct ComputedRows {
    struct Table {
        var name: String
        var columns: [String]
        var rows: Deferred<RowBatch>
    }

    let tables: [Table]
    /// Comes last.
    let findings: Deferred<Result<ShapeFindings, any Error>>

    init(package: DataPackage) {
        let lane = DispatchQueue(label: "computed rows", qos: .userInitiated)
        let shapes = Deferred(on: lane) { DissolvedShapes(package: package) }
        func rows(_ make: @escaping @Sendable () -> RowBatch) -> Deferred<RowBatch> { Deferred(on: lane, make) }
        let dissolved = [Tables.region, Tables.departement, Tables.arrondissement, Tables.epci].map { schema in
            Table(
                name: schema.name, columns: schema.fields.map(\.name) + ["is_complete", "area_m2", "geometry"],
                rows: rows { ComputedRows.dissolved(schema, package, shapes.value) })
        }
        let communes = Table(
            name: Tables.commune.name,
            columns: Tables.commune.fields.map(\.name) + [
                "region", "epci", "municipal_population", "in_scope", "code_since", "perimeter_since", "area_m2",
                "geometry",
            ], rows: rows { ComputedRows.communes(package) })
        let qpvs = Table(
            name: Tables.qpv.name, columns: Tables.qpv.fields.map(\.name) + ["area_m2", "geometry"],
            rows: rows { ComputedRows.qpvs(package) })
        let qpvCommunes = Table(
            name: Tables.qpvCommune.name, columns: Tables.qpvCommune.fields.map(\.name) + ["area_m2"],
            rows: rows { ComputedRows.qpvCommunes(package) })
        let programmes = Table(
            name: "programme", columns: ["code", "rules"], rows: rows { ComputedRows.programmes(package) })
        let zonings = Table(
            name: "zoning_column", columns: ["zoning", "vintage", "classes", "places"],
            rows: rows { ZoningColumn.all(in: package).reduce(into: RowBatch()) { $1.append(to: &$0) } })
        // The longest comes last to be written, and early to be made.
        let locators = Table(
            name: "locator", columns: ["kind", "codes", "bytes"], rows: rows { ComputedRows.locators(package) })
        let neighbours = Table(
            name: "commune_neighbour", columns: ["commune", "neighbour", "is_border"],
            rows: rows { ComputedRows.neighbours(shapes.value) })
        let names = Table(
            name: "search_name", columns: ["kind", "code", "name", "folded", "departement"],
            rows: rows { SearchNames(package: package).rows() })
        tables = dissolved + [communes, qpvs, qpvCommunes, programmes, zonings, neighbours, names, locators]
        findings = Deferred(on: lane) { Result { try ShapeFindings(shapes.value) } }
    }

    private static func dissolved(
        _ schema: TableSchema, _ package: DataPackage, _ shapes: DissolvedShapes
    ) -> RowBatch {
        let incomplete = Incomplete(package: package)
        var batch = RowBatch()
        for row in package.rows(schema) {
            let isComplete = !incomplete.contains(schema.name, row.values[0])
            batch.append(row, of: schema)
            batch.append(integer: isComplete ? 1 : 0)
            batch.append(shape: isComplete ? shapes.shapes[schema.name]?[row.values[0]] : nil)
        }
        return batch
    }

    private static func communes(_ package: DataPackage) -> RowBatch {
        let incomplete = Incomplete(package: package)
        let communes = package.rows(Tables.commune)
        let history = CommuneHistory(
            movements: CommuneMovement.all(in: package),
            current: communes.reduce(into: [:]) { $0[CommuneCode(unchecked: $1.values[0])] = $1.values[1] })
        func values(_ schema: TableSchema, _ key: String, _ field: String) -> [String: String] {
            guard let table = package.tables[schema.name] else { return [:] }
            return Dictionary(zip(table.values(of: key), table.values(of: field))) { first, _ in first }
        }
        let regionOf = values(Tables.departement, "code", "region")
        let epciOf = values(Tables.epciMember, "commune", "epci")
        let census = package.latestVintages[SourceRole.populations.rawValue]
        let populationOf = package.rows(Tables.population).reduce(into: [String: String]()) {
            if $1.values[1] == census { $0[$1.values[0]] = $1.values[2] }
        }
        var batch = RowBatch()
        for row in communes {
            let code = CommuneCode(unchecked: row.values[0])
            batch.append(row, of: Tables.commune)
            batch.append(text: regionOf[row.values[2]])
            batch.append(text: epciOf[code.rawValue])
            populationOf[code.rawValue].flatMap { Int($0) }.map { batch.append(integer: $0) } ?? batch.appendNull()
            batch.append(integer: incomplete.isInScope(departement: row.values[2]) ? 1 : 0)
            batch.append(text: history.periods(of: code).last?.from?.description)
            batch.append(text: history.perimeterDate(of: code)?.description)
            batch.append(shape: package.communeShapes[code]?.geometry)
        }
        return batch
    }

    private static func qpvs(_ package: DataPackage) -> RowBatch {
        var batch = RowBatch()
        for row in package.rows(Tables.qpv) {
            batch.append(row, of: Tables.qpv)
            batch.append(shape: package.qpvShapes[QPVCode(unchecked: row.values[0])]?.geometry)
        }
        return batch
    }

    /// Each QPV in each of the communes that the official table gives it, with their common ground in square metres;
    /// NULL without both shapes.
    private static func qpvCommunes(_ package: DataPackage) -> RowBatch {
        var batch = RowBatch()
        for row in package.rows(Tables.qpvCommune) {
            batch.append(row, of: Tables.qpvCommune)
            let qpv = package.qpvShapes[QPVCode(unchecked: row.values[0])]?.geometry
            let commune = package.communeShapes[CommuneCode(unchecked: row.values[1])]?.geometry
            guard let qpv, let commune else {
                batch.appendNull()
                continue
            }
            batch.append(number: CoverageOverlay([commune]).pieces(of: qpv).reduce(0) { $0 + $1.areaInSquareMeters })
        }
        return batch
    }

    private static func programmes(_ package: DataPackage) -> RowBatch {
        var batch = RowBatch()
        for programme in package.programmes {
            batch.append(text: programme.code)
            // A programme was decoded from the same values: it can be encoded.
            batch.append(
                text: (try? TerritoryJSON.bytes(of: programme)).map { String(decoding: $0, as: UTF8.self) })
        }
        return batch
    }

    private static func neighbours(_ shapes: DissolvedShapes) -> RowBatch {
        var neighbours: [[(face: Int, isBorder: Bool)]] = Array(repeating: [], count: shapes.communes.count)
        for contact in shapes.arcs.contacts() {
            neighbours[contact.first].append((contact.second, contact.isBorder))
            neighbours[contact.second].append((contact.first, contact.isBorder))
        }
        var batch = RowBatch()
        for (face, others) in neighbours.enumerated() {
            for other in others.sorted(by: { $0.face < $1.face }) {
                batch.append(text: shapes.communes[face].rawValue)
                batch.append(text: shapes.communes[other.face].rawValue)
                batch.append(integer: other.isBorder ? 1 : 0)
            }
        }
        return batch
    }

    private static func locators(_ package: DataPackage) -> RowBatch {
        let communes = package.communeShapes.sorted { $0.key < $1.key }
        let qpvs = package.qpvShapes.sorted { $0.key < $1.key }
        var batch = RowBatch()
        for (kind, codes, shapes) in [
            ("commune", communes.map(\.key.rawValue), communes.map(\.value.geometry)),
            ("qpv", qpvs.map(\.key.rawValue), qpvs.map(\.value.geometry)),
        ] {
            let bytes = PointLocator(shapes).bytes
            batch.append(text: kind)
            batch.append(text: codes.joined(separator: " "))
            batch.reserve(bytes.count)
            batch.append(blob: bytes)
        }
        return batch
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
