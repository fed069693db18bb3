import ArgumentParser
import Foundation
import TerritoryKit

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

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("Longitude, then latitude, in degrees.", valueName: "longitude> <latitude"))
    var coordinates: [String] = []

    @Option(help: "Table of positions: a file, or - for standard input.")
    var input: String?

    @Option(help: "Columns to add, separated by commas: commune, epci, qpv, a zoning … (default: commune).")
    var add = "commune"

    @Option(help: "Column of the longitudes (default: lon, longitude, lng or x).")
    var longitude: String?

    @Option(help: "Column of the latitudes (default: lat, latitude or y).")
    var latitude: String?

    @Flag(help: "The table is NDJSON: one JSON object a line.")
    var ndjson = false

    @Option(help: "Number of threads (default: all cores).")
    var threads: Int?

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text or json, for one position.")
    var format = TextOrJSON.text

    private func position() throws -> Position {
        // « -- » before a negative number is a habit of other commands.
        let coordinates = self.coordinates.filter { $0 != "--" }
        let numbers = coordinates.compactMap { Double($0.replacing(",", with: ".")) }
        guard coordinates.count == 2, numbers.count == 2, abs(numbers[0]) <= 180, abs(numbers[1]) <= 90 else {
            let given = coordinates.joined(separator: " ")
            throw ValidationError(
                "“\(given)” is not a position: a longitude (-180 to 180) and a latitude (-90 to 90), in degrees, are expected."
            )
        }
        return Position(longitude: numbers[0], latitude: numbers[1])
    }

    func validate() throws {
        guard input == nil else {
            if !coordinates.isEmpty { throw ValidationError("a position and --input exclude each other.") }
            if let threads, threads < 1 { throw ValidationError("--threads is 1 at least.") }
            return
        }
        _ = try position()
    }

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            if let input { return try locate(input, database) }
            let answer = try database.place(at: position())
            switch format {
            case .json: Output.answer(try TerritoryJSON.bytes(of: answer))
            case .text: Output.answer(PlaceText(language: text.language).text(answer))
            }
        }
    }

    private func locate(_ input: String, _ database: TerritoryDatabase) throws {
        let bulk = BulkLocate(
            ndjson ? .ndjson : .csv(), longitude: longitude, latitude: latitude,
            threadCount: threads ?? BulkLocate.coreCount)
        let descriptor = input == "-" ? 0 : open(input, O_RDONLY)
        guard descriptor >= 0 else { throw ImportError.missing(input) }
        defer { if input != "-" { close(descriptor) } }
        let report = try database.locate(
            bulk, adding: add.split(separator: ",").map(String.init), from: descriptor, to: 1,
            progress: Output.byteProgress(in: text.language, total: Self.size(of: descriptor)))
        if report.bad > 0 || isatty(STDERR_FILENO) == 1 { Output.message(sentence(report)) }
    }

    private static func size(of descriptor: CInt) -> Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
        return Int(status.st_size)
    }

    private func sentence(_ report: BulkLocate.Report) -> String {
        func number(_ count: Int) -> String { Decimals.text(count, in: text.language) }
        return Phrase(
            fr: "\(number(report.rows)) lignes\u{202F}: \(number(report.located)) situées, \(number(report.outside)) "
                + "hors des communes de la base, \(number(report.bad)) sans position lisible (colonne error).",
            en: "\(number(report.rows)) rows: \(number(report.located)) located, \(number(report.outside)) outside the "
                + "communes of the database, \(number(report.bad)) without a readable position (column error)."
        )(text.language).wrapped()
    }
}

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
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            let pieces =
                if let kind = TerritoryKind(rawValue: shapes) { try database.overlay(of: kind) } else {
                    try database.overlay(of: shapes, identifiedBy: id)
                }
            Output.answer(pieces.csv)
            Output.end(keeping: database)
        }
    }
}

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
        let kinds = to.split(separator: ",").map { TerritoryKind(rawValue: String($0)) }
        let known: [TerritoryKind] = [.epci, .departement, .region]
        let found = kinds.compactMap { $0 }.filter(known.contains)
        return found.count == kinds.count && !found.isEmpty ? found : nil
    }

    func validate() throws {
        if kinds == nil { throw ValidationError("--to takes epci, departement and region, separated by commas.") }
    }

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            Output.answer(try database.rollUp(table == "-" ? "/dev/stdin" : table, to: kinds ?? []))
            Output.end(keeping: database)
        }
    }
}
