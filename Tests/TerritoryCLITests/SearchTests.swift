import TerritoryTestSupport
import Testing
import TerritoryFormats
internal import TerritoryKit

@Suite("territory search")
struct SearchTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    @Test("text has one line for each match, homonyms with their département")
    func text() throws {
        let run = try fixture.country.territory("search", "belle", "rive")
        #expect(run.status == 0 && run.messages.isEmpty)
        #expect(
            run.output == "20004  Belle-Rive  commune, Haute-Orme (20)\n96004  Belle-Rive  commune, Basse-Orme (96)\n")
    }

    @Test("JSON and CSV are the library’s")
    func formats() throws {
        let answer = try fixture.database.search("l’œuf")
        #expect(
            try fixture.country.territory("search", "l’œuf", "--format", "json").output
                == TerritoryJSON.bytes(of: answer).text)
        #expect(try fixture.country.territory("search", "l’œuf", "--format", "csv").output == answer.csv().text)
    }

    @Test("a name of nothing here is exit code 1, in every format", arguments: ["text", "json", "csv"])
    func nothing(format: String) throws {
        let run = try fixture.country.territory("search", "zzz", "--format", format)
        #expect(run.status == 1 && run.messages.isEmpty && !run.output.isEmpty)
    }

    @Test("a list that is cut says so")
    func cut() throws {
        let run = try fixture.country.territory("search", "orme", "--limit", "2")
        #expect(run.output.split(separator: "\n").count == 3 && run.output.contains("…"))
    }
}
