internal import TerritoryKit

/// A table of the database: what makes it, and what `docs/database.md` says of it.
package struct DatabaseTable: Sendable {
    package struct Column: Sendable {
        package var name: String
        /// What SQL says of it after its name.
        package var definition: String
        package var description: String

        init(_ name: String, _ definition: String, _ description: String) {
            (self.name, self.definition, self.description) = (name, definition, description)
        }
    }

    package struct Reference: Sendable {
        package var column: String
        package var table: String
        package var target: String
    }

    package var name: String
    package var title: String
    package var columns: [Column]
    package var primaryKey: [String]
    package var references: [Reference]

    /// The tables of the data package, with what the build adds to them, then those of the build alone; each comes
    /// after those it refers to.
    package static let all = Tables.all.map(Self.init) + added

    init(_ name: String, _ title: String, key: [String], references: [Reference] = [], _ columns: [Column]) {
        (self.name, self.title, self.columns, self.primaryKey) = (name, title, columns, key)
        self.references = references
    }

    private init(_ table: TableSchema) {
        self.init(
            table.name, table.title, key: table.primaryKey,
            references: table.references.map { Reference(column: $0.field, table: $0.table, target: $0.target) },
            table.fields.map(Column.init) + Self.computedColumns(of: table.name))
    }

    /// Tables with a shape have the column `geometry`, a MULTIPOLYGON in EPSG:4326, a row number, and a spatial index.
    package var isSpatial: Bool { DatabaseFormat.spatialTables.contains(name) }

    var sql: String {
        var lines = isSpatial ? ["id INTEGER PRIMARY KEY"] : []
        lines += columns.map { "\($0.name) \($0.definition)" }
        if !primaryKey.isEmpty {
            lines.append("\(isSpatial ? "UNIQUE" : "PRIMARY KEY") (\(primaryKey.joined(separator: ", ")))")
        }
        lines += references.map { "FOREIGN KEY (\($0.column)) REFERENCES \($0.table) (\($0.target))" }
        let options = isSpatial ? "" : primaryKey.isEmpty ? " STRICT" : " STRICT, WITHOUT ROWID"
        return "CREATE TABLE \(name) (\n  \(lines.joined(separator: ",\n  "))\n)\(options)"
    }

    /// One for each reference that does not lead the key.
    ///
    /// Rows with a shape are long, and a page that is read is copied. Their indexes have the code too, so that who is
    /// where is answered without them, and one has every column, so that the whole table is read without its shapes.
    var indexSQL: [String] {
        let references = references.filter { primaryKey.first != $0.column }.map { reference in
            let columns = reference.column + (isSpatial ? ", code" : "")
            return "CREATE INDEX \(name)_\(reference.column) ON \(name) (\(columns))"
        }
        guard isSpatial else { return references }
        let columns = primaryKey + columns.map(\.name).filter { !primaryKey.contains($0) }
        return references + ["CREATE INDEX \(name)_columns ON \(name) (\(columns.joined(separator: ", ")))"]
    }

    /// Columns that the build computes.
    ///
    /// The région, EPCI and population of a commune stand beside it, where questions on all communes and whoever opens
    /// the layer find them; the tables that they come from are the content.
    private static func computedColumns(of table: String) -> [Column] {
        let area = Column(
            "area_m2", "REAL CHECK (area_m2 > 0)",
            "computed: square metres on the ellipsoid, from generalised boundaries; NULL without a shape")
        switch table {
        case "commune":
            return [
                Column("region", "TEXT NOT NULL", "computed: région of its département"),
                Column("epci", "TEXT", "computed: its EPCI; NULL where it has none"),
                Column(
                    "municipal_population", "INTEGER CHECK (municipal_population >= 0)",
                    "computed: inhabitants, from population; NULL where it is unknown"),
                Column(
                    "in_scope", "INTEGER NOT NULL CHECK (in_scope IN (0, 1))",
                    "computed: 0 for a commune outside the scope, which an EPCI of the scope has as a member"),
                Column("code_since", "TEXT", "computed: first day of its code; NULL before 1943"),
                Column("perimeter_since", "TEXT", "computed: first day of its perimeter; NULL before 1943"),
                area,
            ]
        case "region", "departement", "arrondissement", "epci":
            return [
                Column(
                    "is_complete", "INTEGER NOT NULL CHECK (is_complete IN (0, 1))",
                    "computed: whether every commune of it is in the file; where not, it has neither shape nor totals"),
                area,
            ]
        case "qpv": return [area]
        case "qpv_commune":
            return [
                Column(
                    "area_m2", "REAL CHECK (area_m2 >= 0)",
                    "computed: square metres of the QPV in the commune; NULL without a shape")
            ]
        default: return []
        }
    }
}

extension DatabaseTable.Column {
    fileprivate init(_ field: TableSchema.Field) {
        let name = field.name
        let definition =
            switch field.kind {
            case .integer(let bounds): "INTEGER CHECK (\(name) >= \(bounds.lowerBound))"
            case .number: "REAL"
            case .flag: "INTEGER CHECK (\(name) IN (0, 1))"
            case .choice(let values):
                "TEXT CHECK (\(name) IN (\(values.map { "'\($0)'" }.joined(separator: ", "))))"
            case .text, .date, .code: "TEXT"
            }
        self.init(name, definition + (field.isRequired ? " NOT NULL" : ""), field.description)
    }
}

extension DatabaseTable.Reference {
    static func to(_ table: String, _ target: String = "code", from column: String) -> Self {
        Self(column: column, table: table, target: target)
    }
}
