import Foundation
import TerritoryTestSupport

/// A folder with the database of the committed package, built once by the command itself.
enum DefaultDatabase {
    static let folder = Result { () throws -> TemporaryDirectory in
        let folder = try TemporaryDirectory()
        let build = try Command.territory(
            ["build", "--data", Repository.root, "--database", "territory.sqlite"], directory: folder.path
        ).run()
        guard build.status == 0 else { throw FixtureError(message: build.messages) }
        return folder
    }

    /// Runs `territory` where it finds that database; the locale is C unless the test says otherwise.
    static func territory(_ arguments: [String], environment: [String: String] = ["LC_ALL": "C"]) throws
        -> Command.Outcome
    {
        try Command.territory(arguments, environment: environment, directory: folder.get().path).run()
    }
}
