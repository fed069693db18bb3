import ArgumentParser
import TerritoryKit

struct RollUp: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollup",
        abstract: "Add a table of values by commune up to larger territories, as CSV.",
        discussion: """
            The table has the columns commune (or code), indicator and value, in any order. Each territory gets the sum \
            and the mean weighted by the municipal population of the communes with a value, and their number.

              territory rollup values.csv --to epci,departement,region
            """)

    @Argument(help: "CSV file, or - for standard input.")
    var table: String

    @Option(help: "Kinds of territories, separated by commas, of epci, departement and region.")
    var to = "epci,departement,region"

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    private var kinds: [TerritoryKind]? {
        let kinds = [String].list(to).map { TerritoryKind(word: $0) }
        let known: [TerritoryKind] = [.epci, .departement, .region]
        let found = kinds.compactMap { $0 }.filter(known.contains)
        return found.count == kinds.count && !found.isEmpty ? found : nil
    }

    func validate() throws {
        if kinds == nil { throw ValidationError("--to takes epci, departement and region, separated by commas.") }
    }

    func run() throws {
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            try Output.answer(database.rollUp(table, to: kinds ?? []).csv())
            Output.end(keeping: database)
        }
    }
}
