import Foundation
import TerritoryTestSupport
import TerritoryBuild
import TerritoryKit

/// The database of the committed package, built once for all the tests that ask it.
enum DefaultDatabase {
    private static let directory = Result { try TemporaryDirectory() }

    private static let built = Result {
        let folder = try directory.get().path
        atexit {
            if let folder = try? DefaultDatabase.directory.get().path {
                try? FileManager.default.removeItem(atPath: folder)
            }
        }
        let path = folder + "/territory.sqlite"
        let date = CivilDate(unchecked: 2026, 1, 1)
        let package = try DataPackage(directory: Repository.root)
        _ = try TerritoryDatabaseBuilder(path: path, date: date).build(from: package)
        return try TerritoryDatabase(path: path)
    }

    static func open() throws -> TerritoryDatabase { try built.get() }
}
