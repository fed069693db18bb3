/// What tells a database of the project from any other file.
package enum DatabaseFormat {
    /// Raised whenever a database made before can no longer be read; docs/database.md has the history.
    package static let version = 5
    /// « TERR », so that a file can be told from any other SQLite database.
    package static let applicationID = 0x5445_5252

    /// Tables with a shape, in EPSG:4326.
    package static let spatialTables = ["region", "departement", "arrondissement", "epci", "commune", "qpv"]
}
