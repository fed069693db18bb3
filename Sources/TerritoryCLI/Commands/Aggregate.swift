import ArgumentParser
import TerritoryKit
import TerritoryFormats

struct Aggregate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aggregate",
        abstract: "Compute an indicator over territories, by its own rule.",
        discussion: """
            Sums are added, ratios rebuilt, means weighted; what cannot be combined is refused with the reason. Each \
            value says what it covers: suppressed and missing values never enter it.
            """)

    @Argument(
        help: "Identifier of an indicator or of a figure of the report; several figures are added, if they can be.")
    var codes: [String]

    @Option(help: "Kind of the territories: commune, epci, arrondissement, departement, region, qpv, grouping.")
    var level: TerritoryKind?

    @Option(name: .customLong("in"), help: "Only territories that share a commune with the one of this code.")
    var parent: String?

    @Option(help: "Codes of communes, separated by commas, taken as one territory.")
    var communes: String?

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json, csv or geojson.")
    var format = MapFormat.text

    func validate() throws {
        guard codes.count == 1 || (level == nil && communes == nil) else {
            throw ValidationError("Several figures are added as they are: ask without --level and --communes.")
        }
        guard level == nil || communes == nil else {
            throw ValidationError("Ask either for --level KIND or for --communes CODE,CODE.")
        }
        guard communes == nil || parent == nil else { throw ValidationError("--in goes with --level.") }
    }

    /// The figures of the report that the codes name, if all of them do.
    private func figures(_ database: TerritoryDatabase) throws -> Bool {
        try codes.allSatisfy { try database.hasFigure($0) }
    }

    private func scope(_ database: TerritoryDatabase) throws -> AggregationScope {
        if let level { return .level(level, within: try parent.map(database.territory)) }
        return .communes(
            try [String].list(communes ?? "").map { text in
                let territory = try database.territory(text)
                guard territory.kind == .commune else { throw EligibilityError.noSuchCommune(text) }
                return CommuneCode(unchecked: territory.code)
            })
    }

    func run() throws {
        try Exit.reporting(in: text.language) {
            let database = try database.open()
            if try figures(database) { return try answerWithFigures(database) }
            let known = try Set(database.indicators().indicators.map(\.code))
            if let unknown = try codes.first(where: { try !known.contains($0) && !database.hasFigure($0) }) {
                throw LookupError.noSuchIndicator(unknown)
            }
            guard codes.count == 1 else {
                throw ValidationError("Only figures of the report are added; ask for one indicator at a time.")
            }
            guard level != nil || communes != nil else {
                throw ValidationError("Ask for --level KIND or for --communes CODE,CODE.")
            }
            let answer = try database.aggregate(codes[0], over: scope(database))
            try Output.answer(
                answer, as: format, from: database, text: AggregateText(language: text.language).text(answer))
        }
    }

    private func answerWithFigures(_ database: TerritoryDatabase) throws {
        guard let format = TextOrJSON(rawValue: format.rawValue) else {
            throw ValidationError("Figures of the report are answered as text or json.")
        }
        guard communes == nil, parent == nil else {
            throw ValidationError("--communes and --in are for indicators; figures of the report are as printed.")
        }
        guard level == nil || codes.count == 1 else {
            throw ValidationError("--level takes one figure of the report at a time.")
        }
        let prose = FigureText(language: text.language)
        if let level {
            let breakdown = try database.breakdown(of: codes[0], by: level)
            try Output.answer(breakdown, as: format, text: prose.text(breakdown.value))
        } else {
            let sum = try database.sum(of: codes)
            try Output.answer(sum, as: format, text: prose.text(sum.value))
        }
    }
}
