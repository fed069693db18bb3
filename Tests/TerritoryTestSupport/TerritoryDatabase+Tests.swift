package import GRDB
internal import TerritoryBuild
package import TerritoryKit

extension TerritoryDatabase {
    /// The communes of an expression, as they are.
    package func communes(of text: String, on date: CivilDate? = nil) throws -> KnownSet {
        try communes(of: SetExpression(text), text: text, on: date).0
    }

    /// Asks a question with the functions of SpatiaLite, through a connection of its own.
    package func readSpatially<Answer: Sendable>(_ question: @Sendable (Database) throws -> Answer) throws -> Answer {
        try DatabaseQueue(path: path, configuration: SpatialiteConnection.configuration(readonly: true)).read(question)
    }
}

/// A database in memory with the functions of SpatiaLite and the systems that the service tells positions in.
package enum SpatialReference {
    package static func read<Answer: Sendable>(_ question: @Sendable (Database) throws -> Answer) throws -> Answer {
        try DatabaseQueue(configuration: SpatialiteConnection.configuration()).inDatabase { db in
            try db.execute(
                sql: "SELECT InitSpatialMetaData(1, 'WGS84'), InsertEpsgSrid(2154), InsertEpsgSrid(3857)")
            return try question(db)
        }
    }
}
