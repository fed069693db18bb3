public import ArgumentParser
public import TerritoryKit

struct Figures: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures",
        abstract: "List the figures of the report on the Pact.",
        discussion:
            "Each figure comes with its measure, period, scope, territories and page.")

    @Option(help: "Only figures of this measure, such as m20.")
    var measure: String?

    @Option(help: "Only figures of this theme.")
    var theme: String?

    @Option(help: "national, regional, departement, epci, academie, commune or unlocated.")
    var scope: Figure.Scope?

    @Option(help: "count, money, share, rate, threshold, date, ratio, multiplier or rank.")
    var kind: Figure.Kind?

    @Option(name: .customLong("in"), help: "Only figures that name this territory.")
    var territory: String?

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func run() throws {
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            let filter = FigureFilter(
                measure: measure, theme: theme, scope: scope, kind: kind,
                territory: try territory.map(database.territory))
            let answer = try database.figures(filter)
            try Output.answer(
                answer, as: format, text: FigureText(language: text.language).text(answer))
        }
    }
}

extension Figure.Scope: ExpressibleByArgument {}
extension Figure.Kind: ExpressibleByArgument {}
