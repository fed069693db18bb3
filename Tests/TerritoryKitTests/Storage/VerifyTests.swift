import GRDB
import TerritoryTestSupport
import Testing
import TerritoryBuild
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
        "what is changed by another hand is found",
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
}
