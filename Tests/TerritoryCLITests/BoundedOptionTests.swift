import TerritoryTestSupport
import Testing

@Suite("Options out of bounds")
struct BoundedOptionTests {
    @Test(
        "a day of the run that is no number of seconds is told in both languages",
        arguments: ["inf", "nan", "-1", "1e12", "12.5", "32503680000", "", "9223372036854775808", "+5"])
    func epoch(value: String) throws {
        let fixture = try FixtureDatabase()
        for (language, words) in [("en", "a whole number of seconds"), ("fr", "un nombre entier de secondes")] {
            let run = try fixture.country.territory(
                "show", "20001", "--lang", language, environment: ["SOURCE_DATE_EPOCH": value])
            #expect(run.status == 64)
            #expect(run.messages.replacing("\n", with: " ").contains(words), "\(run.messages)")
        }
    }

    @Test("the last second of the calendar of the data is a day", arguments: ["0", "32503679999"])
    func lastSecond(value: String) throws {
        let run = try FixtureDatabase().country.territory(
            "show", "20001", environment: ["SOURCE_DATE_EPOCH": value])
        #expect(run.status == 0)
    }

    @Test(
        "a number that no option takes is told",
        arguments: [
            ["search", "orme", "--limit", "0"], ["search", "orme", "--limit", "101"],
            ["nearest", "qpv", "20001", "--limit", "1001"], ["measures", "--axis", "5"],
            ["locate", "--input", "/dev/null", "--threads", "0"],
            ["locate", "--input", "/dev/null", "--threads", "-4"],
            ["export", "commune", "--simplify", "nan"], ["export", "commune", "--simplify", "1e300"],
            ["query", "within 1e9km of frr"], ["query", "within 501km of frr"],
        ])
    func options(words: [String]) throws {
        let fixture = try FixtureDatabase()
        let run = try Command.territory(words, directory: fixture.country.directory.path).run()
        #expect(run.status == 64)
        #expect(!run.messages.isEmpty)
    }

    @Test(
        "more threads than there are cores are as many as there are", arguments: ["1000000000", "9223372036854775807"])
    func threads(count: String) throws {
        let fixture = try FixtureDatabase()
        var command = try Command.territory(
            ["locate", "--input", "-", "--threads", count], directory: fixture.country.directory.path)
        command.input = "lon,lat\n2.05,44.05\n"
        let run = try command.run()
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("lon,lat,commune,error\n2.05,44.05,20002,\n"), "\(run.output)")
    }
}
