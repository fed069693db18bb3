public import TerritoryFormats

/// A figure that the report on the Pact prints, with all that keeps it from being misread.
public struct Figure: Hashable, Codable, Sendable {
    public enum Kind: String, CaseIterable, Codable, Sendable {
        case count, money, share, rate, threshold, date, ratio, multiplier, rank
    }

    public enum Qualifier: String, CaseIterable, Codable, Sendable {
        case exact, nearly, about, range
        case moreThan = "more_than"
        case atMost = "at_most"
        case atLeast = "at_least"
        case upTo = "up_to"
    }

    public enum Nature: String, CaseIterable, Codable, Sendable {
        /// The state at a date.
        case stock
        /// An amount over a period.
        case flow
        /// A rule, such as a ceiling.
        case parameter
        case target
    }

    public enum Scope: String, CaseIterable, Codable, Sendable {
        case national, regional, departement, epci, academie, commune, unlocated
    }

    /// How precisely the report says where a figure applies.
    public enum Precision: String, CaseIterable, Codable, Sendable {
        case explicit
        /// The sentence names no territory; it is read from the context.
        case implicit
        /// Given for several territories together, and not split.
        case group
        /// A part of it has no territory.
        case partlyLocated = "partly_located"
    }

    public enum Aggregation: String, CaseIterable, Codable, Sendable {
        case sum, distinct, ratio, overlapping
        case weightedMean = "weighted_mean"
        case partOf = "part_of"
        case duplicateOf = "duplicate_of"
        case notAdditive = "not_additive"
    }

    public var code: String
    public var measure: String
    public var theme: String
    public var label: LocalizedText
    /// The number; of a date, the text is in `valueText`.
    @ExplicitNull public var value: Double?
    public var valueText: String
    @ExplicitNull public var valueDenominator: Int?
    @ExplicitNull public var valueMax: Double?
    public var unit: LocalizedText
    public var kind: Kind
    public var qualifier: Qualifier
    public var nature: Nature
    @ExplicitNull public var periodStart: String?
    @ExplicitNull public var periodEnd: String?
    @ExplicitNull public var asOf: String?
    @ExplicitNull public var periodNote: LocalizedText?
    public var scope: Scope
    public var precision: Precision
    public var isProvisional: Bool
    public var aggregation: Aggregation
    @ExplicitNull public var aggregationTarget: String?
    @ExplicitNull public var weight: LocalizedText?
    public var confidence: String
    @ExplicitNull public var note: LocalizedText?
    /// Empty for a national figure.
    public var territories: [TerritoryReference]
    /// Codes of the findings that concern it.
    public var findings: [String]
    /// Where the report prints it.
    @ExplicitNull public var citation: Citation?
    /// Line of the extracted text, for those who maintain the data.
    @ExplicitNull public var line: Int?

    public init(
        code: String, measure: String, theme: String, label: LocalizedText, value: Double? = nil, valueText: String,
        valueDenominator: Int? = nil, valueMax: Double? = nil, unit: LocalizedText, kind: Kind, qualifier: Qualifier,
        nature: Nature, periodStart: String? = nil, periodEnd: String? = nil, asOf: String? = nil,
        periodNote: LocalizedText? = nil, scope: Scope, precision: Precision, isProvisional: Bool,
        aggregation: Aggregation, aggregationTarget: String? = nil, weight: LocalizedText? = nil, confidence: String,
        note: LocalizedText? = nil, territories: [TerritoryReference], findings: [String], citation: Citation? = nil,
        line: Int? = nil
    ) {
        self.code = code
        self.measure = measure
        self.theme = theme
        self.label = label
        self.value = value
        self.valueText = valueText
        self.valueDenominator = valueDenominator
        self.valueMax = valueMax
        self.unit = unit
        self.kind = kind
        self.qualifier = qualifier
        self.nature = nature
        self.periodStart = periodStart
        self.periodEnd = periodEnd
        self.asOf = asOf
        self.periodNote = periodNote
        self.scope = scope
        self.precision = precision
        self.isProvisional = isProvisional
        self.aggregation = aggregation
        self.aggregationTarget = aggregationTarget
        self.weight = weight
        self.confidence = confidence
        self.note = note
        self.territories = territories
        self.findings = findings
        self.citation = citation
        self.line = line
    }

    enum CodingKeys: String, CodingKey {
        case code, measure, theme, label, value, unit, kind, qualifier, nature, scope, precision, aggregation, weight
        case confidence, note, territories, findings, citation, line
        case valueText = "value_text"
        case valueDenominator = "value_denominator"
        case valueMax = "value_max"
        case periodStart = "period_start"
        case periodEnd = "period_end"
        case asOf = "as_of"
        case periodNote = "period_note"
        case isProvisional = "is_provisional"
        case aggregationTarget = "aggregation_target"
    }
}

/// The figures that a question asked for.
public struct FiguresAnswer: Hashable, Codable, Sendable {
    public var figures: [Figure]
    public var document: String
    public var data: DataStamp

    public init(figures: [Figure], document: String, data: DataStamp) {
        self.figures = figures
        self.document = document
        self.data = data
    }
}
