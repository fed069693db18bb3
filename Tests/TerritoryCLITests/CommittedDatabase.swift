import TerritoryTestSupport
import TerritoryKit

/// The database of the committed package, built once by the command itself.
enum CommittedDatabase {
    /// The folder that holds `territory.sqlite`.
    static let folder = Result { () throws -> TemporaryDirectory in
        let folder = try TemporaryDirectory()
        let build = try Command.territory(
            ["build", "--data", Repository.root, "--database", "territory.sqlite"], directory: folder.path
        ).run()
        guard build.status == 0 else { throw FixtureError(message: build.messages) }
        return folder
    }

    /// Runs `territory` beside the database, on a day soon after the rules were checked.
    static func territory(
        _ arguments: [String], environment: [String: String] = ["LC_ALL": "en_US.UTF-8"], input: String = ""
    ) throws -> Command.Outcome {
        var command = try Command.territory(
            arguments, environment: environment.merging(["SOURCE_DATE_EPOCH": "1796083200"]) { given, _ in given },
            directory: try folder.get().path)
        command.input = input
        return try command.run()
    }
}
