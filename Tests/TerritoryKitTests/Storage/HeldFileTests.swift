import Foundation
import GRDB
import TerritoryBuild
import TerritoryFormats
import TerritoryTestSupport
import Testing

@testable import TerritoryKit

@Suite("One file for one answer")
struct HeldFileTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    /// A database like that of the fixture but for the name of one commune.
    private func other() throws -> FixtureDatabase {
        let other = try FixtureDatabase()
        try other.edit("UPDATE commune SET name = 'Autre' WHERE code = '20001'")
        return other
    }

    private func export(_ database: TerritoryDatabase) throws -> String {
        var bytes: [UInt8] = []
        try database.export(ExportRequest(layer: .territories(.commune))) { bytes += $0 }
        return bytes.text
    }

    @Test("a database that is held answers from the file that it opened, whatever takes its place", arguments: [1, 4])
    func replaced(readers: Int) throws {
        let held = try TerritoryDatabase(path: fixture.path, maximumReaders: readers)
        let before = try export(held)
        let other = try other()
        #expect(rename(other.path, fixture.path) == 0)
        #expect(try export(held) == before)
        #expect(try export(TerritoryDatabase(path: fixture.path)) != before)
        try FileManager.default.removeItem(atPath: fixture.path)
        #expect(try export(held) == before)
        #expect(try held.sheet(for: "20001").territory?.name != "Autre")
    }

    @Test("connections that are opened later read the file that was opened first")
    func beside() throws {
        let held = try TerritoryDatabase(path: fixture.path, maximumReaders: 1)
        let other = try other()
        #expect(rename(other.path, fixture.path) == 0)
        let names = try held.readBeside(Array(0..<6)) { db, _ in
            try String.fetchOne(db, sql: "SELECT name FROM commune WHERE code = '20001'")
        }
        #expect(names.count == 6 && Set(names).count == 1 && names[0] != "Autre")
    }

    @Test("a file that is written to or cut short while it is held is an error, not an answer")
    func changed() throws {
        let held = try TerritoryDatabase(path: fixture.path)
        let bytes = try [UInt8](contentsOfFile: fixture.path)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: fixture.path))
        try handle.truncate(atOffset: UInt64(bytes.count / 2))
        try handle.synchronize()
        #expect(throws: StorageError.changed(fixture.path)) { try export(held) }
        // Nor is it told that nothing has a code.
        #expect(throws: StorageError.changed(fixture.path)) { try held.sheet(for: "99999") }
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: bytes)
        try handle.close()
        #expect(throws: StorageError.changed(fixture.path)) { try held.search("orme") }
        #expect(throws: Never.self) { try TerritoryDatabase(path: fixture.path).search("orme") }
    }

    @Test("side files of SQLite neither change nor block a database", arguments: ["-wal", "-shm", "-journal"])
    func sideFiles(suffix: String) throws {
        // Those of a program that was killed while it changed the population of a commune.
        let edited = try FixtureDatabase()
        let queue = try DatabaseQueue(path: edited.path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "UPDATE commune SET name = 'Autre'; UPDATE population SET municipal = 1")
        }
        let side = edited.path + (suffix == "-journal" ? "-wal" : suffix)
        try [UInt8](contentsOfFile: side).write(toFile: fixture.path + suffix)
        let before = try export(fixture.database)
        #expect(try export(TerritoryDatabase(path: fixture.path)) == before)
        #expect(try DatabaseVerifier(path: fixture.path).verify().hasPassed)
        try fixture.country.build()
        #expect(!FileManager.default.fileExists(atPath: fixture.path + suffix))
        #expect(try export(TerritoryDatabase(path: fixture.path)) == before)
    }

    @Test("side files beside the target of a link are removed by a build")
    func linkedSideFiles() throws {
        let folder = fixture.country.directory.path
        #expect(symlink(FixtureDatabase.fileName, folder + "/link.sqlite") == 0)
        try Array("x".utf8).write(toFile: fixture.path + "-wal")
        let date = try #require(CivilDate(FixtureDatabase.buildDate))
        _ = try TerritoryDatabaseBuilder(path: folder + "/link.sqlite", date: date)
            .build(from: fixture.country.readPackage())
        #expect(!FileManager.default.fileExists(atPath: fixture.path + "-wal"))
        #expect(try TerritoryDatabase(path: fixture.path).stamp == fixture.database.stamp)
    }

    @Test("what is no file is refused at once", arguments: ["folder", "fifo"])
    func others(kind: String) throws {
        let path = fixture.country.directory.path + "/" + kind
        if kind == "fifo" { #expect(mkfifo(path, 0o600) == 0) } else { #expect(mkdir(path, 0o700) == 0) }
        #expect(throws: StorageError.notATerritoryDatabase(path)) { try TerritoryDatabase(path: path) }
        #expect(throws: StorageError.notATerritoryDatabase(path)) { try DatabaseVerifier(path: path).verify() }
    }

    @Test(
        "names that SQLite would take for something else are names",
        arguments: ["file:x.sqlite", ":memory:", "a?b=c#d"])
    func names(name: String) throws {
        let path = fixture.country.directory.path + "/" + name
        try FileManager.default.copyItem(atPath: fixture.path, toPath: path)
        #expect(try TerritoryDatabase(path: path).stamp == fixture.database.stamp)
        #expect(try DatabaseVerifier(path: path).verify().hasPassed)
    }
}
