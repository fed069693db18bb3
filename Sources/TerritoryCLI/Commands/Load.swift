public import ArgumentParser
public import TerritoryKit
import TerritoryBuild
import TerritoryFormats

struct Load: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Add a register of pacts, or an indicator of your own, to the data package.",
        discussion: "It goes to data/own/; “territory build” then loads it. If anything is wrong, nothing is loaded.",
        subcommands: [LoadPacts.self, LoadIndicator.self])
}

struct LoadPacts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pacts", abstract: "Load the register of the local pacts, in place of the former one.",
        discussion: """
            A CSV with the columns code, name, carrier, territories (codes separated by spaces), themes, valid_from, \
            valid_until, state_amount, total_amount, source. “territory reconcile” then compares it with the totals \
            that the report publishes.
            """)

    @Argument(help: "CSV file of the register.")
    var file: String

    @Option(name: .customLong("data"), help: "Folder that holds geo/ and data/.")
    var package = "."

    @OptionGroup var text: LanguageOption

    func run() throws {
        try Exit.reporting(in: text.language) {
            let count = try OwnData(package: package).loadPacts(from: file)
            let message = LocalizedText(
                fr: "\(count) pacte(s) chargé(s)\u{202F}; «\u{202F}territory build\u{202F}» les met dans la base.",
                en: "\(count) pact(s) loaded; “territory build” puts them into the database.")
            try Output.answer(message(text.language))
        }
    }
}

struct LoadIndicator: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indicator", abstract: "Load an indicator of your own, by commune.",
        discussion: """
            A CSV with the columns code and value; a value may be s (secret), nd (missing) or / (not applicable). The \
            vintage of the codes is found from them, and values are carried over mergers.
            """)

    @Argument(help: "CSV file of the values.")
    var file: String

    @Option(help: "Identifier: small letters, digits, _ and -.")
    var code: String

    @Option(help: "Name, in French.")
    var labelFr: String

    @Option(help: "Name, in English (default: the French one).")
    var labelEn: String?

    @Option(help: "Unit.")
    var unit: String

    @Option(help: "Date or period of the values, such as 2024.")
    var period: String

    @Option(help: "How values combine: sum, weighted_mean (with --weight) or not_additive.")
    var aggregation: AggregationRule.Kind

    @Option(help: "Indicator that weights the mean, such as population.")
    var weight: String?

    @Option(name: .customLong("data"), help: "Folder that holds geo/ and data/.")
    var package = "."

    @OptionGroup var text: LanguageOption

    func validate() throws {
        let isPlain = code.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
        }
        guard isPlain, !code.isEmpty, code.utf8.count <= 60 else {
            throw ValidationError(
                "\(code.inEnglishQuotes) is not an identifier: small letters, digits, _ and - are expected.")
        }
        guard aggregation != .ratio else { throw ValidationError("A ratio is made of two indicators: load each.") }
        guard (aggregation == .weightedMean) == (weight != nil) else {
            throw ValidationError("--weight goes with --aggregation weighted_mean, and is needed there.")
        }
    }

    func run() throws {
        let language = text.language
        try Exit.reporting(in: language) {
            let definition = OwnData.IndicatorDefinition(
                code: code, label: LocalizedText(fr: labelFr, en: labelEn ?? labelFr),
                unit: LocalizedText(fr: unit, en: unit),
                period: period, rule: aggregation, weight: weight)
            let loaded = try OwnData(package: package).loadIndicator(definition, from: file)
            for notice in loaded.notices { Output.message(notice.sentence(in: language)) }
            let message = LocalizedText(
                fr:
                    "\(loaded.communes) commune(s), codes de la géographie \(loaded.codeVintage)\u{202F}; «\u{202F}territory "
                    + "build\u{202F}» les met dans la base.",
                en: "\(loaded.communes) commune(s), codes of the geography of \(loaded.codeVintage); “territory build” "
                    + "puts them into the database.")
            try Output.answer(message(language))
        }
    }
}

extension AggregationRule.Kind: ExpressibleByArgument {}
