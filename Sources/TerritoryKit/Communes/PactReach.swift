public import TerritoryFormats

/// A local pact of the register, and how much of a territory it covers.
public struct PactReach: Hashable, Codable, Sendable {
    public var code: String
    public var name: String
    public var carrier: String
    /// First and last day; `null` where the register has none.
    @ExplicitNull public var validFrom: CivilDate?
    @ExplicitNull public var validUntil: CivilDate?
    /// The territories that the register names.
    public var territories: [TerritoryReference]
    /// Whether it covers rural ground, and QPV, by ``definition``; `null` where that is not known.
    @ExplicitNull public var coversRural: Bool?
    @ExplicitNull public var coversQPV: Bool?
    /// Communes of the territory that it covers, wholly or by one of their QPV.
    public var communes: Int
    /// Whether it covers all of the territory.
    public var isWhole: Bool

    public init(
        code: String, name: String, carrier: String, validFrom: CivilDate? = nil, validUntil: CivilDate? = nil,
        territories: [TerritoryReference], coversRural: Bool? = nil, coversQPV: Bool? = nil, communes: Int,
        isWhole: Bool
    ) {
        self.code = code
        self.name = name
        self.carrier = carrier
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.territories = territories
        self.coversRural = coversRural
        self.coversQPV = coversQPV
        self.communes = communes
        self.isWhole = isWhole
    }

    enum CodingKeys: String, CodingKey {
        case code, name, carrier, territories, communes
        case validFrom = "valid_from"
        case validUntil = "valid_until"
        case coversRural = "covers_rural"
        case coversQPV = "covers_qpv"
        case isWhole = "is_whole"
    }

    /// What every answer means by a rural pact and by one for QPV: what a set of communes, `rural` or `qpv`, has of it.
    public static let definition = LocalizedText(
        fr:
            "Un pacte couvre du territoire rural si l’une de ses communes est rurale selon l’Insee (grille communale de "
            + "densité à 3 niveaux), et des QPV si l’une de ses communes en a un, en tout ou en partie\u{202F}; hors de "
            + "ses dates, il ne couvre rien.",
        en:
            "A pact covers rural ground if one of its communes is rural for INSEE (3-level density grid), and QPV if one "
            + "of its communes holds one, wholly or in part; outside its dates it covers nothing.")
}

/// The pacts of the register that was loaded, by what they cover.
public struct PactCounts: Hashable, Codable, Sendable {
    /// The file of the data package that they come from.
    public var path: String
    public var pacts: Int
    public var rural: Int
    public var qpv: Int
    /// Those of which it is not known whether they cover rural ground, or QPV.
    public var ruralUnknown: Int
    public var qpvUnknown: Int
    /// What is meant by rural and by QPV: ``PactReach/definition``.
    public var definition: LocalizedText

    public init(
        path: String, pacts: Int, rural: Int, qpv: Int, ruralUnknown: Int, qpvUnknown: Int, definition: LocalizedText
    ) {
        self.path = path
        self.pacts = pacts
        self.rural = rural
        self.qpv = qpv
        self.ruralUnknown = ruralUnknown
        self.qpvUnknown = qpvUnknown
        self.definition = definition
    }

    enum CodingKeys: String, CodingKey {
        case path, pacts, rural, qpv, definition
        case ruralUnknown = "rural_unknown"
        case qpvUnknown = "qpv_unknown"
    }
}
