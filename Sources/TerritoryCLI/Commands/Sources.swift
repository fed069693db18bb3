import ArgumentParser
import TerritoryKit

struct Sources: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "Tell what the database is made of: publishers, licences, vintages.")

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func run() throws {
        try Exit.reporting(in: text.language) {
            let answer = try database.open().sources()
            try Output.answer(
                answer, as: format, text: SourcesText(language: text.language).text(answer))
        }
    }
}
