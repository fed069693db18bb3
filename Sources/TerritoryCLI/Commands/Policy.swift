public import ArgumentParser
public import TerritoryKit
import TerritoryFormats

struct Measures: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measures",
        abstract: "List the measures of the Pact and where they stand, or tell everything of one.")

    @Argument(help: "Number or identifier of a measure, such as 20 or mn-pactes-locaux.")
    var measure: String?

    @Option(help: "Number of an axis, 1 to 4.")
    var axis: Int?

    @Option(help: "active, not_implemented, absent_from_region, awaiting_decree, not_applicable, ended or context.")
    var status: MeasureStatus?

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            if let measure { return try answer(database.measureSheet(of: measure)) }
            let answer = try database.measures(axis: axis, status: status)
            try Output.answer(
                answer, as: format, csv: answer.csv, text: FigureText(language: text.language).text(answer))
        }
    }

    private func answer(_ sheet: MeasureSheet) throws {
        try Output.answer(
            sheet, as: format, csv: FiguresAnswer(sheet).csv, text: MeasureText(language: text.language).text(sheet))
    }

    func validate() throws {
        guard measure == nil || (axis == nil && status == nil) else {
            throw ValidationError("--axis and --status go without a measure.")
        }
    }
}

struct Contracts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contracts",
        abstract: "List the contracts, and what the report prints of them together.")

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let answer = try database.open().contracts()
            try Output.answer(
                answer, as: format, csv: answer.csv, text: MeasureText(language: text.language).text(answer))
        }
    }
}

struct Indicators: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indicators",
        abstract: "List the figures of the report on the Pact, or the statistical indicators.",
        discussion:
            "Each figure comes with its measure, period, scope, territories and line. --ground lists the others.")

    @Option(help: "Only figures of this measure, such as m20.")
    var measure: String?

    @Option(help: "Only figures of this theme.")
    var theme: String?

    @Option(help: "national, regional, departement, epci, academie, commune or unlocated.")
    var scope: Figure.Scope?

    @Option(help: "count, money, share, rate, threshold, date, ratio, multiplier or rank.")
    var kind: Figure.Kind?

    @Option(name: .customLong("in"), help: "Only figures that name the territory of this code.")
    var territory: String?

    @Flag(help: "The statistical indicators on the ground, which “aggregate” computes.")
    var ground = false

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            if ground { return try answer(try database.indicators()) }
            let filter = FigureFilter(
                measure: measure, theme: theme, scope: scope, kind: kind, territory: try territory.map(database.territory))
            let answer = try database.figures(filter)
            try Output.answer(
                answer, as: format, csv: answer.csv, text: FigureText(language: text.language).text(answer))
        }
    }

    private func answer(_ answer: IndicatorsAnswer) throws {
        try Output.answer(
            answer, as: format, csv: answer.csv, text: AggregateText(language: text.language).text(answer))
    }
}

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
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            let sheet = try database.pactSheet(of: database.territory(code))
            switch format {
            case .json: Output.answer(try TerritoryJSON.bytes(of: sheet))
            case .geojson: Output.answer(try database.geoJSON(of: sheet.territory))
            case .text: Output.answer(PactSheetText(language: text.language, isFull: full).text(sheet))
            }
        }
    }
}

struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Put the indicators of several territories side by side, with those they lie in.")

    @Argument(help: "Codes of the territories, up to 6.")
    var codes: [String]

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func validate() throws {
        guard (1...6).contains(codes.count) else { throw ValidationError("Give 1 to 6 codes.") }
    }

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let database = try database.open()
            let answer = try database.comparison(of: codes.map(database.territory))
            try Output.answer(
                answer, as: format, csv: answer.csv,
                text: PactSheetText(language: text.language, isFull: false).text(answer))
        }
    }
}

struct Reconcile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Put every published control total beside what it should equal, with the explanation.")

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let answer = try database.open().reconciliation()
            try Output.answer(
                answer, as: format, csv: answer.csv,
                text: PactSheetText(language: text.language, isFull: false).text(answer))
        }
    }
}

extension MeasureStatus: ExpressibleByArgument {}
extension Figure.Scope: ExpressibleByArgument {}
extension Figure.Kind: ExpressibleByArgument {}
