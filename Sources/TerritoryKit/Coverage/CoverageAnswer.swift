public import TerritoryFormats

/// How much of a set of communes some territories, contracts or pacts cover.
public struct CoverageAnswer: Hashable, Codable, Sendable {
    /// A thing that covers: a contract, a pact, a territory, or a set that the asker wrote.
    public struct Subject: Hashable, Codable, Sendable {
        public var code: String
        public var name: String
        /// The territories it is made of; none for a set that the asker wrote.
        public var territories: [TerritoryReference]
        @ExplicitNull public var validFrom: CivilDate?
        @ExplicitNull public var validUntil: CivilDate?

        public init(
            code: String, name: String, territories: [TerritoryReference], validFrom: CivilDate? = nil,
            validUntil: CivilDate? = nil
        ) {
            self.code = code
            self.name = name
            self.territories = territories
            self.validFrom = validFrom
            self.validUntil = validUntil
        }

        enum CodingKeys: String, CodingKey {
            case code, name, territories
            case validFrom = "valid_from"
            case validUntil = "valid_until"
        }
    }

    public struct Row: Hashable, Codable, Sendable {
        public var subject: Subject
        public var whole: CommuneTotals
        /// The part of it that is certainly in the set asked about.
        public var covered: CommuneTotals
        /// Communes of it of which that is not known.
        public var unknownCommunes: Int
        /// Of the subject.
        public var share: CommuneShares
        /// Of the set asked about, as far as it lies in the database.
        public var shareOfOver: CommuneShares
        /// The QPV by their own ground; `null` unless QPV were asked about.
        @ExplicitNull public var qpvs: QPVCoverage?

        public init(
            subject: Subject, whole: CommuneTotals, covered: CommuneTotals, unknownCommunes: Int, share: CommuneShares,
            shareOfOver: CommuneShares, qpvs: QPVCoverage? = nil
        ) {
            self.subject = subject
            self.whole = whole
            self.covered = covered
            self.unknownCommunes = unknownCommunes
            self.share = share
            self.shareOfOver = shareOfOver
            self.qpvs = qpvs
        }

        enum CodingKeys: String, CodingKey {
            case subject, whole, covered, share, qpvs
            case unknownCommunes = "unknown_communes"
            case shareOfOver = "share_of_over"
        }
    }

    /// Communes that so many subjects cover.
    public struct Times: Hashable, Codable, Sendable {
        public var times: Int
        public var measure: CommuneTotals

        public init(times: Int, measure: CommuneTotals) {
            self.times = times
            self.measure = measure
        }
    }

    /// The totals under another definition of what was asked about.
    public struct Definition: Hashable, Codable, Sendable {
        public var code: String
        public var label: LocalizedText
        public var expression: String
        public var isDefault: Bool
        /// The whole of it in the scope.
        public var whole: CommuneTotals
        public var covered: CommuneTotals
        public var unknownCommunes: Int
        /// In it and not in the default.
        public var added: CommuneTotals
        /// In the default and not in it.
        public var removed: CommuneTotals
        public var vintages: [VintageUse]

        public init(
            code: String, label: LocalizedText, expression: String, isDefault: Bool, whole: CommuneTotals,
            covered: CommuneTotals, unknownCommunes: Int, added: CommuneTotals, removed: CommuneTotals,
            vintages: [VintageUse]
        ) {
            self.code = code
            self.label = label
            self.expression = expression
            self.isDefault = isDefault
            self.whole = whole
            self.covered = covered
            self.unknownCommunes = unknownCommunes
            self.added = added
            self.removed = removed
            self.vintages = vintages
        }

        enum CodingKeys: String, CodingKey {
            case code, label, expression, whole, covered, added, removed, vintages
            case isDefault = "is_default"
            case unknownCommunes = "unknown_communes"
        }
    }

    /// What covers, as asked.
    public var subjects: String
    /// What is covered, as asked.
    public var over: String
    @ExplicitNull public var on: CivilDate?
    public var rows: [Row]
    /// All subjects together; a commune that several cover counts once.
    public var together: CommuneTotals
    /// Of these, what is in the set asked about.
    public var covered: CommuneTotals
    /// Of these, what lies in the scope of the database: EPCIs that cross its border cover ground beyond it.
    public var coveredInScope: CommuneTotals
    /// The whole set asked about, in the scope of the database.
    public var wholeOver: CommuneTotals
    public var unknownCommunes: Int
    /// Of all subjects together, the communes that are not in the zoning asked about but keep its effects, which are not
    /// covered; `null` unless a zoning with such classes was asked about by its bare name.
    @ExplicitNull public var kept: CommuneTotals?
    /// The communes of the covered part by the number of subjects that cover each.
    public var timesCovered: [Times]
    @ExplicitNull public var qpvs: QPVCoverage?
    /// Each definition in use, where what was asked about has several.
    public var definitions: [Definition]
    public var vintages: [VintageUse]
    public var data: DataStamp

    public init(
        subjects: String, over: String, on: CivilDate? = nil, rows: [Row], together: CommuneTotals,
        covered: CommuneTotals, coveredInScope: CommuneTotals, wholeOver: CommuneTotals, unknownCommunes: Int,
        timesCovered: [Times], qpvs: QPVCoverage? = nil, definitions: [Definition], vintages: [VintageUse],
        data: DataStamp
    ) {
        self.subjects = subjects
        self.over = over
        self.on = on
        self.rows = rows
        self.together = together
        self.covered = covered
        self.coveredInScope = coveredInScope
        self.wholeOver = wholeOver
        self.unknownCommunes = unknownCommunes
        self.timesCovered = timesCovered
        self.qpvs = qpvs
        self.definitions = definitions
        self.vintages = vintages
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case subjects, over, on, rows, together, covered, kept, qpvs, definitions, vintages, data
        case coveredInScope = "covered_in_scope"
        case wholeOver = "whole_over"
        case unknownCommunes = "unknown_communes"
        case timesCovered = "times_covered"
    }
}
