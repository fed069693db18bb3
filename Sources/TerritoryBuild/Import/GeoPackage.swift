internal import GRDB
internal import TerritoryFormats

/// A GeoPackage (OGC 12-128): layers in an SQLite database, listed in tables of the standard.
///
/// What the lists say is taken for text: SQLite lets anything stand in any column. Only tables are read, as their rows
/// have an end; those of a view need not.
struct GeoPackage {
    let path: String

    private struct Listed {
        var table: String
        var codeColumn: String
        var geometryColumn: String?
        var system: String?
    }

    func layer(_ db: Database) throws -> VectorFile.Layer {
        // A name alone could be taken for a URI, or for memory.
        try db.execute(
            sql: "ATTACH DATABASE ? AS package", arguments: [path.hasPrefix("/") ? path : "./" + path])
        guard try isTable("gpkg_geometry_columns", db), try isTable("gpkg_spatial_ref_sys", db) else {
            throw refusal(.unreadableVector)
        }
        let listed = try layersOfCommunes(db)
        guard let first = listed.first else {
            throw refusal(.missingProperty(oneOf: ShapeFile.communeProperties))
        }
        let named = listed.filter { ["commune", "communes"].contains($0.table.lowercased()) }
        guard let layer = listed.count == 1 ? first : named.count == 1 ? named[0] : nil else {
            throw refusal(.severalLayers(listed.map(\.table)))
        }
        let columns = try columns(of: layer.table, db)
        guard let geometry = layer.geometryColumn, columns.contains(geometry) else {
            throw refusal(.noGeometryColumn(layer.geometryColumn ?? "", in: layer.table))
        }
        return VectorFile.Layer(
            table: "package.\(VectorFile.quoted(layer.table))", codeColumn: layer.codeColumn,
            shape: "GeomFromGPB(\(VectorFile.quoted(geometry)))", system: try system(layer.system ?? "", db),
            missingSystemFile: nil)
    }

    /// The layers whose features have a code: files of several levels repeat that of the commune in the others.
    private func layersOfCommunes(_ db: Database) throws -> [Listed] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(srs_id AS TEXT)
                FROM package.gpkg_geometry_columns WHERE table_name IS NOT NULL ORDER BY table_name
                """)
        return try rows.compactMap { row in
            // A column that may hold nothing by its schema does in a damaged file.
            guard let table = try row.decode(String?.self, atIndex: 0), try isTable(table, db),
                let code = VectorFile.match(try columns(of: table, db), ShapeFile.communeProperties)
            else { return nil }
            return try Listed(
                table: table, codeColumn: code, geometryColumn: row.decode(atIndex: 1), system: row.decode(atIndex: 2))
        }
    }

    /// What the file’s own list of systems says of one.
    private func system(_ id: String, _ db: Database) throws -> CoordinateSystem {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT CAST(organization AS TEXT), CAST(organization_coordsys_id AS TEXT), CAST(definition AS TEXT)
                FROM package.gpkg_spatial_ref_sys WHERE CAST(srs_id AS TEXT) = ?
                """, arguments: [id])
        let organization = try row?.decode(String?.self, atIndex: 0) ?? "EPSG"
        let number = try row?.decode(String?.self, atIndex: 1) ?? id
        let definition = try row?.decode(String?.self, atIndex: 2) ?? ""
        let registered = organization.uppercased() == "EPSG" ? Int(number).map(CoordinateSystem.init(epsg:)) : nil
        let name = registered == nil && !definition.isEmpty ? CoordinateSystem.name(in: definition) : "EPSG:\(number)"
        return try VectorFile.known(
            [registered, CoordinateSystem(wellKnownText: definition)], name: name, of: path, db)
    }

    private func isTable(_ name: String, _ db: Database) throws -> Bool {
        let sql = try String.fetchOne(
            db, sql: "SELECT CAST(sql AS TEXT) FROM package.sqlite_master WHERE type = 'table' AND name = ?",
            arguments: [name])
        return sql.map { !$0.uppercased().hasPrefix("CREATE VIRTUAL") } ?? false
    }

    /// Those that hold values: a computed one is not listed.
    private func columns(of table: String, _ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT CAST(name AS TEXT) FROM pragma_table_info(?, 'package')", arguments: [table])
    }

    private func refusal(_ message: LocalizedText) -> ImportError {
        ImportError([SourceProblem(file: path, message)])
    }
}

extension LocalizedText {
    fileprivate static func severalLayers(_ names: [String]) -> LocalizedText {
        LocalizedText(
            fr:
                "plusieurs couches ont un code de commune\u{202F}: \(names.joined(separator: ", "))\u{202F}; une seule, ou une "
                + "qui s’appelle «\u{202F}commune\u{202F}», est attendue",
            en: "several layers have a code of a commune: \(names.joined(separator: ", ")); one alone, or one called "
                + "“commune”, is expected")
    }

    fileprivate static func noGeometryColumn(_ name: String, in table: String) -> LocalizedText {
        LocalizedText(
            fr: "la couche \(table.inFrenchQuotes) n’a pas la colonne de géométrie annoncée, \(name.inFrenchQuotes)",
            en: "layer \(table.inEnglishQuotes) lacks the column of shapes that is announced, \(name.inEnglishQuotes)")
    }
}
