internal import Foundation
internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// Boundaries in a GeoPackage or a Shapefile, read through SpatiaLite’s own virtual tables, so that the full-resolution
/// files of IGN ADMIN EXPRESS can take the place of the generalised ones.
struct VectorFile {
    let path: String

    static func canRead(_ path: String) -> Bool {
        path.lowercased().hasSuffix(".gpkg") || path.lowercased().hasSuffix(".shp")
    }

    /// The communes of the file, in WGS 84; a “line” is the number of the row.
    func communes(_ problems: inout [SourceProblem]) -> [NamedShape<CommuneCode>] {
        do {
            let queue = try DatabaseQueue(configuration: SpatialiteConnection.configuration())
            return try queue.inDatabase { db in
                try db.execute(sql: "SELECT InitSpatialMetaData(1, 'WGS84')")
                return path.lowercased().hasSuffix(".shp")
                    ? try shapefileCommunes(db, &problems) : try geoPackageCommunes(db, &problems)
            }
        } catch {
            problems.append(SourceProblem(file: path, .unreadableVector))
            return []
        }
    }
}

extension VectorFile {
    private func geoPackageCommunes(
        _ db: Database, _ problems: inout [SourceProblem]
    ) throws -> [NamedShape<CommuneCode>] {
        try db.execute(sql: "ATTACH DATABASE ? AS package", arguments: [path])
        let layers = try Row.fetchAll(
            db, sql: "SELECT table_name, column_name, srs_id FROM package.gpkg_geometry_columns ORDER BY table_name")
        for layer in layers {
            let table: String = layer["table_name"]
            let names = try Row.fetchAll(
                db, sql: "SELECT name FROM pragma_table_info(?, 'package')", arguments: [table]
            ).map { $0["name"] as String }
            guard let code = Self.match(names, ShapeFile.communeProperties) else { continue }
            let name = Self.match(names, ShapeFile.nameProperties) ?? code
            let geometry = "GeomFromGPB(\(quoted(layer["column_name"])))"
            return try communes(
                db, from: "package.\(quoted(table))", code, name, geometry, srid: layer["srs_id"], &problems)
        }
        problems.append(SourceProblem(file: path, .missingProperty(oneOf: ShapeFile.communeProperties)))
        return []
    }

    /// The system of a Shapefile is named in the `.prj` beside it; without one, degrees are taken for WGS 84.
    private func shapefileCommunes(
        _ db: Database, _ problems: inout [SourceProblem]
    ) throws -> [NamedShape<CommuneCode>] {
        let base = String(path.dropLast(4))
        let encoding = (try? String(contentsOfFile: base + ".cpg", encoding: .utf8))?.trimmingSpaces ?? "UTF-8"
        let known = ["UTF-8", "ISO-8859-1", "ISO-8859-15", "CP1252"]
        let charset = known.first { $0 == encoding.uppercased() } ?? "UTF-8"
        let srid = shapefileSRID(base + ".prj")
        try db.execute(
            sql: "CREATE VIRTUAL TABLE temp.shapefile USING VirtualShape(\(quoted(base)), \(charset), \(srid))")
        let names = try db.columns(in: "shapefile", in: "temp").map(\.name)
        guard let code = Self.match(names, ShapeFile.communeProperties) else {
            problems.append(SourceProblem(file: path, .missingProperty(oneOf: ShapeFile.communeProperties)))
            return []
        }
        let name = Self.match(names, ShapeFile.nameProperties) ?? code
        return try communes(db, from: "temp.shapefile", code, name, "Geometry", srid: srid, &problems)
    }

    private func shapefileSRID(_ path: String) -> Int {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return 4326 }
        return text.contains("Lambert_93") || text.contains("Lambert-93") ? 2154 : 4326
    }

    private func communes(
        _ db: Database, from table: String, _ code: String, _ name: String, _ geometry: String, srid: Int,
        _ problems: inout [SourceProblem]
    ) throws -> [NamedShape<CommuneCode>] {
        if srid != 4326 { try db.execute(sql: "SELECT InsertEpsgSrid(?)", arguments: [srid]) }
        // RGF93 geographic (EPSG:4171) is WGS 84 to within a metre, below what the package keeps.
        let shape =
            srid == 4326 || srid == 4171
            ? "SetSRID(\(geometry), 4326)" : "ST_Transform(SetSRID(\(geometry), \(srid)), 4326)"
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT \(quoted(code)) AS code, \(quoted(name)) AS name, CastToXY(\(shape)) AS shape FROM \(table)")
        var found: [NamedShape<CommuneCode>] = []
        var line = 0
        while let row = try rows.next() {
            line += 1
            let text: String = row["code"] ?? ""
            guard let key = CommuneCode(rawValue: text) else {
                problems.append(
                    SourceProblem(
                        file: path, line: line,
                        .invalid(InvalidCode(value: text, expectation: CommuneCode.expectation), column: code)))
                continue
            }
            guard let blob: Data = row["shape"], let geometry = MultiPolygon(blob: [UInt8](blob)) else {
                problems.append(SourceProblem(file: path, line: line, .missingPolygon(text)))
                continue
            }
            found.append(
                NamedShape(line: line, code: key, name: (row["name"] ?? "").straightApostrophes, geometry: geometry))
        }
        return found
    }

    private static func match(_ names: [String], _ wanted: [String]) -> String? {
        wanted.lazy.compactMap { wish in names.first { $0.lowercased() == wish.lowercased() } }.first
    }

    /// A name of the file’s own as SQL writes it: never anything but a name.
    private func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}

extension LocalizedText {
    static let unreadableVector = LocalizedText(
        fr:
            "SpatiaLite ne lit pas ce fichier\u{202F}; un GeoPackage (.gpkg) ou un Shapefile (.shp avec .shx et .dbf) est "
            + "attendu",
        en:
            "SpatiaLite cannot read this file; a GeoPackage (.gpkg) or a Shapefile (.shp with .shx and .dbf) is expected"
    )
}
