import ArgumentParser
import TerritoryKit

struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find territories by name or code.",
        discussion: """
            Case, accents, hyphens and apostrophes do not matter; “st” stands for “saint”. A département behind the \
            name keeps to it: “mende (48)”, “mende lozère”. Former names and codes lead to the communes of today. Where \
            nothing matches, names with a letter or two wrong are given.
            """)

    @Argument(help: "Name, the beginning of each of its words, or a code.")
    var name: [String]

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    @Option(help: "Greatest number of matches, up to 100.")
    var limit = 20

    func validate() throws {
        guard (1...TerritoryDatabase.searchLimit).contains(limit) else {
            throw ValidationError("--limit goes from 1 to \(TerritoryDatabase.searchLimit).")
        }
    }

    func run() throws {
        try Exit.reporting(in: text.language) {
            let answer = try database.open().search(name.joined(separator: " "), limit: limit)
            try Output.answer(
                answer, as: format, text: SearchText(language: text.language).text(answer))
            if answer.matches.isEmpty { throw Exit.notFound }
        }
    }
}
