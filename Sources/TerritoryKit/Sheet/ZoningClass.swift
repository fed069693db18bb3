public import TerritoryFormats

/// The class of a commune in a zoning, and the time for which it is known.
public struct ZoningClass: Hashable, Codable, Sendable {
    public var zoning: String
    public var zoningLabel: LocalizedText
    public var code: String
    public var label: LocalizedText
    public var membership: ZoningMembership
    /// First day for which the class is known to hold.
    public var validFrom: CivilDate
    /// Last day; `null` where no end is known.
    @ExplicitNull public var validUntil: CivilDate?
    public var vintage: String
    /// Last day of the zoning by law; `null` where it has not ended.
    @ExplicitNull public var ended: CivilDate?
    /// Last day on which the class has effects, where it has one of its own; `null` otherwise.
    @ExplicitNull public var effectsUntil: CivilDate?
    /// The former communes with their classes, where the class came over a merger; `null` otherwise.
    @ExplicitNull public var carriedFrom: String?

    public init(
        zoning: String, zoningLabel: LocalizedText, code: String, label: LocalizedText, membership: ZoningMembership,
        validFrom: CivilDate, validUntil: CivilDate? = nil, vintage: String, ended: CivilDate? = nil,
        effectsUntil: CivilDate? = nil,
        carriedFrom: String? = nil
    ) {
        self.zoning = zoning
        self.zoningLabel = zoningLabel
        self.code = code
        self.label = label
        self.membership = membership
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.vintage = vintage
        self.ended = ended
        self.effectsUntil = effectsUntil
        self.carriedFrom = carriedFrom
    }

    enum CodingKeys: String, CodingKey {
        case zoning, code, label, membership, vintage, ended
        case zoningLabel = "zoning_label"
        case validFrom = "valid_from"
        case validUntil = "valid_until"
        case effectsUntil = "effects_until"
        case carriedFrom = "carried_from"
    }
}

/// How many of a territory’s communes, and of their inhabitants, are in a class.
public struct ZoningShare: Hashable, Codable, Sendable {
    public var zoning: String
    public var zoningLabel: LocalizedText
    /// `null` for the communes whose class is unknown.
    @ExplicitNull public var code: String?
    @ExplicitNull public var label: LocalizedText?
    public var communes: Int
    /// `null` where the population of one of these communes is unknown.
    @ExplicitNull public var municipalPopulation: Int?
    public var validFrom: CivilDate
    @ExplicitNull public var validUntil: CivilDate?
    public var vintage: String
    /// Last day of the zoning by law; `null` where it has not ended.
    @ExplicitNull public var ended: CivilDate?

    public init(
        zoning: String, zoningLabel: LocalizedText, code: String? = nil, label: LocalizedText? = nil, communes: Int,
        municipalPopulation: Int? = nil, validFrom: CivilDate, validUntil: CivilDate? = nil, vintage: String,
        ended: CivilDate? = nil
    ) {
        self.zoning = zoning
        self.zoningLabel = zoningLabel
        self.code = code
        self.label = label
        self.communes = communes
        self.municipalPopulation = municipalPopulation
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.vintage = vintage
        self.ended = ended
    }

    enum CodingKeys: String, CodingKey {
        case zoning, code, label, communes, vintage, ended
        case zoningLabel = "zoning_label"
        case municipalPopulation = "municipal_population"
        case validFrom = "valid_from"
        case validUntil = "valid_until"
    }
}
