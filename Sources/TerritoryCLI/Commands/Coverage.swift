import ArgumentParser
import TerritoryKit
import TerritoryFormats
import TerritoryGeometry

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
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            let prose = CoverageText(language: text.language)
            guard let over else {
                let answer = try database.layers(covering: subjects, on: day.date)
                return try Output.answer(answer, as: try table(format), text: prose.text(answer))
            }
            let answer = try database.coverage(of: subjects, over: over, on: day.date, estimates: estimate)
            try Output.answer(answer, as: format, from: database, text: prose.text(answer))
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
