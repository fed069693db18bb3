internal import GRDB
internal import TerritoryKit

/// Makes the empty database, then what is made after its rows.
enum Schema {
    /// Within a transaction.
    static func create(in db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(DatabaseFormat.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(DatabaseFormat.version)")
        try require(db, "SELECT InitSpatialMetaData(0, 'NONE')")
        try require(db, "SELECT InsertEpsgSrid(4326)")
        for table in DatabaseTable.all {
            try db.execute(sql: table.sql)
            guard table.isSpatial else { continue }
            // AddGeometryColumn answers 0 where it fails; it does not raise.
            try require(db, "SELECT AddGeometryColumn('\(table.name)', 'geometry', 4326, 'MULTIPOLYGON', 'XY')")
        }
        for view in DatabaseView.all { try db.execute(sql: view.sql) }
    }

    /// After the rows, in one pass each; not those of the tables that the build alone fills, whose keys answer for them.
    static func createIndexes(in db: Database) throws {
        let added = Set(DatabaseTable.added.map(\.name))
        for table in DatabaseTable.all where !added.contains(table.name) {
            for sql in table.indexSQL { try db.execute(sql: sql) }
        }
    }

    static func createSpatialIndexes(in db: Database) throws {
        for table in DatabaseFormat.spatialTables {
            try require(db, "SELECT CreateSpatialIndex('\(table)', 'geometry')")
        }
    }

    /// Removes the triggers that check the names of new layers and note the day of the last change.
    ///
    /// They are half of the schema, which every question reads first, and a file that is not written to needs none of
    /// them. Those that keep shapes and spatial indexes together stay, for whoever edits a copy.
    static func dropMetadataTriggers(in db: Database) throws {
        let triggers = try Row.fetchAll(db, sql: "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        for trigger in triggers {
            let (name, table) = try (trigger.decode(String.self, atIndex: 0), trigger.decode(String.self, atIndex: 1))
            guard !DatabaseFormat.spatialTables.contains(table) || name.hasPrefix("tm") else { continue }
            try db.execute(sql: "DROP TRIGGER \"\(name)\"")
        }
    }

    private static func require(_ db: Database, _ sql: String) throws {
        guard try Int.fetchOne(db, sql: sql) == 1 else { throw SpatialiteError() }
    }
}
