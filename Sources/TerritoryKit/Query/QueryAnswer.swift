public import TerritoryFormats

/// The things of a kind that stand so to a set of communes.
public struct QueryAnswer: Hashable, Codable, Sendable {
    public struct Row: Hashable, Codable, Sendable {
        public var kind: String
        public var code: String
        public var name: String
        public var territories: [TerritoryReference]
        /// A QPV by its own ground and inhabitants; whole communes for anything else.
        public var whole: CommuneTotals
        /// The part of it that is in the set.
        public var covered: CommuneTotals
        public var share: CommuneShares
        public var isInScope: Bool
        /// Whether the relation holds is not known.
        public var isUnknown: Bool

        public init(
            kind: String, code: String, name: String, territories: [TerritoryReference], whole: CommuneTotals,
            covered: CommuneTotals, share: CommuneShares, isInScope: Bool, isUnknown: Bool
        ) {
            self.kind = kind
            self.code = code
            self.name = name
            self.territories = territories
            self.whole = whole
            self.covered = covered
            self.share = share
            self.isInScope = isInScope
            self.isUnknown = isUnknown
        }

        enum CodingKeys: String, CodingKey {
            case kind, code, name, territories, whole, covered, share
            case isInScope = "is_in_scope"
            case isUnknown = "is_unknown"
        }
    }

    public var query: String
    public var subject: String
    public var relation: String
    @ExplicitNull public var on: CivilDate?
    public var rows: [Row]
    /// The set of communes asked about; the answer’s rows may be other things.
    public var set: CommuneTotals
    /// The part of the set that lies outside the scope of the database, in the EPCIs that cross its border.
    public var outside: CommuneTotals
    public var unknownCommunes: Int
    public var vintages: [VintageUse]
    public var data: DataStamp

    public init(
        query: String, subject: String, relation: String, on: CivilDate? = nil, rows: [Row], set: CommuneTotals,
        outside: CommuneTotals, unknownCommunes: Int, vintages: [VintageUse], data: DataStamp
    ) {
        self.query = query
        self.subject = subject
        self.relation = relation
        self.on = on
        self.rows = rows
        self.set = set
        self.outside = outside
        self.unknownCommunes = unknownCommunes
        self.vintages = vintages
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case query, subject, relation, on, rows, set, outside, vintages, data
        case unknownCommunes = "unknown_communes"
    }
}
