import Foundation
import GRDB
import TerritoryTestSupport
import Testing
import TerritoryBuild
import TerritoryFormats
import TerritoryKit

@Suite("Building a database")
struct BuildTests {
    @Test("two builds of one package say the same, whatever the day")
    func sameHash() throws {
        let fixture = try FixtureDatabase()
        let path = fixture.country.directory.path + "/other.sqlite"
        let date = try #require(CivilDate("2027-01-01"))
        _ = try TerritoryDatabaseBuilder(path: path, date: date).build(from: try fixture.country.readPackage())
        let other = try TerritoryDatabase(path: path)
        #expect(other.stamp.contentHash == fixture.database.stamp.contentHash)
        #expect(try other.sources().buildDate == date)
        #expect(try fixture.database.sources().buildDate.description == FixtureDatabase.buildDate)
    }

    @Test(
        "the content hash tells any change of content",
        arguments: [
            ("raw/fictif_insee_populations.csv", "L'Œuf-Clos;48;0;48", "L'Œuf-Clos;49;0;49"),
            ("raw/communes.geojson", "[2.04,44.04]", "[2.041,44.04]"),
            ("raw/cog_v_mvt_commune.csv", "10,2019-01-01", "10,2019-01-02"),
            ("package/data/reference/sources.csv", "OFGL fictif", "OFGL"),
        ])
    func otherHash(file: String, old: String, new: String) throws {
        let fixture = try FixtureDatabase()
        try fixture.country.edit(file, replacing: old, with: new)
        try fixture.country.runImport()
        let hash = fixture.database.stamp.contentHash
        #expect(try fixture.country.build().stamp.contentHash != hash)
    }

