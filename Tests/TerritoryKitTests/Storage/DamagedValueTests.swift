import Foundation
import GRDB
import TerritoryTestSupport
import Testing
import TerritoryBuild
import TerritoryFormats
import TerritoryKit

@Suite("Values that no build writes")
struct DamagedValueTests {
    @Test("every question is answered by the database before it is damaged")
    func sound() throws {
        let soft = try SoftDatabase()
        let database = try TerritoryDatabase(path: soft.path, maximumReaders: 1)
        for question in EveryQuestion.all {
            #expect(throws: Never.self, "\(question.name)") { try question.ask(database) }
        }
    }

    // `DAMAGE=7` takes every column, and other values and questions than `DAMAGE=6`: some minutes.
    @Test("a wrong value in any column is told, or read over, and never ends the process")
    func wrongValues() throws {
        let soft = try SoftDatabase()
        let seed = ProcessInfo.processInfo.environment["DAMAGE"].flatMap(UInt64.init)
        var random = SplitMix64(seed: seed ?? 1)
        let columns = try soft.columns().shuffled(using: &random)
        for column in seed == nil ? columns.prefix(40) : columns[...] {
            let value = SoftDatabase.wrongValues.randomElement(using: &random) ?? ""
            guard let path = try soft.copy(setting: column, to: value) else { continue }
            ask(path, EveryQuestion.all.shuffled(using: &random).prefix(5), "\(column) = \(value)")
        }
    }

    private func ask(_ path: String, _ questions: some Sequence<EveryQuestion>, _ damage: String) {
        do {
            let database = try TerritoryDatabase(path: path, maximumReaders: 1)
            for question in questions {
                do { try question.ask(database) } catch is any TerritoryError {
                } catch { Issue.record("\(damage), \(question.name): \(error)") }
            }
        } catch is any TerritoryError {
        } catch { Issue.record("\(damage): \(error)") }
    }
}

/// The fixture country in tables that take anything, with rows of the default database where it has none.
private struct SoftDatabase {
    static let wrongValues = [
        "NULL", "'x'", "''", "x'00ff'", "-1", "9223372036854775807", "1e300", "9e999", "'-1'", "'1e300'",
    ]

    let fixture: FixtureDatabase
    let path: String

    init() throws {
        fixture = try FixtureDatabase()
        path = fixture.country.directory.path + "/soft.sqlite"
        try FileManager.default.copyItem(atPath: fixture.path, toPath: path)
        let other = try DefaultDatabase.open().path
        try edit(path) { db in
            try db.execute(sql: "ATTACH DATABASE ? AS other", arguments: [other])
            for table in try tables(db) {
                let isEmpty = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \"\(table)\"") == 0
                if isEmpty { try db.execute(sql: "INSERT INTO \"\(table)\" SELECT * FROM other.\"\(table)\" LIMIT 40") }
            }
            try db.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    DELETE FROM sqlite_master WHERE type = 'trigger';
                    UPDATE sqlite_master SET sql = replace(replace(sql, ' NOT NULL', ''), ' STRICT', '')
                    WHERE type = 'table' AND sql LIKE 'CREATE TABLE%';
                    PRAGMA writable_schema = RESET;
                    """)
        }
    }

    /// Every column of every table, quoted.
    func columns() throws -> [String] {
        var columns: [String] = []
        try edit(path) { db in
            for table in try tables(db) {
                columns += try Row.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
                    .map { "\"\(table)\".\"\($0["name"] as String)\"" }
            }
        }
        return columns
    }

    /// - Returns: `nil` where SQLite itself refuses the value.
    func copy(setting column: String, to value: String) throws -> String? {
        let copy = fixture.country.directory.path + "/damaged.sqlite"
        try? FileManager.default.removeItem(atPath: copy)
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let parts = column.split(separator: ".")
        do {
            try edit(copy) { try $0.execute(sql: "UPDATE OR IGNORE \(parts[0]) SET \(parts[1]) = \(value)") }
        } catch is DatabaseError { return nil }
        return copy
    }

    /// Those of the build, and the spatial indexes with the tables in which they are kept.
    private func tables(_ db: Database) throws -> [String] {
        let indexes = try String.fetchAll(
            db, sql: "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name LIKE 'idx_%' ORDER BY name")
        return DatabaseTable.all.map(\.name) + indexes
    }

    private func edit(_ path: String, _ work: (Database) throws -> Void) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA journal_mode = OFF")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase(work)
        try queue.close()
    }
}
