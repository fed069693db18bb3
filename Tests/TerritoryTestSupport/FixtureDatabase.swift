public import TerritoryBuild
public import TerritoryKit

/// The fixture country as a database, made by the real importers and the real builder; each test has its own copy.
public final class FixtureDatabase: Sendable {
    public static let fileName = "territory.sqlite"
    public static let buildDate = "2026-02-03"

    public let country: FixtureCountry
    public let database: TerritoryDatabase

    public var path: String { country.directory.path + "/" + Self.fileName }

    /// Copies what the first test made.
    public init() throws {
        country = try FixtureCountry(copying: try Self.made.get())
        database = try TerritoryDatabase(path: country.directory.path + "/" + Self.fileName)
    }

    /// Imports and builds once; every copy has these bytes.
    private static let made = Result {
        let country = try FixtureCountry()
        try country.runImport()
        try country.build()
        return try FileTree(of: country.directory.path)
    }
}

extension FixtureCountry {
    public func readPackage(acceptsEdits: Bool = false) throws -> DataPackage {
        try DataPackage(directory: package, acceptsEdits: acceptsEdits)
    }

    /// Builds the database of the package in the folder of the country.
    @discardableResult
    public func build(acceptsEdits: Bool = false) throws -> TerritoryDatabase {
        guard let date = CivilDate(FixtureDatabase.buildDate) else { throw FixtureError(message: "not a date") }
        let path = directory.path + "/" + FixtureDatabase.fileName
        let builder = TerritoryDatabaseBuilder(path: path, date: date)
        _ = try builder.build(from: try readPackage(acceptsEdits: acceptsEdits))
        return try TerritoryDatabase(path: path)
    }
}
