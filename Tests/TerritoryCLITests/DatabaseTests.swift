import TerritoryBuild
import Foundation
import TerritoryTestSupport
import Testing
import TerritoryFormats
internal import TerritoryKit

@Suite("territory build, verify and sources")
struct DatabaseTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    @Test("a build tells the path and the content hash on standard output, the findings on standard error")
    func build() throws {
        try FileManager.default.removeItem(atPath: fixture.path)
        let run = try fixture.country.territory("build", "--data", "package")
        #expect(run.status == 0)
        #expect(run.output == "territory.sqlite  \(fixture.database.stamp.contentHash)\n")
        #expect(run.messages.contains("16 communes"))
    }

    @Test("a package with defects is exit code 65, each told with its line, and the database stays")
    func defects() throws {
        let before = try [UInt8](contentsOfFile: fixture.path)
        try fixture.country.edit("package/data/communes.csv", replacing: "20002,L'", with: "2002,L'")
        try fixture.country.edit("package/data/epcis.csv", replacing: ",CC,FPU", with: ",CD,FPU")
        let run = try fixture.country.territory("build", "--data", "package", "--accept-edited")
        #expect(run.status == 65 && run.output.isEmpty)
        #expect(run.messages.contains("package/data/communes.csv:3: “2002” is not the INSEE code of a commune"))
        #expect(run.messages.contains("package/data/epcis.csv:2: “CD” in column “nature”"))
        #expect(run.messages.hasSuffix("problem(s): nothing was written.\n"))
        #expect(try [UInt8](contentsOfFile: fixture.path) == before)
    }

    @Test("an edited file is refused, and accepted on request")
    func edited() throws {
        try fixture.country.edit("package/data/epcis.csv", replacing: "CC de la Haute Orme", with: "CC d’Orme")
        let refused = try fixture.country.territory("build", "--data", "package")
        #expect(refused.status == 65)
        #expect(refused.messages.hasPrefix("package/data/epcis.csv: this is no longer the file that was imported"))
        #expect(try fixture.country.territory("build", "--data", "package", "--accept-edited").status == 0)
        #expect(try fixture.country.territory("sources").output.contains("edited after the import: data/epcis.csv"))
    }

    @Test("a database that cannot be written is exit code 74")
    func cannotWrite() throws {
        let run = try fixture.country.territory("build", "--data", "package", "-d", "none/territory.sqlite")
        #expect(run.status == 74 && run.messages.contains("cannot write here"))
    }

    @Test("a sound database verifies with exit code 0")
    func verify() throws {
        let run = try fixture.country.territory("verify")
        #expect(run.status == 0 && run.messages.isEmpty)
        #expect(run.output.hasPrefix("✓ the file is the one that was built\n✓ SQLite file sound\n"))
        let json = try fixture.country.territory("verify", "--format", "json")
        #expect(try json.output == TerritoryJSON.bytes(of: try DatabaseVerifier(path: fixture.path).verify()).text)
    }

    @Test("a database that was tampered with is exit code 65")
    func tampered() throws {
        try fixture.tamper(replacing: "Rétabli-les-Bains", with: "Rétabli-les-Mains")
        let run = try fixture.country.territory("verify")
        #expect(run.status == 65)
        #expect(run.output.contains("✗ the file is no longer the one that was built"))
    }

    @Test(
        "a database that is missing or is none is exit code 2, for every command",
        arguments: [
            ["show", "20001"], ["search", "orme"], ["locate", "2", "44"], ["sources"], ["verify"], ["export", "qpv"],
        ],
        [("none.sqlite", "there is no such database"), ("raw/sources.csv", "this file is not a database")])
    func unusable(arguments: [String], database: (path: String, message: String)) throws {
        let run = try Command.territory(
            arguments + ["-d", database.path], environment: ["LC_ALL": "en_US.UTF-8"],
            directory: fixture.country.directory.path
        ).run()
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.messages.hasPrefix("\(database.path): \(database.message)"), "\(run.messages)")
    }

    @Test("the database can be named by the environment")
    func environment() throws {
        let empty = try TemporaryDirectory()
        let run = try Command.territory(
            ["sources", "--format", "csv"], environment: ["TERRITORY_DATABASE": fixture.path], directory: empty.path
        ).run()
        #expect(try run.status == 0 && run.output == fixture.database.sources().csv().text)
    }

    @Test("sources are told in each format")
    func sources() throws {
        #expect(try fixture.country.territory("sources").output.contains("fictif_dgcl_zrr_2022.csv"))
        #expect(
            try fixture.country.territory("sources", "--format", "json").output
                == TerritoryJSON.bytes(of: try fixture.database.sources()).text)
    }
}
