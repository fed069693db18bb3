import ArgumentParser
import TerritoryKit

struct Overlay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlay",
        abstract: "Cut shapes by the communes, and measure the pieces, as CSV.",
        discussion: """
            Areas are on the ellipsoid. SHAPES is a GeoJSON file of polygons in degrees, or a kind of territory: epci, \
            qpv, departement …

              territory overlay quartiers.geojson --id nom
              territory overlay qpv
            """)

    @Argument(help: "GeoJSON file, or a kind of territory.")
    var shapes: String

    @Option(help: "Property that names a shape (default: its place in the file).")
    var id: String?

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    func run() throws {
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            let pieces =
                if let kind = TerritoryKind(word: shapes) { try database.overlay(of: kind) } else {
                    try database.overlay(of: shapes, identifiedBy: id)
                }
            try Output.answer(pieces.csv())
            Output.end(keeping: database)
        }
    }
}
