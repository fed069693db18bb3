internal import Foundation
internal import GRDB
internal import TerritoryFormats

/// A database of territories, open for questions; it is never written to.
///
/// A question is a method, which answers on the thread that asks; ``ask(_:)`` asks from asynchronous code.
public struct TerritoryDatabase: Sendable {
    private let reader: any DatabaseReader
    private let configuration: Configuration
    private let values = CachedValues()
    /// Where ``ask(_:)`` waits.
    let turns = OperationQueue()
    public let path: String
    public let stamp: DataStamp

    /// Opens a database.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - maximumReaders: How many questions can be asked at once, at least one; others wait. One opens fastest.
    /// - Throws: ``StorageError`` if there is no such file, if it is another kind of file, or of another format.
    public init(path: String, maximumReaders: Int = 4) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw StorageError.missing(path) }
        let maximumReaders = max(1, maximumReaders)
        configuration = Self.configuration(maximumReaders: maximumReaders)
        turns.maxConcurrentOperationCount = maximumReaders
        do {
            // A pool opens one connection more than it needs for one question.
            reader =
                if maximumReaders > 1 { try DatabasePool(path: path, configuration: configuration) } else {
                    try DatabaseQueue(path: path, configuration: configuration)
                }
            stamp = try reader.read { db in
                guard try Int.fetchOne(db, sql: "PRAGMA application_id") == DatabaseFormat.applicationID else {
                    throw StorageError.notATerritoryDatabase(path)
                }
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                guard version == DatabaseFormat.version else {
                    throw StorageError.otherVersion(path, found: version, expected: DatabaseFormat.version)
                }
                return try DataStamp(db)
            }
        } catch let error as DatabaseError {
            throw StorageError(error, of: path)
        }
        self.path = path
    }

    /// Questions are asked of sets, locators and columns: only the checks need SpatiaLite’s functions.
    private static func configuration(maximumReaders: Int) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.maximumReaderCount = maximumReaders
        if maximumReaders == 1 {
            // A short-lived connection memory-maps the file; a long-lived one does not, because truncation by another
            // process would crash it.
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA mmap_size = 1073741824") }
        }
        return configuration
    }

    /// Asks one question of one consistent state.
    func read<Answer: Sendable>(_ question: @Sendable (Database) throws -> Answer) throws -> Answer {
        do {
            return try reader.read(question)
        } catch let error as DatabaseError {
            throw StorageError(error, of: path)
        }
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
        } catch let error as DatabaseError {
            throw StorageError(error, of: path)
        }
    }

    /// A value that is made once, and kept as long as the database is open: the file never changes.
    func cached<Value: Sendable>(_ key: String, _ make: () throws -> Value) throws -> Value {
        try values.value(key, make)
    }
}
