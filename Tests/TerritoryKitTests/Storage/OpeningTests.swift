import Foundation
import GRDB
import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryFormats
@testable import TerritoryKit

@Suite("Opening a database")
struct OpeningTests {
    @Test("a file that is not there is told")
    func missing() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path + "/none.sqlite"
        let error = try #require(throws: StorageError.self) { try TerritoryDatabase(path: path) }
        #expect(error == .missing(path))
        #expect(error.sentence(in: .english) == "\(path): there is no such database")
        #expect(
            error.sentence(in: .french)
                == "\(path)\u{202F}: cette base n’existe pas")
    }

    @Test(
        "a text, an empty file and a file of zeros are no database",
        arguments: ["code,name\n20001,Orme\n", "", String(repeating: "\0", count: 8192)])
    func text(content: String) throws {
        let folder = try TemporaryDirectory()
        let path = folder.path + "/a.sqlite"
        try Array(content.utf8).write(toFile: path)
        let error = try #require(throws: StorageError.self) { try TerritoryDatabase(path: path) }
        #expect(error == .notATerritoryDatabase(path))
        #expect(error.sentence(in: .english) == "\(path): this file is not a database of this project")
    }

    @Test("the database of another program is not taken for one of ours")
    func otherProgram() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path + "/a.sqlite"
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { try $0.execute(sql: "CREATE TABLE commune (code TEXT)") }
        try queue.close()
        #expect(throws: StorageError.notATerritoryDatabase(path)) { try TerritoryDatabase(path: path) }
    }

    @Test("a database of another format is told, with both formats")
    func otherVersion() throws {
        let fixture = try FixtureDatabase()
        let queue = try DatabaseQueue(path: fixture.path)
        try queue.inDatabase { try $0.execute(sql: "PRAGMA user_version = 99") }
        try queue.close()
        let error = try #require(throws: StorageError.self) { try TerritoryDatabase(path: fixture.path) }
        #expect(error == .otherVersion(fixture.path, found: 99, expected: DatabaseFormat.version))
        #expect(error.sentence(in: .english).contains("format 99, format \(DatabaseFormat.version) is expected"))
    }

    @Test(
        "a database cut short is told to be damaged, at the latest by its first answer", arguments: [5, 20, 50, 80, 95])
    func truncated(percent: Int) throws {
        let fixture = try FixtureDatabase()
        let path = fixture.country.directory.path + "/cut.sqlite"
        let bytes = try [UInt8](contentsOfFile: fixture.path)
        try Array(bytes.prefix(bytes.count * percent / 100)).write(toFile: path)
        #expect(throws: StorageError.damaged(path)) {
            let database = try TerritoryDatabase(path: path)
            _ = try database.communeTable()
            _ = try DatabaseVerifier(path: path).verify()
        }
    }

    @Test(
        "a locator that is damaged or missing is told, not asked",
        arguments: [
            "UPDATE locator SET bytes = zeroblob(200)",
            "UPDATE locator SET bytes = substr(bytes, 1, length(bytes) - 8)",
            "UPDATE locator SET codes = codes || ' 99999'", "DELETE FROM locator",
        ])
    func damagedLocator(sql: String) throws {
        let fixture = try FixtureDatabase()
        let queue = try DatabaseQueue(path: fixture.path)
        try queue.inDatabase { try $0.execute(sql: sql) }
        try queue.close()
        let database = try TerritoryDatabase(path: fixture.path)
        #expect(throws: StorageError.damaged(fixture.path)) { try database.locator(.commune) }
    }

    @Test("a folder is no database")
    func folder() throws {
        let folder = try TemporaryDirectory()
        #expect(throws: StorageError.self) { try TerritoryDatabase(path: folder.path) }
    }

    @Test("questions leave no file beside the database, and do not touch it")
    func untouched() throws {
        let fixture = try FixtureDatabase()
        let before = try FileTree(of: fixture.country.directory.path)
        _ = try fixture.database.sheet(for: "20001")
        _ = try fixture.database.search("orme")
        _ = try DatabaseVerifier(path: fixture.path).verify()
        let after = try FileTree(of: fixture.country.directory.path)
        #expect(after.differences(from: before).isEmpty)
    }

    @Test("every error of the storage has a sentence in each language", arguments: Language.allCases)
    func sentences(language: Language) {
        let errors: [StorageError] = [
            .missing("a"), .notATerritoryDatabase("a"), .otherVersion("a", found: 1, expected: 2), .damaged("a"),
            .unreadable("a", reason: LocalizedText(fr: "b", en: "b")), .changed("a"), .edited("a"),
        ]
        let sentences = errors.map { $0.sentence(in: language) }
        #expect(Set(sentences).count == errors.count && !sentences.contains(""))
    }
}
