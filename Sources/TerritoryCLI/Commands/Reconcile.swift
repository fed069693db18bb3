import ArgumentParser
import TerritoryKit

struct Reconcile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Put every published control total beside what it should equal, with the explanation.")

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func run() throws {
        try Exit.reporting(in: text.language) {
            let answer = try database.open().reconciliation()
            try Output.answer(
                answer, as: format, text: PactSheetText(language: text.language, isFull: false).text(answer))
        }
    }
}
