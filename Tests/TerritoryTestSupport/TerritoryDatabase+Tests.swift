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
