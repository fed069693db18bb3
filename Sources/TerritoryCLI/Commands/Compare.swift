import ArgumentParser
import TerritoryKit

struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Put the indicators of several territories side by side, with those they lie in.")

    @Argument(help: "Codes of the territories, up to 6.")
    var codes: [String]

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func validate() throws {
        guard (1...6).contains(codes.count) else { throw ValidationError("Give 1 to 6 codes.") }
    }

    func run() throws {
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            let answer = try database.comparison(of: codes.map(database.territory))
            try Output.answer(
                answer, as: format, text: PactSheetText(language: text.language, isFull: false).text(answer))
        }
    }
}