    @Test("a build into a folder that is not there is refused")
    func cannotWrite() throws {
        let fixture = try FixtureDatabase()
        let path = fixture.country.directory.path + "/none/territory.sqlite"
        let date = try #require(CivilDate("2026-01-01"))
        let package = try fixture.country.readPackage()
        let error = try #require(throws: FileError.self) {
            try TerritoryDatabaseBuilder(path: path, date: date).build(from: package)
        }
        #expect(error.message.en == "\(path): cannot write here: it does not exist")
    }

    @Test("a build that fails its checks leaves the former database, and nothing beside it")
    func brokenChecks() throws {
        let fixture = try FixtureDatabase()
        try fixture.country.edit(
            "package/geo/communes.geojson", replacing: "[[[[2.04,44.04],[2.06,44.04],[2.06,44.06],",
            with: "[[[[2.04,44.04],[2.06,44.06],[2.06,44.04],")
        let before = try FileTree(of: fixture.country.directory.path)
        #expect(throws: (any Error).self) { try fixture.country.build(acceptsEdits: true) }
        #expect(try FileTree(of: fixture.country.directory.path).differences(from: before).isEmpty)
    }

    @Test(
        "communes that overlap are refused",
        arguments: [
            // Over the east of 20004; where 20002 lies; over all of 20003.
            ("[2.3,44],[2.4,44],[2.4,44.1],[2.3,44.1],[2.3,44]", "[2.27,44],[2.4,44],[2.4,44.1],[2.27,44.1],[2.27,44]"),
            (",[[2.04,44.04],[2.04,44.06],[2.06,44.06],[2.06,44.04],[2.04,44.04]]", ""),
            ("[2.3,44],[2.4,44],[2.4,44.1],[2.3,44.1],[2.3,44]", "[2.1,44],[2.2,44],[2.2,44.1],[2.1,44.1],[2.1,44]"),
        ])
    func overlap(old: String, new: String) throws {
        let fixture = try FixtureDatabase()
        try fixture.country.edit("package/geo/communes.geojson", replacing: old, with: new)
        let error = try #require(throws: BuildError.self) { try fixture.country.build(acceptsEdits: true) }
        guard case .brokenChecks(let checks) = error else { throw error }
        #expect(!checks.isEmpty && checks.allSatisfy { $0.outcome == .failed })
    }

    @Test("so are communes that overlap across the border of the région")
    func overlapAbroad() throws {
        let fixture = try FixtureDatabase()
        // 99001 is drawn within 96006, which is in no EPCI.
        try fixture.country.edit(
            "package/geo/communes.geojson", replacing: "[2.4,44],[2.5,44],[2.5,44.1],[2.4,44.1],[2.4,44]",
            with: "[2.35,44.12],[2.38,44.12],[2.38,44.15],[2.35,44.15],[2.35,44.12]")
        #expect(throws: BuildError.self) { try fixture.country.build(acceptsEdits: true) }
    }

    @Test("a build says where it is")
    func progress() throws {
        let fixture = try FixtureDatabase()
        var steps: [String] = []
        let date = try #require(CivilDate("2026-01-01"))
        _ = try TerritoryDatabaseBuilder(path: fixture.path, date: date)
            .build(from: try fixture.country.readPackage()) { steps.append($0(.english)) }
        #expect(steps == ["writing the tables", "indexes", "checks"])
    }

    @Test("the shapes of larger territories are those that SpatiaLite dissolves from the communes")
    func dissolve() throws {
        let fixture = try FixtureDatabase()
        let rows = try fixture.database.readSpatially { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT t.kind AS kind, t.code AS code, ST_Area(ST_SymDifference(u.shape, o.geometry)) AS difference
                    FROM territory AS t
                      JOIN (SELECT 'epci' AS kind, code, geometry FROM epci
                            UNION ALL SELECT 'departement', code, geometry FROM departement
                            UNION ALL SELECT 'arrondissement', code, geometry FROM arrondissement
                            UNION ALL SELECT 'region', code, geometry FROM region) AS o
                        ON o.kind = t.kind AND o.code = t.code AND o.geometry IS NOT NULL
                      JOIN (SELECT kind, territory_commune.code AS code, ST_Union(commune.geometry) AS shape
                            FROM territory_commune JOIN commune ON commune.code = territory_commune.commune
                            GROUP BY kind, territory_commune.code) AS u ON u.kind = t.kind AND u.code = t.code
                    """
            ).map { (code: $0["code"] as String, difference: $0["difference"] as Double?) }
        }
        #expect(rows.count == 4 + 2 + 3 + 1)
        // The difference of two equal shapes is empty, and the area of an empty shape NULL.
        for row in rows { #expect(row.difference ?? 0 < 1e-12, "\(row.code)") }
    }
}

@Suite("Builds that are killed", .serialized)
struct KilledBuildTests {
    @Test("a build killed at any moment leaves a database that is sound", arguments: 0..<10 as Range<UInt64>)
    func fixture(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let fixture = try FixtureDatabase()
        try fixture.country.edit(
            "raw/fictif_insee_populations.csv", replacing: "L'Œuf-Clos;48;0;48", with: "L'Œuf-Clos;49;0;49")
        try fixture.country.runImport()
        try kill(after: Int.random(in: 0...160, using: &random), fixture, package: fixture.country.package)
    }

    @Test("so does the build of the default package", arguments: 0..<3 as Range<UInt64>)
    func defaultPackage(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let fixture = try FixtureDatabase()
        try kill(after: Int.random(in: 500...2500, using: &random), fixture, package: Repository.root)
    }

    private func kill(after milliseconds: Int, _ fixture: FixtureDatabase, package: String) throws {
        let folder = fixture.country.directory.path
        let before = try [UInt8](contentsOfFile: fixture.path)
        let process = try Command.territory(
            ["build", "--data", package, "-d", fixture.path], directory: folder
        ).start()
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let database = try TerritoryDatabase(path: fixture.path)
        let isOld = try [UInt8](contentsOfFile: fixture.path) == before
        #expect(isOld || database.stamp.contentHash != fixture.database.stamp.contentHash)
        #expect(try DatabaseVerifier(path: database.path).verify().checks.allSatisfy { $0.outcome != .failed })
        _ = try database.search("a")
        try fixture.country.build()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.filter { $0.contains("territory.sqlite") } == ["territory.sqlite"])
    }
}
