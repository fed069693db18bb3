import ArgumentParser
import TerritoryKit

struct Indicators: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indicators",
        abstract: "List the statistical indicators by commune and QPV, which “aggregate” computes.",
        discussion: "The figures that the report on the Pact prints are listed by “figures”.")

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func run() throws {
        try Exit.reporting(in: text.language) {
            let answer = try database.open().indicators()
            try Output.answer(
                answer, as: format, text: AggregateText(language: text.language).text(answer))
        }
    }
}
