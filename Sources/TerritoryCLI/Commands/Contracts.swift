import ArgumentParser
import TerritoryKit

struct Contracts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contracts",
        abstract: "List the contracts, and what the report prints of them together.")

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func run() throws {
        try Exit.reporting(in: text.language) {
            let answer = try database.open().contracts()
            try Output.answer(
                answer, as: format, text: MeasureText(language: text.language).text(answer))
        }
    }
}
