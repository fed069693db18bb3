/// How much of a zoning each contract covers.
public struct ContractCoverageAnswer: Hashable, Codable, Sendable {
    /// Communes with their number, inhabitants and ground.
    public struct Measure: Hashable, Codable, Sendable {
        public var communes: Int
        /// Inhabitants (population municipale) of these communes, whole.
        public var municipalPopulation: Int
        /// Square kilometres on the ellipsoid (WGS 84) of these communes, whole.
        public var areaInSquareKilometers: Double

        enum CodingKeys: String, CodingKey {
            case communes
            case municipalPopulation = "municipal_population"
            case areaInSquareKilometers = "area_km2"
        }
    }

    public struct Row: Hashable, Codable, Sendable {
        public var contract: String
        /// The territory that signed, and that the contract covers.
        public var territory: TerritoryName
        public var validFrom: CivilDate
        public var validUntil: CivilDate
        public var whole: Measure
        /// The part of it that is in the zoning, wholly or partly.
        public var covered: Measure
        /// Communes whose class is unknown.
        public var unknownCommunes: Int

        enum CodingKeys: String, CodingKey {
            case contract, territory, whole, covered
            case validFrom = "valid_from"
            case validUntil = "valid_until"
            case unknownCommunes = "unknown_communes"
        }
    }

    /// The zoning asked about, with its vintage.
    public var zoning: String
    public var zoningLabel: Label
    public var vintage: String
    public var rows: [Row]
    /// The zoning over the whole scope.
    public var whole: Measure
    /// What the contracts cover of it together: a commune that two contracts cover counts once.
    public var covered: Measure
    public var data: DataStamp

    enum CodingKeys: String, CodingKey {
        case zoning, vintage, rows, whole, covered, data
        case zoningLabel = "zoning_label"
    }
}
