internal import GRDB
internal import TerritoryKit

/// The tables of the database: those of the data package, and what the build adds to them.
enum Schema {
    /// Columns that the build computes.
    ///
    /// The région, EPCI and population of a commune stand beside it, where questions on all communes and whoever opens the
    /// layer find them; the tables that they come from are the content. `area_m2` is in square metres on the ellipsoid, and NULL for a territory without a shape. `is_complete` says
    /// that every commune of the territory is in the file: a région of which the file has a few communes only has
    /// neither shape nor totals.
    private static func computedColumns(of table: String) -> [String] {
        switch table {
        case "commune":
            [
                "region TEXT NOT NULL", "epci TEXT", "municipal_population INTEGER CHECK (municipal_population >= 0)",
                "in_scope INTEGER NOT NULL CHECK (in_scope IN (0, 1))", "code_since TEXT", "perimeter_since TEXT",
                "area_m2 REAL CHECK (area_m2 > 0)",
            ]
        case "region", "departement", "arrondissement", "epci":
            ["is_complete INTEGER NOT NULL CHECK (is_complete IN (0, 1))", "area_m2 REAL CHECK (area_m2 > 0)"]
        case "qpv": ["area_m2 REAL CHECK (area_m2 > 0)"]
        // The ground of the QPV in the commune.
        case "qpv_commune": ["area_m2 REAL CHECK (area_m2 >= 0)"]
        default: []
        }
    }

