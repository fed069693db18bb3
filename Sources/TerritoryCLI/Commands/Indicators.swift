public import ArgumentParser
public import TerritoryKit

struct Aggregate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compute an indicator over territories, by its own rule.",
        discussion: """
            Sums are added, ratios rebuilt, means weighted; what cannot be combined is refused with the reason. Each \
            value says what it covers: suppressed and missing values never enter it.
            """)

    @Argument(help: "Identifier of the indicator; “territory indicators” lists them.")
    var indicator: String

    @Option(help: "Kind of the territories: commune, epci, arrondissement, departement, region, qpv, grouping.")
    var level: TerritoryKind?

    @Option(name: .customLong("in"), help: "Only territories that share a commune with the one of this code.")
    var parent: String?

    @Option(help: "Codes of communes, separated by commas, taken as one territory.")
    var communes: String?

    @OptionGroup var database: DatabaseOption
    @OptionGroup var text: LanguageOption

    @Option(help: "text, json or csv.")
    var format = TableFormat.text

    func validate() throws {
        guard (level == nil) != (communes == nil) else {
            throw ValidationError("Ask either for --level KIND or for --communes CODE,CODE.")
        }
        guard communes == nil || parent == nil else { throw ValidationError("--in goes with --level.") }
    }

    private func scope() throws -> AggregationScope {
        if let level { return .level(level, within: parent) }
        let codes = try (communes ?? "").split(separator: ",").map { try CommuneCode(validating: String($0)) }
        return .communes(codes)
    }

    func run() throws {
        try Outcome.reporting(in: text.language) {
            let answer = try database.open().aggregate(indicator, over: scope())
            switch format {
            case .json: Output.answer(try TerritoryJSON.bytes(of: answer))
            case .csv: Output.answer(answer.csv)
            case .text: Output.answer(AggregateText(language: text.language).text(answer))
            }
        }
    }
}

extension TerritoryKind: ExpressibleByArgument {}
