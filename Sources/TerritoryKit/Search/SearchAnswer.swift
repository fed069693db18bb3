public import TerritoryFormats

/// Territories found by name.
public struct SearchAnswer: Hashable, Codable, Sendable {
    public struct Match: Hashable, Codable, Sendable {
        public var kind: TerritoryKind
        public var code: String
        public var name: String
        /// The département, which tells homonyms apart; `null` for territories that are not in one.
        @ExplicitNull public var departement: TerritoryReference?
        @ExplicitNull public var municipalPopulation: Int?
        /// The name of a commune of the past that led here; `null` otherwise.
        @ExplicitNull public var formerName: String?

        public init(
            kind: TerritoryKind, code: String, name: String, departement: TerritoryReference? = nil,
            municipalPopulation: Int? = nil, formerName: String? = nil
        ) {
            self.kind = kind
            self.code = code
            self.name = name
            self.departement = departement
            self.municipalPopulation = municipalPopulation
            self.formerName = formerName
        }

        enum CodingKeys: String, CodingKey {
            case kind, code, name, departement
            case municipalPopulation = "municipal_population"
            case formerName = "former_name"
        }
    }

    public var asked: String
    public var matches: [Match]
    /// Whether there were more than the limit.
    public var isTruncated: Bool
    public var data: DataStamp

    public init(asked: String, matches: [Match], isTruncated: Bool, data: DataStamp) {
        self.asked = asked
        self.matches = matches
        self.isTruncated = isTruncated
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case asked, matches, data
        case isTruncated = "is_truncated"
    }
}
