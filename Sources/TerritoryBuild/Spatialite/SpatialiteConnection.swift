internal import CSpatialite
package import GRDB
internal import TerritoryKit

/// Loads SpatiaLite into a connection; every connection, reader or writer, goes through here.
package enum SpatialiteConnection {
    package static func configuration(readonly: Bool = false) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { try attach(to: $0) }
        return configuration
    }

    static func attach(to db: Database) throws {
        guard let connection = db.sqliteConnection, let library = SpatialiteLibrary.shared,
            let cache = library.attach(to: connection)
        else { throw SpatialiteError() }
        // GRDB has no hook for the end of a connection: SQLite frees the cache when it drops this function.
        let code = sqlite3_create_function_v2(
            connection, "territory_spatialite_cache", 0, SQLITE_UTF8, cache,
            { context, _, _ in sqlite3_result_null(context) }, nil, nil,
            { cache in SpatialiteLibrary.shared?.cleanUpConnection(cache) })
        guard code == SQLITE_OK else { throw SpatialiteError() }
        // spatialite_init_ex resets the busy timeout.
        sqlite3_busy_timeout(connection, 5000)
    }
}
