import TerritoryTestSupport
import Testing
import TerritoryFormats
internal import TerritoryKit

@Suite("territory show")
struct ShowTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    @Test(
        "JSON is the library’s answer, and nothing goes to standard error",
        arguments: ["20005", "200000002", "99", "QN02001M", "20076"])
    func json(code: String) throws {
        let run = try fixture.country.territory("show", code, "--format", "json")
        #expect(run.status == 0 && run.messages.isEmpty)
        #expect(try run.output == TerritoryJSON.bytes(of: try fixture.database.sheet(for: code)).text)
    }

    @Test("the text names the territory first")
    func text() throws {
        let run = try fixture.country.territory("show", "20055")
        #expect(run.status == 0 && run.messages.isEmpty)
        #expect(run.output.hasPrefix("Trois-Ponts"))
        #expect(run.output.contains("25,310"))
    }

    @Test("a code of nothing here is a message and exit code 1", arguments: ["20999", "48", "nothing", ""])
    func nothing(code: String) throws {
        let run = try fixture.country.territory("show", code)
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.messages.hasPrefix("“\(code)” is "))
    }

    @Test("five digits that are no code may be a postcode: the message says where to look")
    func postcode() throws {
        #expect(try fixture.country.territory("show", "20999").messages.contains("“territory search 20999”"))
        #expect(try !fixture.country.territory("show", "48").messages.contains("postcode"))
    }

    @Test("a code whose ground was split is answered with what it could be, and exit code 1")
    func split() throws {
        let run = try fixture.country.territory("show", "20012")
        #expect(run.status == 1 && run.messages.isEmpty)
        #expect(run.output.contains("20004  Belle-Rive") && run.output.contains("20007  Montégal"))
    }

    @Test(
        "a command that is misspelt is exit code 64",
        arguments: [
            ["show"], ["show", "20001", "--format", "xml"], ["shows"], ["show", "20001", "20002"],
            ["show", "20001", "--lang", "de"],
        ])
    func misspelt(arguments: [String]) throws {
        let run = try Command.territory(arguments, directory: fixture.country.directory.path).run()
        #expect(run.status == 64 && run.output.isEmpty && run.messages.contains("Usage: territory"))
    }
}
