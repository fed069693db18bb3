import ArgumentParser
import TerritoryKit

struct Coverage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Tell how much of a set of communes contracts, pacts or territories cover.",
        discussion: """
            SUBJECTS are contracts, pacts, epcis, departements, arrondissements, regions, or any set of communes. \
            Without --over, what covers SUBJECTS: contracts, pacts, zonings, QPV. docs/expressions.md has the grammar \
            of sets.

              territory coverage contracts --over frr
              territory coverage contracts --over rural
              territory coverage epci:243100518 --over qpv
              territory coverage commune:48095
            """)

    @Argument(help: "What covers, or a set of communes.")
    var subjects: String

    @Option(help: "Set of communes that is covered: frr, rural, qpv, “frr minus qpv” …")
    var over: String?

    @OptionGroup var day: DayOption

    @Flag(help: "Split the inhabitants of QPV that lie in a subject in part by area.")
    var estimate = false

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json, csv or geojson.")
    var format = MapFormat.text

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            let prose = CoverageText(language: text.language)
            guard let over else {
                let answer = try database.covering(subjects, on: day.date)
                return try Output.answer(answer, as: try table(format), csv: answer.csv, text: prose.text(answer))
            }
            let answer = try database.coverage(of: subjects, over: over, on: day.date, estimates: estimate)
            switch format {
            case .json: Output.answer(try TerritoryJSON.bytes(of: answer))
            case .csv: Output.answer(answer.csv)
            case .geojson: Output.answer(try database.map(of: answer))
            case .text: Output.answer(prose.text(answer))
            }
        }
    }

    private func table(_ format: MapFormat) throws -> TableFormat {
        switch format {
        case .text: .text
        case .json: .json
        case .csv: .csv
        case .geojson: throw ValidationError("geojson needs --over.")
        }
    }
}

struct Query: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "List the territories, contracts or pacts that stand so to a set of communes.",
        discussion: """
            EXPRESSION = [SUBJECT [in|covering]] SET. Subjects: communes, epcis, arrondissements, departements, regions, \
            qpvs, contracts, pacts. docs/expressions.md has the grammar.

              territory query "contracts covering frr"
              territory query "communes in epci:200067940 and frr minus qpv"
              territory query "communes within 20km of commune:48095"
            """)

    @Argument(help: "Expression; its words may stand without quotation marks.")
    var expression: [String]

    @OptionGroup var day: DayOption
    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json, csv or geojson.")
    var format = MapFormat.text

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            let answer = try database.query(expression.joined(separator: " "), on: day.date)
            switch format {
            case .json: Output.answer(try TerritoryJSON.bytes(of: answer))
            case .csv: Output.answer(answer.csv)
            case .geojson: Output.answer(try database.map(of: answer))
            case .text: Output.answer(QueryText(language: text.language).text(answer))
            }
        }
    }
}

struct Nearest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nearest",
        abstract: "Tell what lies nearest to a place.",
        discussion: """
            WHAT is qpv, france-services, or a set of communes. PLACE is the code of a territory, or \
            LONGITUDE,LATITUDE in degrees. Distances are in metres on the ground, from border to border.

              territory nearest qpv 48095
              territory nearest france-services 3.0785,44.0996
              territory nearest "frr minus qpv" 31555
            """)

    @Argument(help: "What is looked for.")
    var what: String

    @Argument(help: "Code of a territory, or LONGITUDE,LATITUDE.")
    var place: String

    @Option(help: "Number of rows, from 1 to 1000.")
    var limit = 5

    @OptionGroup var day: DayOption
    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json, csv or geojson.")
    var format = MapFormat.text

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit goes from 1 to 1000.") }
        if place.contains(","), Position(commandLine: place) == nil {
            throw ValidationError(
                "“\(place)” is not a position: LONGITUDE,LATITUDE in degrees is expected, such as 1.44,43.6.")
        }
    }

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            let start = Position(commandLine: place).map(TerritoryDatabase.Place.position) ?? .territory(place)
            let answer = try database.nearest(what, to: start, on: day.date, limit: limit)
            switch format {
            case .json: Output.answer(try TerritoryJSON.bytes(of: answer))
            case .csv: Output.answer(answer.csv)
            case .geojson: Output.answer(try database.map(of: answer))
            case .text: Output.answer(NearestText(language: text.language).text(answer))
            }
        }
    }
}

/// The day that a question is about.
struct DayOption: ParsableArguments {
    @Option(name: .customLong("on"), help: "Day asked about, as 2024-11-15 (default: each data as it is).")
    var text: String?

    var date: CivilDate? { text.flatMap { CivilDate($0) } }

    func validate() throws {
        if let text, date == nil { throw ValidationError("“\(text)” is not a day: the form 2024-11-15 is expected.") }
    }
}

extension Position {
    /// Reads LONGITUDE,LATITUDE in degrees.
    init?(commandLine text: String) {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard numbers.count == 2, let east = numbers[0], let north = numbers[1], abs(east) <= 180, abs(north) <= 90
        else { return nil }
        self.init(longitude: east, latitude: north)
    }
}
