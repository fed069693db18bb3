internal import GRDB
internal import TerritoryKit

/// Runs the checks of the build again, on a database that may have been damaged or edited since.
public struct DatabaseVerifier: Sendable {
    public var path: String

    public init(path: String) { self.path = path }

    /// - Throws: `StorageError` if the file cannot be read, ``SpatialiteError`` if SpatiaLite does not load.
    public func verify() throws -> VerificationAnswer {
        let file = try HeldFile(path)
        let stamp = try TerritoryDatabase(file).stamp
        return try file.reading {
            let checks = try DatabaseQueue(
                path: file.uri, configuration: SpatialiteConnection.configuration(readonly: true)
            )
            .read { try Verification(db: $0).checks(of: file) }
            return VerificationAnswer(checks: checks, data: stamp)
        }
    }
}
