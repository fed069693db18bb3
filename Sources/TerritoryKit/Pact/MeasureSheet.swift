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
        @ExplicitNull public var line: Int?
    }

    /// A contradiction or a caution about figures of the measure.
    public struct Finding: Hashable, Codable, Sendable {
        public var code: String
        public var kind: String
        public var label: LocalizedText
        /// What is done about it.
        @ExplicitNull public var handling: LocalizedText?
        public var lines: [Int]
    }

    public var measure: PactMeasure
    public var figures: [Figure]
    public var statements: [PactSheet.Statement]
    public var milestones: [Milestone]
    public var findings: [Finding]
    public var document: String
    public var data: DataStamp
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
        @ExplicitNull public var line: Int?
    }

    public var contracts: [Contract]
    public var facts: [Fact]
    public var document: String
    public var data: DataStamp
}

extension FiguresAnswer {
    /// The figures of a measure.
    public init(_ sheet: MeasureSheet) {
        self.init(figures: sheet.figures, document: sheet.document, data: sheet.data)
    }
}
