internal import Foundation
internal import GRDB
internal import TerritoryFormats

/// A database of territories, open for questions; it is never written to.
///
/// A question is a method, which answers on the thread that asks; ``ask(_:)`` asks from asynchronous code. All answers
/// come from the file that was opened, also when a build puts another in its place.
public struct TerritoryDatabase: Sendable {
    private let reader: any DatabaseReader
    private let file: HeldFile
    private let values = CachedValues()
    /// Where ``ask(_:)`` waits.
    let turns = OperationQueue()
    public let stamp: DataStamp

    public var path: String { file.path }

    /// Opens a database.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - maximumReaders: How many questions can be asked at once, at least one; others wait. One opens fastest.
    /// - Throws: ``StorageError`` if there is no such file, if it is another kind of file, or of another format.
    public init(path: String, maximumReaders: Int = 4) throws {
        try self.init(HeldFile(path), maximumReaders: maximumReaders)
    }

    package init(_ file: HeldFile, maximumReaders: Int = 1) throws {
        let maximumReaders = max(1, maximumReaders)
        turns.maxConcurrentOperationCount = maximumReaders
        let configuration = Self.configuration(maximumReaders: maximumReaders)
        (reader, stamp) = try file.reading {
            // A pool opens one connection more than it needs for one question.
            let reader: any DatabaseReader =
                if maximumReaders > 1 { try DatabasePool(path: file.uri, configuration: configuration) } else {
                    try DatabaseQueue(path: file.uri, configuration: configuration)
                }
            let stamp = try reader.read { db in
                guard try Int.fetchOne(db, sql: "PRAGMA application_id") == DatabaseFormat.applicationID else {
                    throw StorageError.notATerritoryDatabase(file.path)
                }
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                guard version == DatabaseFormat.version else {
                    throw StorageError.otherVersion(file.path, found: version, expected: DatabaseFormat.version)
                }
                return try DataStamp(db)
            }
            return (reader, stamp)
        }
        self.file = file
    }

    /// Questions are asked of sets, locators and columns: only the checks need SpatiaLite’s functions.
    private static func configuration(maximumReaders: Int = 1) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.maximumReaderCount = maximumReaders
        // No other file is needed to answer, nor room on a disk.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
        return configuration
    }

    /// Asks one question of one consistent state.
    func read<Answer: Sendable>(_ question: @Sendable (Database) throws -> Answer) throws -> Answer {
        try file.reading { try reader.read(question) }
    }

    /// Asks the same question of several parts at once, each through a connection of its own.
    ///
    /// - Returns: The answers in the order of the parts.
    func readBeside<Part: Sendable, Answer: Sendable>(
        _ parts: [Part], _ question: @Sendable (Database, Part) throws -> Answer
    ) throws -> [Answer] {
        let answers = Array(parts.indices).parallelMap { [reader, file] index in
            Result {
                if index == 0 { return try reader.read { try question($0, parts[index]) } }
                return try DatabaseQueue(path: file.uri, configuration: Self.configuration()).read {
                    try question($0, parts[index])
                }
            }
        }
        return try file.reading { try answers.map { try $0.get() } }
    }

    /// A value that is made once, and kept as long as the database is open: the file never changes.
    func cached<Value: Sendable>(_ key: String, _ make: () throws -> Value) throws -> Value {
        try values.value(key, make)
    }
}

extension HeldFile {
    /// Reads through connections to the file.
    ///
    /// - Throws: ``StorageError`` where SQLite cannot read on, or where somebody wrote to the file meanwhile.
    package func reading<Value>(_ read: () throws -> Value) throws -> Value {
        do {
            let value = try read()
            try checkIsUnchanged()
            return value
        } catch {
            // Of a file that changed, nothing else that was found is worth telling.
            try checkIsUnchanged()
            switch error {
            case let error as DatabaseError: throw StorageError(error, of: path)
            case is RowDecodingError: throw StorageError.damaged(path)
            default: throw error
            }
        }
    }
}
