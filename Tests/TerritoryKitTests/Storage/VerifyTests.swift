import Foundation
import GRDB
import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
import TerritoryKit

@Suite("Verifying a database")
struct VerifyTests {
    @Test("a database that was just built passes, and notes what a user should know")
    func sound() throws {
        let fixture = try FixtureDatabase()
        let checks = try DatabaseVerifier(path: fixture.path).verify().checks
        #expect(checks.allSatisfy { $0.outcome != .failed })
        #expect(
            checks.filter { $0.outcome == .noted }.map(\.name) == ["holes", "epci_members", "france_services_places"])
        #expect(Set(checks.map(\.name)).count == checks.count)
    }

    @Test(
        "whatever another hand changes is no longer what was built, and nothing more is asked of it",
        arguments: [
            "UPDATE commune SET name = 'Orme' WHERE code = '20001'",
            "UPDATE locator SET codes = replace(codes, '20001', '20003') WHERE kind = 'commune'",
            "UPDATE locator SET bytes = (SELECT bytes FROM locator WHERE kind = 'qpv')", "DELETE FROM locator",
            "UPDATE search_name SET code = '20003' WHERE code = '20001'", "DELETE FROM search_name",
            "DELETE FROM commune_neighbour", "UPDATE metadata SET value = 'x' WHERE key = 'data_license'",
            "UPDATE metadata SET value = 'france' WHERE key = 'scope'",
            "UPDATE metadata SET value = '2020-01-01' WHERE key = 'build_date'",
            "UPDATE metadata SET value = 'data/communes.csv' WHERE key = 'edited_files'",
            "DROP VIEW territory; CREATE VIEW territory AS SELECT 'commune' AS kind, code, name, 1 AS is_complete FROM commune",
            "UPDATE source SET title = title || 'x'", "DROP INDEX commune_departement",
            "UPDATE seal SET sha256 = replace(sha256, 'a', 'b')", "DELETE FROM seal", "DROP TABLE seal", "VACUUM",
        ])
    func edited(sql: String) throws {
        let fixture = try FixtureDatabase()
        try fixture.edit(sql)
        let checks = try DatabaseVerifier(path: fixture.path).verify().checks
        #expect(checks.filter { $0.outcome == .failed }.map(\.name) == ["seal"])
        #expect(checks.map(\.name) == ["seal", "file"])
    }

    @Test(
        "of a file that was sealed again, what does not fit together is found",
        arguments: [
            ("UPDATE population SET municipal = municipal + 1 WHERE commune = '20001'", ["content_hash", "columns"]),
            ("UPDATE commune SET epci = NULL WHERE code = '20001'", ["content_hash", "columns"]),
            ("UPDATE commune SET name = 'Orme' WHERE code = '20001'", ["content_hash"]),
            ("DELETE FROM qpv_commune WHERE commune = '20004'", ["content_hash"]),
            ("UPDATE source SET vintage = 'x' WHERE role = 'frr'", ["content_hash"]),
            ("UPDATE metadata SET value = 'x' WHERE key = 'content_hash'", ["content_hash"]),
            ("DELETE FROM region WHERE code = '20'", ["references", "content_hash"]),
            (
                "UPDATE commune SET area_m2 = area_m2 * 1.001 WHERE code = '20001'",
                ["content_hash", "dissolved_shapes"]
            ),
            (
                """
                UPDATE commune SET geometry = GeomFromText(
                  'MULTIPOLYGON(((2.04 44.04, 2.06 44.06, 2.06 44.04, 2.04 44.06, 2.04 44.04)))', 4326)
                WHERE code = '20002'
                """, ["content_hash", "valid_shapes", "coverage"]
            ),
            ("DELETE FROM commune", ["references", "content_hash", "columns", "counts"]),
            ("UPDATE zoning_column SET places = zeroblob(length(places)) WHERE zoning = 'frr'", ["columns"]),
            ("UPDATE zoning_column SET places = x'01' WHERE zoning = 'frr'", ["columns"]),
            ("DELETE FROM zoning_column WHERE zoning = 'frr'", ["columns"]),
            ("UPDATE epci SET id = id + 100 WHERE code = (SELECT MIN(code) FROM epci)", ["columns"]),
        ] as [(String, [String])])
    func tampered(sql: String, failed: [String]) throws {
        let fixture = try FixtureDatabase()
        try fixture.edit(sql)
        try fixture.seal()
        let checks = try DatabaseVerifier(path: fixture.path).verify().checks
        #expect(checks.filter { $0.outcome == .failed }.map(\.name) == failed)
    }
}

extension FixtureDatabase {
    /// Changes the file as another program would, with the functions of SpatiaLite.
    func edit(_ sql: String) throws {
        var configuration = SpatialiteConnection.configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// Seals the file again, as a builder would who put wrong things into it.
    func seal() throws {
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let seal = try DatabaseQueue(path: path).read { try FileSeal($0, in: handle.fileDescriptor) }
        try #require(seal).write(try #require(seal).digest(of: handle.fileDescriptor), to: handle.fileDescriptor)
        try handle.close()
    }
}
