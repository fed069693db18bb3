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
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            let answer = try database.sheet(for: code)
            let prose = SheetText(language: text.language, today: try .today)
            try Output.answer(answer, as: format, from: database, text: prose.text(answer))
            if answer.territory == nil { throw Exit.notFound }
        }
    }
}
