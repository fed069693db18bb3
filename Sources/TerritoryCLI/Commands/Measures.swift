public import ArgumentParser
public import TerritoryKit

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
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            if let measure { return try answer(database.measureSheet(of: measure)) }
            let answer = try database.measures(axis: axis, status: status)
            try Output.answer(
                answer, as: format, text: FigureText(language: text.language).text(answer))
        }
    }

    private func answer(_ sheet: MeasureSheet) throws {
        try Output.answer(
            sheet, as: format, text: MeasureText(language: text.language).text(sheet))
    }

    func validate() throws {
        guard measure == nil || (axis == nil && status == nil) else {
            throw ValidationError("--axis and --status go without a measure.")
        }
        if let axis, !(1...4).contains(axis) { throw ValidationError("--axis goes from 1 to 4.") }
    }
}

extension MeasureStatus: ExpressibleByArgument {}
