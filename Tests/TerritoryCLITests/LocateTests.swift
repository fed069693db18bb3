import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryGeometry
internal import TerritoryKit

@Suite("territory locate")
struct LocateTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    @Test("JSON is the library’s answer")
    func json() throws {
        let run = try fixture.country.territory("locate", "2.35", "44.02", "--format", "json")
        let answer = try fixture.database.place(at: Position(longitude: 2.35, latitude: 44.02))
        #expect(try run.status == 0 && run.output == TerritoryJSON.bytes(of: answer).text)
    }

    @Test("the text names the commune and what it lies in")
    func text() throws {
        let run = try fixture.country.territory("locate", "2.25", "44.05")
        #expect(run.output.hasPrefix("commune         Cœur-d'Orme (20003)\n"))
    }

    @Test(
        "a position in no commune is an answer",
        arguments: [["locate", "2.05", "44.35"], ["locate", "--", "-2", "44"]])
    func outside(arguments: [String]) throws {
        let run = try Command.territory(
            arguments, environment: ["LC_ALL": "en_US.UTF-8"], directory: fixture.country.directory.path
        ).run()
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("This position lies in no commune of this database (région 99)."))
    }

    @Test("a decimal comma and a negative number are read as people write them")
    func written() throws {
        let folder = fixture.country.directory.path
        let plain = try Command.territory(["locate", "2.05", "44.05"], directory: folder).run()
        #expect(plain.status == 0)
        #expect(try Command.territory(["locate", "2,05", "44,05"], directory: folder).run() == plain)
        #expect(try Command.territory(["locate", "-2.05", "44"], directory: folder).run().status == 0)
    }

    @Test(
        "what is no position in degrees is exit code 64",
        arguments: [
            ["44.05", "144"], ["181", "0"], ["2;05", "44"], ["x", "44"], ["2.05"], ["nan", "44"], ["inf", "44"],
        ])
    func notAPosition(arguments: [String]) throws {
        let run = try Command.territory(["locate"] + arguments, directory: fixture.country.directory.path).run()
        #expect(run.status == 64 && run.output.isEmpty)
    }
}
