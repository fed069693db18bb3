import ArgumentParser
import TerritoryGeometry
import TerritoryKit
import TerritoryFormats

struct Nearest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nearest",
        abstract: "Tell what lies nearest to a place.",
        discussion: """
            WHAT is qpv, france-services, or a set of communes. PLACE is a territory (its code, or its name), \
            or LONGITUDE LATITUDE in degrees. Distances are in metres on the ground, from border to border.

              territory nearest qpv 48095
              territory nearest france-services 3.0785,44.0996
              territory nearest "frr minus qpv" 31555
            """)

    @Argument(help: "What is looked for.")
    var what: String

    @Argument(help: "A territory, or a longitude and a latitude.")
    var place: [String]

    @Option(help: "Number of rows, from 1 to 1000.")
    var limit = 5

    @OptionGroup var day: DayOption
    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json, csv or geojson.")
    var format = MapFormat.text

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit goes from 1 to 1000.") }
    }

    func run() throws {
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            let answer = try database.nearest(what, to: try start(database), on: day.date, limit: limit)
            try Output.answer(
                answer, as: format, from: database, text: NearestText(language: text.language).text(answer))
        }
    }

    /// Numbers are a position, anything else the text of a territory.
    private func start(_ database: TerritoryDatabase) throws -> TerritoryDatabase.Place {
        let text = place.joined(separator: " ")
        if let position = Position(text) { return .position(position) }
        // A code is one word without a comma: what begins with a digit and goes on so is a position, and a wrong one.
        let begins = text.first { $0 != " " }.map { $0.isNumber || "-+.".contains($0) } ?? false
        if begins, place.count > 1 || text.contains(",") { _ = try Position.parsed(text) }
        return .territory(try database.territory(text))
    }
}
