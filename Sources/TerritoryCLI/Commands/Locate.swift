import ArgumentParser
import Foundation
import TerritoryKit
import TerritoryBuild
import TerritoryFormats
import TerritoryGeometry

struct Locate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "locate",
        abstract: "Tell which territories a position lies in, or complete a table of positions.",
        discussion: """
            Degrees, WGS 84 (EPSG:4326), longitude first: territory locate 3.0785 44.0996. A decimal comma is read too. \
            With --input, the rows of a CSV or NDJSON table go to standard output with what their positions lie in, in \
            their order; a last column, error, says why a row has none.

              territory locate --input points.csv --add commune,epci,frr
              cat points.ndjson | territory locate --input - --ndjson --add commune_name
            """)

    @Argument(help: ArgumentHelp("Longitude, then latitude, in degrees.", valueName: "longitude> <latitude"))
    var coordinates: [String] = []

    @Option(help: "Table of positions: a file, or - for standard input.")
    var input: String?

    @Option(help: "Columns to add, separated by commas: commune, epci, qpv, a zoning … (default: commune).")
    var add = "commune"

    @Option(help: "Column of the longitudes (default: lon, longitude, lng or long; or x beside y).")
    var longitude: String?

    @Option(help: "Column of the latitudes (default: lat or latitude; or y beside x).")
    var latitude: String?

    @Flag(help: "The table is NDJSON: one JSON object a line.")
    var ndjson = false

    @Option(help: "Number of threads (default: all cores).")
    var threads: Int?

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text or json, for one position.")
    var format = TextOrJSON.text

    private func position() throws -> Position { try Position.parsed(coordinates.joined(separator: " ")) }

    func validate() throws {
        guard input == nil else {
            if !coordinates.isEmpty { throw ValidationError("a position and --input exclude each other.") }
            if let threads, threads < 1 { throw ValidationError("--threads is 1 at least.") }
            return
        }
        _ = try position()
    }

    func run() throws {
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            if let input { return try locate(input, database) }
            let answer = try database.place(at: position())
            try Output.answer(answer, as: format, text: PlaceText(language: text.language).text(answer))
        }
    }

    private func locate(_ input: String, _ database: TerritoryDatabase) throws {
        let bulk = BulkLocate(
            ndjson ? .ndjson : .csv(), longitude: longitude, latitude: latitude,
            threadCount: min(threads ?? .max, BulkLocate.coreCount))
        let table = try TableInput(input)
        let report = try database.locate(
            bulk, adding: add.split(separator: ",").map(String.init), from: table.descriptor, to: 1,
            progress: Output.byteProgress(in: text.language, total: Self.size(of: table.descriptor)))
        let isLost = report.located == 0 && report.outside > 0
        if report.bad > 0 || isLost || isatty(STDERR_FILENO) == 1 { Output.message(sentence(report)) }
        if isLost, 2 * report.turned > report.outside { Output.message(question(report)) }
    }

    /// Positions of which none lies in the database, and most do once turned round.
    private func question(_ report: BulkLocate.Report) -> String {
        let turned = Decimals.text(report.turned, in: text.language)
        return LocalizedText(
            fr:
                "La longitude et la latitude sont-elles échangées\u{202F}? Retournées, \(turned) positions sont dans des "
                + "communes de la base.",
            en: "Are longitude and latitude swapped? Turned round, \(turned) positions lie in communes of the database."
        )(text.language).wrapped()
    }

    private static func size(of descriptor: CInt) -> Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
        return Int(status.st_size)
    }

    private func sentence(_ report: BulkLocate.Report) -> String {
        func number(_ count: Int) -> String { Decimals.text(count, in: text.language) }
        return LocalizedText(
            fr: "\(number(report.rows)) lignes\u{202F}: \(number(report.located)) situées, \(number(report.outside)) "
                + "hors des communes de la base, \(number(report.bad)) sans position lisible (colonne error).",
            en: "\(number(report.rows)) rows: \(number(report.located)) located, \(number(report.outside)) outside the "
                + "communes of the database, \(number(report.bad)) without a readable position (column error)."
        )(text.language).wrapped()
    }
}
