public import TerritoryFormats

/// Everything known of a territory: what it is, what covers it, and the figures at, above and beyond its level.
public struct PactSheet: Hashable, Codable, Sendable {
    /// A contract that covers the territory, wholly or for a part.
    public struct ContractReach: Hashable, Codable, Sendable {
        public var contract: String
        public var signatory: TerritoryReference
        public var validFrom: CivilDate
        public var validUntil: CivilDate
        /// Communes of the territory that the contract covers.
        public var communes: Int

        enum CodingKeys: String, CodingKey {
            case contract, signatory, communes
            case validFrom = "valid_from"
            case validUntil = "valid_until"
        }
    }

    public struct Reading: Hashable, Codable, Sendable {
        public var indicator: Indicator
        public var row: AggregateAnswer.Row
    }

    /// A statement of the report that names the territory.
    public struct Statement: Hashable, Codable, Sendable {
        public var code: String
        public var measure: String
        public var relation: String
        public var label: LocalizedText
        @ExplicitNull public var line: Int?
    }

    public var territory: TerritorySheet
    public var contracts: [ContractReach]
    public var indicators: [Reading]
    /// Figures of the report for this very territory.
    public var figures: [Figure]
    /// Figures for several territories together, of which this is one; they are not split.
    public var groupFigures: [Figure]
    /// Figures for territories that lie within it.
    public var figuresWithin: [Figure]
    /// Figures for larger territories in which it lies.
    public var figuresAbove: [Figure]
    public var nationalFigures: [Figure]
    public var statements: [Statement]
    public var document: String
    public var data: DataStamp

    enum CodingKeys: String, CodingKey {
        case territory, contracts, indicators, figures, statements, document, data
        case groupFigures = "group_figures"
        case figuresWithin = "figures_within"
        case figuresAbove = "figures_above"
        case nationalFigures = "national_figures"
    }
}

/// The same indicators for several territories, and for those they lie in.
public struct ComparisonAnswer: Hashable, Codable, Sendable {
    public struct Line: Hashable, Codable, Sendable {
        public var indicator: Indicator
        /// In the order of the territories.
        public var rows: [AggregateAnswer.Row]
    }

    /// The territories asked for, then the larger ones in which all of them lie.
    public var territories: [TerritoryReference]
    public var lines: [Line]
    public var data: DataStamp
}
