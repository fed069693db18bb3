import ArgumentParser
import TerritoryKit
import TerritoryFormats

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what is known of a territory.",
        discussion: """
            CODE is that of a commune, an EPCI (SIREN), an arrondissement, a département, a région or a QPV. The code \
            of a commune of the past leads to the commune that holds its ground today.
            """)

    @Argument(help: "Code of the territory.")
    var code: String

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or geojson.")
    var format = ShapeFormat.text

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            let answer = try database.sheet(for: code)
            switch format {
            case .json: Output.answer(try TerritoryJSON.bytes(of: answer))
            case .geojson: Output.answer(try database.geoJSON(of: answer.territory))
            case .text: Output.answer(SheetText(language: text.language).text(answer))
            }
            if answer.territory == nil { throw Outcome.notFound }
        }
    }
}

struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find territories by name.",
        discussion: "Case, accents, hyphens and apostrophes do not matter; “st” stands for “saint”.")

    @Argument(help: "Name, or the beginning of each of its words.")
    var name: [String]

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    @Option(help: "Greatest number of matches, up to 100.")
    var limit = 20

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let answer = try database.open().search(name.joined(separator: " "), limit: limit)
            try Output.answer(
                answer, as: format, csv: answer.csv, text: SearchText(language: text.language).text(answer))
            if answer.matches.isEmpty { throw Outcome.notFound }
        }
    }
}

struct Sources: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "Tell what the database is made of: publishers, licences, vintages.")

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let answer = try database.open().sources()
            try Output.answer(
                answer, as: format, csv: answer.csv, text: SourcesText(language: text.language).text(answer))
        }
    }
}
