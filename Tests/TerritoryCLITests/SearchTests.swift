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

    @Test(
        "names that are near are told to be so",
        arguments: [
            ("fr", "Aucun nom ne correspond exactement\u{202F}; noms voisins\u{202F}:\n"),
            ("en", "No name matches exactly; near names:\n"),
        ])
    func near(language: String, head: String) throws {
        let run = try fixture.country.territory("search", "tournebos", "--lang", language)
        #expect(run.status == 0 && run.output.hasPrefix(head) && run.output.contains("20010  Tournebois"))
        let csv = try fixture.country.territory("search", "tournebos", "--format", "csv").output
        #expect(csv.contains("is_approximate") && csv.contains(",true,"))
    }

    @Test("five digits: what they were taken for, and that there are no postcodes")
    func postcodes() throws {
        let commune = try fixture.country.territory("search", "20055", "--lang", "fr")
        #expect(commune.status == 0 && commune.output.contains("20055  Trois-Ponts"))
        #expect(
            commune.output.contains("Lu comme un code Insee de commune\u{202F}; cette base n’a pas les codes postaux."))
        let nothing = try fixture.country.territory("search", "20100")
        #expect(nothing.status == 1 && nothing.output.contains("No territory has the code “20100”"))
        #expect(nothing.output.contains("If it is a postcode: this database has none."))
        #expect(nothing.output.contains("--file postcode=FILE"))
        #expect(try !fixture.country.territory("search", "200000003").output.contains("postcode"))
    }

    @Test("with postcodes, five digits find the communes of one, and show lists those of a commune")
    func importedPostcodes() throws {
        let country = fixture.country
        try country.runImport(replacements: ["postcode": country.sources + "/fictif_laposte_codes_postaux.csv"])
        try country.build()
        let both = try country.territory("search", "20004").output.split(separator: "\n")
        #expect(both.count == 2 && both[0].hasPrefix("20004  Belle-Rive  "))
        #expect(both.last?.hasPrefix("20007  Montégal (postcode 20004)  ") == true)
        let nothing = try country.territory("search", "20999", "--lang", "fr")
        #expect(nothing.status == 1 && nothing.output.contains("ni le code d’un territoire ni un code postal"))
        #expect(try country.territory("show", "20005").output.contains(/\n  postcodes +20120, 20130\n/))
        #expect(try country.territory("show", "96006", "--lang", "fr").output.contains(/\n  code postal +aucun\n/))
    }

    @Test("a list that is cut says so")
    func cut() throws {
        let run = try fixture.country.territory("search", "orme", "--limit", "2")
        #expect(run.output.split(separator: "\n").count == 3 && run.output.contains("…"))
    }
}
