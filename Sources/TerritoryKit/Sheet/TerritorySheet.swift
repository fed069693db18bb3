public import TerritoryFormats

/// What is known of a territory.
public struct TerritorySheet: Hashable, Codable, Sendable {
    public var kind: TerritoryKind
    public var code: String
    public var name: String
    /// The legal nature of an EPCI; `null` for the others.
    @ExplicitNull public var nature: EPCI.Nature?
    /// The territories it lies in, from the smallest; for a QPV, its communes first.
    public var parents: [TerritoryReference]
    /// How many communes it is made of.
    public var communes: Int
    /// False for a territory of which the file has some communes only: it then has neither total nor area.
    public var isComplete: Bool
    /// Communes of an EPCI outside the scope of the file.
    public var outsideMembers: [TerritoryReference]
    /// `null` where the population of a commune of the territory is unknown, and for a QPV.
    @ExplicitNull public var population: Population?
    /// Square kilometres on the ellipsoid (WGS 84) to the square metre, from generalised boundaries; `null` where there
    /// is no shape.
    @ExplicitNull public var areaInSquareKilometers: Double?
    /// The classes of a commune.
    public var zonings: [ZoningClass]
    /// The classes of the communes of a larger territory.
    public var zoningShares: [ZoningShare]
    /// The quartiers prioritaires that lie in it, even for a part.
    public var qpvs: [TerritoryReference]
    /// False where a part of the territory lies outside the scope, of which the file does not know the QPV.
    public var areQPVsKnown: Bool
    /// First day of the code as that of this commune; `null` if it is older than the register (1943), and for others.
    @ExplicitNull public var codeSince: CivilDate?
    /// Day since which a commune has had its present ground; `null` likewise.
    @ExplicitNull public var perimeterSince: CivilDate?
    /// Former periods of a commune’s code.
    public var formerPeriods: [CommuneHistory.Period]
    /// The postcodes of a commune; `null` where the file has none of any commune, and for other territories.
    @ExplicitNull public var postcodes: [Postcode]?
    /// The local pacts that cover it, wholly or for a part, whatever the day; `null` where no register was loaded.
    @ExplicitNull public var pacts: [PactReach]?

    public init(
        kind: TerritoryKind, code: String, name: String, nature: EPCI.Nature? = nil, parents: [TerritoryReference],
        communes: Int, isComplete: Bool, outsideMembers: [TerritoryReference], population: Population? = nil,
        areaInSquareKilometers: Double? = nil, zonings: [ZoningClass], zoningShares: [ZoningShare],
        qpvs: [TerritoryReference], areQPVsKnown: Bool, codeSince: CivilDate? = nil, perimeterSince: CivilDate? = nil,
        formerPeriods: [CommuneHistory.Period], postcodes: [Postcode]? = nil,
        pacts: [PactReach]? = nil
    ) {
        self.kind = kind
        self.code = code
        self.name = name
        self.nature = nature
        self.parents = parents
        self.communes = communes
        self.isComplete = isComplete
        self.outsideMembers = outsideMembers
        self.population = population
        self.areaInSquareKilometers = areaInSquareKilometers
        self.zonings = zonings
        self.zoningShares = zoningShares
        self.qpvs = qpvs
        self.areQPVsKnown = areQPVsKnown
        self.codeSince = codeSince
        self.perimeterSince = perimeterSince
        self.formerPeriods = formerPeriods
        self.postcodes = postcodes
        self.pacts = pacts
    }

    enum CodingKeys: String, CodingKey {
        case kind, code, name, nature, parents, communes, population, zonings, qpvs, postcodes, pacts
        case isComplete = "is_complete"
        case outsideMembers = "outside_members"
        case areQPVsKnown = "are_qpvs_known"
        case areaInSquareKilometers = "area_km2"
        case zoningShares = "zoning_shares"
        case codeSince = "code_since"
        case perimeterSince = "perimeter_since"
        case formerPeriods = "former_periods"
    }
}

/// What is known of the territory that a text names.
public struct TerritoryAnswer: Hashable, Codable, Sendable {
    public var asked: String
    /// `null` if the code was that of a commune and what became of it is ambiguous.
    @ExplicitNull public var territory: TerritorySheet?
    /// `null` unless the code is a former one.
    @ExplicitNull public var formerCommune: FormerCommune?
    public var data: DataStamp

    public init(asked: String, territory: TerritorySheet? = nil, formerCommune: FormerCommune? = nil, data: DataStamp) {
        self.asked = asked
        self.territory = territory
        self.formerCommune = formerCommune
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case asked, territory, data
        case formerCommune = "former_commune"
    }
}
