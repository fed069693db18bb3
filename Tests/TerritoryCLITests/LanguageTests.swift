import TerritoryTestSupport
import Testing
import TerritoryFormats

@Suite("Language and repeatability")
struct LanguageTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    static let english = "“20999” is the code of no territory"
    static let french = "«\u{202F}20999\u{202F}» n’est le code d’aucun territoire"

    @Test(
        "the locale gives the language, French where it says nothing of English",
        arguments: [
            (["LC_ALL": "en_US.UTF-8"], english), (["LANG": "en_GB.UTF-8"], english), (["LC_ALL": "C"], french),
            (["LC_ALL": "fr_FR.UTF-8"], french), ([:], french), (["LC_ALL": "C", "LANG": "en_US.UTF-8"], french),
            (["LC_ALL": "", "LANG": "en_US.UTF-8"], english), (["LC_MESSAGES": "en_US", "LANG": "fr_FR"], english),
            (["LANG": "de_DE.UTF-8"], french),
        ] as [([String: String], String)])
    func locale(environment: [String: String], beginning: String) throws {
        let run = try fixture.country.territory("show", "20999", environment: environment)
        #expect(run.messages.hasPrefix(beginning), "\(run.messages)")
    }

    @Test("--lang goes before the locale")
    func option() throws {
        #expect(try fixture.country.territory("show", "20999", "--lang", "fr").messages.hasPrefix(Self.french))
    }

    @Test(
        "the locale changes no byte of a text in a given language",
        arguments: [["LC_ALL": "C"], ["LC_ALL": "de_DE.UTF-8"], ["LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"]])
    func independent(environment: [String: String]) throws {
        for command in Self.commands {
            let arguments = command + ["--lang", "fr"]
            let runs = try [environment, ["LC_ALL": "fr_FR.UTF-8"]].map { environment in
                try Command.territory(arguments, environment: environment, directory: fixture.country.directory.path)
                    .run()
            }
            #expect(runs[0] == runs[1], "\(command)")
        }
    }

    @Test("the same command gives the same bytes twice", arguments: commands)
    func twice(command: [String]) throws {
        let territory = try Command.territory(
            command, environment: ["LC_ALL": "C"], directory: fixture.country.directory.path)
        let first = try territory.run()
        #expect(try territory.run() == first)
    }

    static let commands = [
        ["show", "20055"], ["show", "99", "--format", "json"], ["show", "20012"], ["search", "orme"],
        ["search", "orme", "--format", "csv"], ["locate", "2.35", "44.02"], ["sources"], ["verify"],
        ["export", "communes", "--simplify", "300"], ["export", "frr"],
    ]
}
