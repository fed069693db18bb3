internal import Foundation
internal import GRDB

/// A database made by ``TerritoryDatabaseBuilder``, open for questions; it is never written to.
public struct TerritoryDatabase: Sendable {
    private let reader: any DatabaseReader
    private let configuration: Configuration
    let atlasCache = AtlasCache()
    let locators = LocatorCache()
    public let path: String
    public let stamp: DataStamp

    /// - Parameters:
    ///   - path: Where the database stands.
    ///   - maximumReaders: How many questions can be asked at once; others wait. One opens fastest.
    /// - Throws: ``StorageError`` if there is no such file, if it is another kind of file, or of another format.
    public init(path: String, maximumReaders: Int = 4) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw StorageError.missing(path) }
        configuration = Self.configuration(maximumReaders: maximumReaders)
        do {
            // A pool opens one connection more than it needs for one question.
            reader =
                if maximumReaders > 1 { try DatabasePool(path: path, configuration: configuration) } else {
                    try DatabaseQueue(path: path, configuration: configuration)
                }
            stamp = try reader.read { db in
                guard try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
                    throw StorageError.notATerritoryDatabase(path)
                }
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                guard version == Schema.version else {
                    throw StorageError.otherVersion(path, found: version, expected: Schema.version)
                }
                return try DataStamp(db)
            }
        } catch let error as DatabaseError {
            throw error.resultCode == .SQLITE_NOTADB
                ? StorageError.notATerritoryDatabase(path) : StorageError.unreadable(path)
        }
        self.path = path
    }

    /// Questions are asked of sets, locators and columns: only the checks need SpatiaLite’s functions.
    private static func configuration(maximumReaders: Int) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.maximumReaderCount = maximumReaders
        if maximumReaders == 1 {
            // Pages are then read where the system has them. Not for long: should another process cut the file short,
            // this one would be stopped.
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA mmap_size = 1073741824") }
        }
        return configuration
    }

    /// Asks the same question of several parts at once, each through a connection of its own.
    ///
    /// - Returns: The answers in the order of the parts.
    func readBeside<Part: Sendable, Answer: Sendable>(
        _ parts: [Part], _ question: @Sendable (Database, Part) throws -> Answer
    ) throws -> [Answer] {
        let answers = Array(parts.indices).parallelMap { index in
            Result {
                if index == 0 { return try read { try question($0, parts[index]) } }
                return try DatabaseQueue(path: path, configuration: configuration).read {
                    try question($0, parts[index])
                }
            }
        }
        do {
            return try answers.map { try $0.get() }
        } catch is DatabaseError {
            throw StorageError.unreadable(path)
        }
    }

    /// Asks one question of one consistent state.
    func read<Answer: Sendable>(_ question: @Sendable (Database) throws -> Answer) throws -> Answer {
        do {
            return try reader.read(question)
        } catch is DatabaseError {
            throw StorageError.unreadable(path)
        }
    }

    /// Asks a question with the functions of SpatiaLite, through a connection of its own.
    func readSpatially<Answer: Sendable>(_ question: @Sendable (Database) throws -> Answer) throws -> Answer {
        do {
            return try DatabaseQueue(path: path, configuration: SpatialiteConnection.configuration(readonly: true))
                .read(question)
        } catch is DatabaseError {
            throw StorageError.unreadable(path)
        }
    }

    /// Runs every check of the build again.
    public func verify() throws -> VerificationAnswer {
        try readSpatially { [stamp] in VerificationAnswer(checks: try Verification(db: $0).checks(), data: stamp) }
    }

    public func sources() throws -> SourcesAnswer {
        try read { [stamp] db in
            let sources = try Row.fetchAll(db, sql: "SELECT * FROM source ORDER BY path, role").map(DataSource.init)
            let entries = try metadata(db)
            let documents = try Row.fetchAll(db, sql: "SELECT * FROM document ORDER BY code").map { row in
                SourceDocument(
                    code: row["code"], title: row["title"], publisher: row["publisher"], vintage: row["vintage"],
                    use: Label(fr: row["use_fr"], en: row["use_en"]), rawFile: row["file"], rawSHA256: row["sha256"])
            }
            return SourcesAnswer(
                sources: sources, documents: documents,
                buildDate: entries["build_date"].flatMap { CivilDate($0) } ?? .distantFuture,
                editedFiles: (entries["edited_files"] ?? "").split(separator: "\n").map(String.init), data: stamp)
        }
    }
}

private func metadata(_ db: Database) throws -> [String: String] {
    try Row.fetchAll(db, sql: "SELECT key, value FROM metadata").reduce(into: [:]) { $0[$1["key"]] = $1["value"] }
}

extension DataStamp {
    fileprivate init(_ db: Database) throws {
        let entries = try metadata(db)
        self.init(
            scope: entries["scope"] ?? "", vintage: entries["data_vintage"] ?? "",
            license: entries["data_license"] ?? "", contentHash: entries["content_hash"] ?? "")
    }
}

extension DataSource {
    fileprivate init(_ row: Row) {
        self.init(
            path: row["path"], title: row["title"], publisher: row["publisher"], license: row["license"],
            licenseURL: row["license_url"], vintage: row["vintage"], date: row["date"],
            codeVintage: row["code_vintage"], rawFile: row["raw_file"], rawSHA256: row["raw_sha256"])
    }
}
