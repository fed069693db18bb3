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

        public init(
            contract: String, signatory: TerritoryReference, validFrom: CivilDate, validUntil: CivilDate, communes: Int
        ) {
            self.contract = contract
            self.signatory = signatory
            self.validFrom = validFrom
            self.validUntil = validUntil
            self.communes = communes
        }

        enum CodingKeys: String, CodingKey {
            case contract, signatory, communes
            case validFrom = "valid_from"
            case validUntil = "valid_until"
        }
    }

    public struct Reading: Hashable, Codable, Sendable {
        public var indicator: Indicator
        public var row: AggregateAnswer.Row

        public init(indicator: Indicator, row: AggregateAnswer.Row) {
            self.indicator = indicator
            self.row = row
        }
    }

    /// A statement of the report that names the territory.
    public struct Statement: Hashable, Codable, Sendable {
        public var code: String
        public var measure: String
        public var relation: String
        public var label: LocalizedText
        @ExplicitNull public var citation: Citation?
        @ExplicitNull public var line: Int?

        public init(
            code: String, measure: String, relation: String, label: LocalizedText, citation: Citation? = nil,
            line: Int? = nil
        ) {
            self.code = code
            self.measure = measure
            self.relation = relation
            self.label = label
            self.citation = citation
            self.line = line
        }
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

    public init(
        territory: TerritorySheet, contracts: [ContractReach], indicators: [Reading], figures: [Figure],
        groupFigures: [Figure], figuresWithin: [Figure], figuresAbove: [Figure], nationalFigures: [Figure],
        statements: [Statement], document: String, data: DataStamp
    ) {
        self.territory = territory
        self.contracts = contracts
        self.indicators = indicators
        self.figures = figures
        self.groupFigures = groupFigures
        self.figuresWithin = figuresWithin
        self.figuresAbove = figuresAbove
        self.nationalFigures = nationalFigures
        self.statements = statements
        self.document = document
        self.data = data
    }

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

        public init(indicator: Indicator, rows: [AggregateAnswer.Row]) {
            self.indicator = indicator
            self.rows = rows
        }
    }

    /// The territories asked for, then the larger ones in which all of them lie.
    public var territories: [TerritoryReference]
    public var lines: [Line]
    public var data: DataStamp

    public init(territories: [TerritoryReference], lines: [Line], data: DataStamp) {
        self.territories = territories
        self.lines = lines
        self.data = data
    }
}
