import ArgumentParser
import TerritoryKit
import TerritoryFormats

struct Sheet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Tell everything known of a territory: zonings, contracts, indicators, figures.",
        discussion: "Figures of larger territories and of the nation are kept apart: they are never to be added.")

    @Argument(help: "Code of the territory.")
    var code: String

    @Flag(help: "List the figures of larger territories and of the nation too.")
    var full = false

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or geojson.")
    var format = ShapeFormat.text

    func run() throws {
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            let sheet = try database.pactSheet(of: database.territory(code))
            let today = try CivilDate.today
            try Output.answer(
                sheet, as: format, from: database,
                text: PactSheetText(language: text.language, isFull: full).text(sheet, today: today))
        }
    }
}
