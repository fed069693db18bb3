public import TerritoryFormats

/// A statistical indicator on the ground: what is counted, when, and how values combine.
public struct Indicator: Hashable, Codable, Sendable {
    public var code: String
    public var label: LocalizedText
    public var theme: String
    public var unit: LocalizedText
    /// Decimals that are worth showing.
    public var decimals: Int
    /// Date or period of the values.
    public var period: String
    /// Kind of the territories that have a value of their own: `commune` or `qpv`.
    public var level: TerritoryKind
    public var aggregation: AggregationRule.Kind
    /// Code of the indicator that weights a mean.
    @ExplicitNull public var weight: String?
    @ExplicitNull public var numerator: String?
    @ExplicitNull public var denominator: String?
    /// What a ratio is multiplied by.
    public var scale: Double
    @ExplicitNull public var note: LocalizedText?
    /// Publisher and vintage; `null` for a ratio of two others.
    @ExplicitNull public var source: String?

    public init(
        code: String, label: LocalizedText, theme: String, unit: LocalizedText, decimals: Int, period: String,
        level: TerritoryKind, aggregation: AggregationRule.Kind, weight: String? = nil, numerator: String? = nil,
        denominator: String? = nil, scale: Double, note: LocalizedText? = nil, source: String? = nil
    ) {
        self.code = code
        self.label = label
        self.theme = theme
        self.unit = unit
        self.decimals = decimals
        self.period = period
        self.level = level
        self.aggregation = aggregation
        self.weight = weight
        self.numerator = numerator
        self.denominator = denominator
        self.scale = scale
        self.note = note
        self.source = source
    }
}

/// The indicators of a database.
public struct IndicatorsAnswer: Hashable, Codable, Sendable {
    public var indicators: [Indicator]
    public var data: DataStamp

    public init(indicators: [Indicator], data: DataStamp) {
        self.indicators = indicators
        self.data = data
    }
}

/// An indicator over the territories of a level.
public struct AggregateAnswer: Hashable, Codable, Sendable {
    public struct Row: Hashable, Codable, Sendable {
        public var territory: TerritoryReference
        public var aggregate: Aggregate
        /// Share (0 to 1) of the municipal population of the members that were counted; `null` for QPV, and where the
        /// population of a member is unknown.
        @ExplicitNull public var countedPopulationShare: Double?
        /// QPV that lie in the territory for a part only: their values are whole, and are not split.
        public var straddlingQPVs: [TerritoryReference]

        public init(
            territory: TerritoryReference, aggregate: Aggregate, countedPopulationShare: Double? = nil,
            straddlingQPVs: [TerritoryReference]
        ) {
            self.territory = territory
            self.aggregate = aggregate
            self.countedPopulationShare = countedPopulationShare
            self.straddlingQPVs = straddlingQPVs
        }

        enum CodingKeys: String, CodingKey {
            case territory, aggregate
            case countedPopulationShare = "counted_population_share"
            case straddlingQPVs = "straddling_qpvs"
        }
    }

    public var indicator: Indicator
    public var level: String
    public var rows: [Row]
    public var data: DataStamp

    public init(indicator: Indicator, level: String, rows: [Row], data: DataStamp) {
        self.indicator = indicator
        self.level = level
        self.rows = rows
        self.data = data
    }
}
