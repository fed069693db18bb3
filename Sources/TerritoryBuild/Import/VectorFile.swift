internal import Foundation
internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// Boundaries in a GeoPackage or a Shapefile, read through SpatiaLite’s own virtual tables, so that the full-resolution
/// files of IGN ADMIN EXPRESS can take the place of the generalised ones.
///
/// Codes and shapes alone are read: names come from the code officiel géographique.
struct VectorFile {
    let path: String

    /// Where the shapes of a file are, once its layer and its columns are known.
    struct Layer {
        /// As SQL writes it.
        var table: String
        var codeColumn: String
        /// An expression of SQL that gives the shape.
        var shape: String
        var system: CoordinateSystem
        /// The file that would name the system, where it is missing: degrees are then taken for granted.
        var missingSystemFile: String?
    }

    static func canRead(_ path: String) -> Bool {
        path.lowercased().hasSuffix(".gpkg") || path.lowercased().hasSuffix(".shp")
    }

    /// The communes of the file, in WGS 84; a “line” is the number of the row.
    func communes(_ problems: inout [SourceProblem]) -> [NamedShape<CommuneCode>] {
        do {
            let queue = try DatabaseQueue(configuration: SpatialiteConnection.configuration())
            return try queue.inDatabase { db in
                try db.execute(sql: "SELECT InitSpatialMetaData(1, 'WGS84')")
                let layer =
                    path.lowercased().hasSuffix(".shp")
                    ? try Shapefile(path: path).layer(db) : try GeoPackage(path: path).layer(db)
                return try communes(db, in: layer, &problems)
            }
        } catch let error as ImportError {
            problems += error.problems
        } catch {
            problems.append(SourceProblem(file: path, .unreadableVector))
        }
        return []
    }

    private func communes(
        _ db: Database, in layer: Layer, _ problems: inout [SourceProblem]
    ) throws -> [NamedShape<CommuneCode>] {
        let epsg = layer.system.epsg
        let shape =
            epsg == CoordinateSystem.wgs84.epsg
            ? "SetSRID(\(layer.shape), 4326)" : "ST_Transform(SetSRID(\(layer.shape), \(epsg)), 4326)"
        let code = Self.quoted(layer.codeColumn)
        let rows = try Row.fetchCursor(
            db, sql: "SELECT CAST(\(code) AS TEXT) AS code, CastToXY(\(shape)) AS shape FROM \(layer.table)")
        var found: [NamedShape<CommuneCode>] = []
        var line = 0
        while let row = try rows.next() {
            line += 1
            let text = try row.decode(String?.self, forColumn: "code") ?? ""
            guard let key = CommuneCode(rawValue: text) else {
                let code = InvalidCode(value: text, expectation: CommuneCode.expectation)
                problems.append(SourceProblem(file: path, line: line, .invalid(code, column: layer.codeColumn)))
                continue
            }
            let blob = try row.decode(Data?.self, forColumn: "shape").map { [UInt8]($0) }
            if let geometry = blob.flatMap({ MultiPolygon(blob: $0) }) {
                found.append(NamedShape(line: line, code: key, name: "", geometry: geometry))
            } else if let place = blob.flatMap(SpatialiteBlob.cornerOffGlobe) {
                // The others would be the same story.
                throw ImportError([
                    SourceProblem(file: path, line: line, .offGlobe(place, missing: layer.missingSystemFile))
                ])
            } else {
                problems.append(SourceProblem(file: path, line: line, .missingPolygon(text)))
            }
        }
        return found
    }

    /// The system that a file means, if SpatiaLite can turn it into degrees.
    ///
    /// - Parameters:
    ///   - candidates: What the file says of it in several ways.
    ///   - name: What it calls it.
    ///   - path: The file.
    ///   - db: With SpatiaLite’s list of systems.
    /// - Returns: The first that is known.
    /// - Throws: `ImportError` for none that is known.
    static func known(
        _ candidates: [CoordinateSystem?], name: String, of path: String, _ db: Database
    ) throws -> CoordinateSystem {
        for case let system? in candidates {
            let isListed = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM spatial_ref_sys WHERE srid = ?)", arguments: [system.epsg])
            if isListed == true { return system }
            let isAdded = try Int.fetchOne(db, sql: "SELECT InsertEpsgSrid(?)", arguments: [system.epsg])
            if isAdded == 1 { return system }
        }
        throw ImportError([SourceProblem(file: path, .unknownSystem(name))])
    }

    static func match(_ names: [String], _ wanted: [String]) -> String? {
        wanted.lazy.compactMap { wish in names.first { $0.lowercased() == wish.lowercased() } }.first
    }

    /// A name of the file’s own as SQL writes it: never anything but a name.
    static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}

extension LocalizedText {
    fileprivate static func offGlobe(_ position: Position, missing file: String?) -> LocalizedText {
        let problem = GeoJSONProblem.outOfRange(position)
        guard let file else { return problem }
        return LocalizedText(
            fr: "\(problem.fr) \(file) manque, qui nommerait leur système",
            en: "\(problem.en) \(file) is missing, which would name their system")
    }

    static let unreadableVector = LocalizedText(
        fr:
            "SpatiaLite ne lit pas ce fichier\u{202F}; un GeoPackage (.gpkg) ou un Shapefile (.shp avec .shx et .dbf) est "
            + "attendu",
        en:
            "SpatiaLite cannot read this file; a GeoPackage (.gpkg) or a Shapefile (.shp with .shx and .dbf) is expected"
    )
}
