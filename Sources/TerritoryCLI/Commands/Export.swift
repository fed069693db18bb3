import ArgumentParser
import Foundation
import TerritoryKit

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a layer as GeoJSON (RFC 7946), for a map or a GIS.",
        discussion: """
            A zoning, such as “frr”, gives one dissolved zone for each class; for the communes of a class, use “commune \
            --zoning frr:frr_plus”. \
            --simplify moves borders by about that many metres; borders shared by two territories stay shared.
            """)

    @Argument(help: "commune, epci, arrondissement, departement, region or qpv; or a zoning, such as frr.")
    var layer: String

    @Option(name: .customLong("in"), help: "Only what has a commune in the territory of this code.")
    var parent: String?

    @Option(help: "Only what has a commune in this zoning (frr) or class (frr:frr_plus).")
    var zoning: String?

    @Option(help: "Properties to write, separated by commas; a zoning is a property of a commune.")
    var properties: String?

    @Option(help: "Tolerance of the simplification, in metres.")
    var simplify: Double?

    @Flag(help: "Also the communes outside the région that belong to its EPCIs.")
    var outside = false

    @Option(name: [.customLong("output"), .customShort("o")], help: "File to write (default: standard output).")
    var output: String?

    @OptionGroup var day: DayOption
    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    func validate() throws {
        if let simplify, !(simplify > 0 && simplify <= 100_000) {
            throw ValidationError("--simplify takes metres, more than 0 and at most 100000.")
        }
    }

    func run() throws {
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            let request = ExportRequest(
                layer: ExportLayer(word: layer), properties: properties.map([String].list),
                parent: try parent.map(database.territory),
                zoning: zoning, on: day.date, simplificationInMeters: simplify, includesOutside: outside)
            guard let output else {
                try database.export(request) { try Output.answer($0) }
                Output.end(keeping: database)
            }
            try OutputFile(path: output).write(asking: database.path) { put in
                try database.export(request) { try put($0) }
            }
        }
    }
}