    /// Within a transaction.
    static func create(in db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(DatabaseFormat.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(DatabaseFormat.version)")
        try require(db, "SELECT InitSpatialMetaData(0, 'NONE')")
        try require(db, "SELECT InsertEpsgSrid(4326)")
        for table in Tables.all { try create(table, in: db) }
        for sql in fixedTables { try db.execute(sql: sql) }
    }

    private static func create(_ table: TableSchema, in db: Database) throws {
        let isSpatial = DatabaseFormat.spatialTables.contains(table.name)
        var lines = isSpatial ? ["id INTEGER PRIMARY KEY"] : []
        lines += table.fields.map(column) + computedColumns(of: table.name)
        if !table.primaryKey.isEmpty {
            let kind = isSpatial ? "UNIQUE" : "PRIMARY KEY"
            lines.append("\(kind) (\(table.primaryKey.joined(separator: ", ")))")
        }
        lines += table.references.map { "FOREIGN KEY (\($0.field)) REFERENCES \($0.table) (\($0.target))" }
        let hasKey = !isSpatial && !table.primaryKey.isEmpty
        let options = isSpatial ? "" : hasKey ? " STRICT, WITHOUT ROWID" : " STRICT"
        try db.execute(sql: "CREATE TABLE \(table.name) (\n  \(lines.joined(separator: ",\n  "))\n)\(options)")
        guard isSpatial else { return }
        // AddGeometryColumn answers 0 where it fails; it does not raise.
        try require(db, "SELECT AddGeometryColumn('\(table.name)', 'geometry', 4326, 'MULTIPOLYGON', 'XY')")
    }

    private static func column(_ field: TableSchema.Field) -> String {
        var text = field.name
        switch field.kind {
        case .integer(let minimum):
            text += " INTEGER" + (minimum.map { " CHECK (\(field.name) >= \($0))" } ?? "")
        case .number: text += " REAL"
        case .flag: text += " INTEGER CHECK (\(field.name) IN (0, 1))"
        case .choice(let values):
            text += " TEXT CHECK (\(field.name) IN (\(values.map { "'\($0)'" }.joined(separator: ", "))))"
        case .text, .date, .code: text += " TEXT"
        }
        return text + (field.isRequired ? " NOT NULL" : "")
    }

    /// After the rows, in one pass each.
    ///
    /// Rows with a shape are long: their indexes have the code too, so that who is where is answered without them.
    static func createIndexes(in db: Database) throws {
        for table in Tables.all {
            let more = DatabaseFormat.spatialTables.contains(table.name) ? ", code" : ""
            for reference in table.references where table.primaryKey.first != reference.field {
                let field = reference.field
                try db.execute(sql: "CREATE INDEX \(table.name)_\(field) ON \(table.name) (\(field)\(more))")
            }
        }
    }

    static func createSpatialIndexes(in db: Database) throws {
        for table in DatabaseFormat.spatialTables { try require(db, "SELECT CreateSpatialIndex('\(table)', 'geometry')") }
    }

    /// Removes the triggers that check the names of new layers and note the day of the last change.
    ///
    /// They are half of the schema, which every question reads first, and a file that is not written to needs none of
    /// them. Those that keep shapes and spatial indexes together stay, for whoever edits a copy.
    static func dropMetadataTriggers(in db: Database) throws {
        let triggers = try Row.fetchAll(db, sql: "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        for trigger in triggers {
            let (name, table): (String, String) = (trigger[0], trigger[1])
            guard !DatabaseFormat.spatialTables.contains(table) || name.hasPrefix("tm") else { continue }
            try db.execute(sql: "DROP TRIGGER \"\(name)\"")
        }
    }

    private static func require(_ db: Database, _ sql: String) throws {
        guard try Int.fetchOne(db, sql: sql) == 1 else { throw SpatialiteError() }
    }

    private static let fixedTables = [
        "CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        // A programme with its rules, as JSON: what a file of data/rules/ says, checked.
        "CREATE TABLE programme (code TEXT PRIMARY KEY, rules TEXT NOT NULL) STRICT, WITHOUT ROWID",
        """
        CREATE TABLE source (
          path TEXT NOT NULL, role TEXT NOT NULL, title TEXT NOT NULL, publisher TEXT NOT NULL,
          license TEXT NOT NULL, license_url TEXT NOT NULL, vintage TEXT NOT NULL, date TEXT NOT NULL,
          code_vintage INTEGER, raw_file TEXT NOT NULL, raw_sha256 TEXT NOT NULL,
          PRIMARY KEY (path, role)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE search_name (
          kind TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
          PRIMARY KEY (folded, kind, code, name)
        ) STRICT, WITHOUT ROWID
        """,
        // Point locators, ready to be asked in memory: the codes of their shapes, separated by spaces, and their bytes.
        """
        CREATE TABLE locator (kind TEXT PRIMARY KEY, codes TEXT NOT NULL, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID
        """,
        // The classes of all communes in a zoning: the codes of the classes, a line each, and for each commune, in the
        // order of the codes, the place of its class from 1; 0 where it is not known.
        """
        CREATE TABLE zoning_column (
          zoning TEXT PRIMARY KEY REFERENCES zoning (code), classes TEXT NOT NULL, places BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        // Communes that touch, each pair both ways; is_border tells a border of positive length from common points.
        """
        CREATE TABLE commune_neighbour (
          commune TEXT NOT NULL REFERENCES commune (code), neighbour TEXT NOT NULL REFERENCES commune (code),
          is_border INTEGER NOT NULL CHECK (is_border IN (0, 1)), PRIMARY KEY (commune, neighbour)
        ) STRICT, WITHOUT ROWID
        """,
        // Any territory is a set of communes: one view answers for all kinds.
        """
        CREATE VIEW territory_commune (kind, code, commune) AS
          \(TerritoryKind.allCases.map { "SELECT '\($0.rawValue)', code, commune FROM (\($0.membersSQL))" }
            .joined(separator: "\n  UNION ALL "))
        """,
        """
        CREATE VIEW territory (kind, code, name, is_complete) AS
          SELECT 'commune', code, name, 1 FROM commune
          UNION ALL SELECT 'epci', code, name, is_complete FROM epci
          UNION ALL SELECT 'arrondissement', code, name, is_complete FROM arrondissement
          UNION ALL SELECT 'departement', code, name, is_complete FROM departement
          UNION ALL SELECT 'region', code, name, is_complete FROM region
          UNION ALL SELECT 'qpv', code, name, 1 FROM qpv
          UNION ALL SELECT 'grouping', code, name,
            NOT EXISTS (SELECT 1 FROM grouping_member JOIN departement ON departement.code = grouping_member.departement
                        WHERE grouping_member.grouping = grouping.code AND departement.is_complete = 0)
            FROM grouping
        """,
    ]
}
