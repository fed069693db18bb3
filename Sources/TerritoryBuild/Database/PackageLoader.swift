internal import CSpatialite
internal import GRDB
internal import TerritoryFormats

/// Writes a package into the tables of a new database.
///
/// Rows that take computing are made beside the writing of those that stand in the package.
struct PackageLoader {
    let package: DataPackage
    let computed: ComputedRows

    func load(into db: Database) throws {
        // SpatiaLite’s would check each shape, and note the hour; ours are made to its rules.
        sqlite3_enable_triggers(db.sqliteConnection, 0)
        defer { sqlite3_enable_triggers(db.sqliteConnection, 1) }
        let computedTables = Set(computed.tables.map(\.name))
        for schema in Tables.all where !computedTables.contains(schema.name) {
            try write(package.rows(schema), of: schema, into: db)
        }
        for table in computed.tables {
            try RowWriter(db, table: table.name, columns: table.columns).write(table.rows.value)
        }
    }

    private func write(_ rows: [Table.Row], of schema: TableSchema, into db: Database) throws {
        guard !rows.isEmpty else { return }
        let writer = try RowWriter(db, table: schema.name, columns: schema.fields.map(\.name))
        var batch = RowBatch()
        for first in stride(from: 0, to: rows.count, by: 4096) {
            for row in rows[first..<min(first + 4096, rows.count)] { batch.append(row, of: schema) }
            try writer.write(batch)
            batch.removeAll()
        }
    }
}
