import ArgumentParser
import TerritoryKit

struct Coverage: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell how much of a zoning the contracts cover.",
        discussion: "territory coverage contracts --over frr")

    enum Subject: String, ExpressibleByArgument, CaseIterable { case contracts }

    @Argument(help: "What covers: contracts.")
    var subject: Subject

    @Option(help: "Zoning that is covered: frr, rural, montagne, dsr_perequation, dsr_cible, zrr …")
    var over = "frr"

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json, csv or geojson.")
    var format = MapFormat.text

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            let answer = try database.contractCoverage(over: over)
            switch format {
            case .json: Output.answer(try TerritoryJSON.bytes(of: answer))
            case .csv: Output.answer(answer.csv)
            case .geojson: Output.answer(try database.map(of: answer))
            case .text: Output.answer(CoverageText(language: text.language).text(answer))
            }
        }
    }
}

struct Eligible: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell which communes are eligible for a programme, and why.",
        discussion: """
            Without a code, the number of communes in each département. “cantine” is the State’s aid for a social \
            canteen tariff, for a commune in its own name.
            """)

    enum Programme: String, ExpressibleByArgument, CaseIterable { case cantine }

    @Argument(help: "Programme: cantine.")
    var programme: Programme

    @Argument(help: "INSEE code of a commune.")
    var code: String?

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv (csv for the counts only).")
    var format = TableFormat.text

    func validate() throws {
        if code != nil, format == .csv { throw ValidationError("csv is for the counts: ask without a code.") }
    }

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            let prose = CanteenText(language: text.language)
            if let code {
                let report = try database.canteenReport(of: code)
                Output.answer(
                    format == .json ? try TerritoryJSON.bytes(of: report) : Array((prose.text(report) + "\n").utf8))
            } else {
                let counts = try database.canteenCounts()
                try Output.answer(counts, as: format, csv: counts.csv, text: prose.text(counts))
            }
        }
    }
}
