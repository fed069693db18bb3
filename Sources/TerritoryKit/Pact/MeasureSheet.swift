public import TerritoryFormats

/// Everything that the report says under a measure.
public struct MeasureSheet: Hashable, Codable, Sendable {
    /// A dated event of a measure.
    public struct Milestone: Hashable, Codable, Sendable {
        public var code: String
        /// A day, a month or a year, as printed.
        public var date: String
        public var label: LocalizedText
        public var scope: String
        @ExplicitNull public var citation: Citation?
        @ExplicitNull public var line: Int?

        public init(
            code: String, date: String, label: LocalizedText, scope: String, citation: Citation? = nil, line: Int? = nil
        ) {
            self.code = code
            self.date = date
            self.label = label
            self.scope = scope
            self.citation = citation
            self.line = line
        }
    }

    /// A contradiction or a caution about figures of the measure.
    public struct Finding: Hashable, Codable, Sendable {
        public var code: String
        public var kind: String
        public var label: LocalizedText
        /// What is done about it.
        @ExplicitNull public var handling: LocalizedText?
        /// Whether its figures are never added to one another.
        public var isNeverAdded: Bool
        /// The headings of the report that it is about.
        public var citations: [Citation]
        public var lines: [Int]

        public init(
            code: String, kind: String, label: LocalizedText, handling: LocalizedText? = nil,
            isNeverAdded: Bool = false,
            citations: [Citation], lines: [Int]
        ) {
            self.code = code
            self.kind = kind
            self.label = label
            self.handling = handling
            self.isNeverAdded = isNeverAdded
            self.citations = citations
            self.lines = lines
        }

        enum CodingKeys: String, CodingKey {
            case code, kind, label, handling, citations, lines
            case isNeverAdded = "is_never_added"
        }
    }

    public var measure: PactMeasure
    public var figures: [Figure]
    public var statements: [PactSheet.Statement]
    public var milestones: [Milestone]
    public var findings: [Finding]
    public var document: String
    public var data: DataStamp

    public init(
        measure: PactMeasure, figures: [Figure], statements: [PactSheet.Statement], milestones: [Milestone],
        findings: [Finding], document: String, data: DataStamp
    ) {
        self.measure = measure
        self.figures = figures
        self.statements = statements
        self.milestones = milestones
        self.findings = findings
        self.document = document
        self.data = data
    }
}

/// The contracts, and what the report prints of them.
public struct ContractsAnswer: Hashable, Codable, Sendable {
    public struct Contract: Hashable, Codable, Sendable {
        public var code: String
        public var kind: String
        public var signatory: TerritoryReference
        /// The legal nature of an EPCI: the report calls métropole what is not always one in law.
        @ExplicitNull public var nature: EPCI.Nature?
        public var validFrom: CivilDate
        public var validUntil: CivilDate
        public var communes: Int
        @ExplicitNull public var municipalPopulation: Int?
        public var reference: String

        public init(
            code: String, kind: String, signatory: TerritoryReference, nature: EPCI.Nature? = nil,
            validFrom: CivilDate, validUntil: CivilDate, communes: Int, municipalPopulation: Int? = nil,
            reference: String
        ) {
            self.code = code
            self.kind = kind
            self.signatory = signatory
            self.nature = nature
            self.validFrom = validFrom
            self.validUntil = validUntil
            self.communes = communes
            self.municipalPopulation = municipalPopulation
            self.reference = reference
        }

        enum CodingKeys: String, CodingKey {
            case code, kind, signatory, nature, communes, reference
            case validFrom = "valid_from"
            case validUntil = "valid_until"
            case municipalPopulation = "municipal_population"
        }
    }

    /// A fact printed of several contracts together; it is not split between them.
    public struct Fact: Hashable, Codable, Sendable {
        public var code: String
        public var label: LocalizedText
        /// `departements`, `metropoles` or `both`; `null` where the report does not say.
        @ExplicitNull public var signatories: String?
        @ExplicitNull public var theme: String?
        @ExplicitNull public var value: String?
        @ExplicitNull public var unit: String?
        @ExplicitNull public var figure: String?
        @ExplicitNull public var citation: Citation?
        @ExplicitNull public var line: Int?

        public init(
            code: String, label: LocalizedText, signatories: String? = nil, theme: String? = nil, value: String? = nil,
            unit: String? = nil, figure: String? = nil, citation: Citation? = nil, line: Int? = nil
        ) {
            self.code = code
            self.label = label
            self.signatories = signatories
            self.theme = theme
            self.value = value
            self.unit = unit
            self.figure = figure
            self.citation = citation
            self.line = line
        }
    }

    public var contracts: [Contract]
    public var facts: [Fact]
    public var document: String
    public var data: DataStamp

    public init(contracts: [Contract], facts: [Fact], document: String, data: DataStamp) {
        self.contracts = contracts
        self.facts = facts
        self.document = document
        self.data = data
    }
}

extension FiguresAnswer {
    /// The figures of a measure.
    public init(_ sheet: MeasureSheet) {
        self.init(figures: sheet.figures, document: sheet.document, data: sheet.data)
    }
}
