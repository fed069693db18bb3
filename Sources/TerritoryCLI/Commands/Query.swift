import ArgumentParser
import TerritoryKit
import TerritoryFormats

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
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            let answer = try database.query(expression.joined(separator: " "), on: day.date)
            try Output.answer(answer, as: format, from: database, text: QueryText(language: text.language).text(answer))
        }
    }
}
