public import TerritoryFormats

/// Territories found by name or by code.
public struct SearchAnswer: Hashable, Codable, Sendable {
    public struct Match: Hashable, Codable, Sendable {
        public var kind: TerritoryKind
        public var code: String
        public var name: String
        /// The département, which tells homonyms apart: of an EPCI, that of its seat; `null` for territories that are
        /// not in one.
        @ExplicitNull public var departement: TerritoryReference?
        @ExplicitNull public var municipalPopulation: Int?
        /// The name of a commune of the past that led here, where that of today did not; `null` otherwise.
        @ExplicitNull public var formerName: String?
        /// The postcode that led here; `null` otherwise.
        @ExplicitNull public var postcode: Postcode?

        public init(
            kind: TerritoryKind, code: String, name: String, departement: TerritoryReference? = nil,
            municipalPopulation: Int? = nil, formerName: String? = nil, postcode: Postcode? = nil
        ) {
            self.kind = kind
            self.code = code
            self.name = name
            self.departement = departement
            self.municipalPopulation = municipalPopulation
            self.formerName = formerName
            self.postcode = postcode
        }

        enum CodingKeys: String, CodingKey {
            case kind, code, name, departement, postcode
            case municipalPopulation = "municipal_population"
            case formerName = "former_name"
        }
    }

    public var asked: String
    /// No territory comes twice.
    public var matches: [Match]
    /// Whether there were more than the limit.
    public var isTruncated: Bool
    /// Whether nothing has the name or code asked for, and the matches have a name near it.
    public var isApproximate: Bool
    /// Whether the file has postcodes: where not, five digits can only be the code of a commune.
    public var arePostcodesKnown: Bool
    public var data: DataStamp

    public init(
        asked: String, matches: [Match], isTruncated: Bool, isApproximate: Bool, arePostcodesKnown: Bool,
        data: DataStamp
    ) {
        self.asked = asked
        self.matches = matches
        self.isTruncated = isTruncated
        self.isApproximate = isApproximate
        self.arePostcodesKnown = arePostcodesKnown
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case asked, matches, data
        case isTruncated = "is_truncated"
        case isApproximate = "is_approximate"
        case arePostcodesKnown = "are_postcodes_known"
    }
}
