public import TerritoryFormats

/// A condition of a rule; `docs/rules.md` says when each kind is met, not met or unknown.
public struct Criterion: Hashable, Sendable {
    public indirect enum Condition: Hashable, Sendable {
        case allOf([Criterion])
        case anyOf([Criterion])
        case not(Criterion)
        case zoning(ZoningCondition)
        case population(PopulationCondition)
        case competence(CompetenceCondition)
        case indicator(IndicatorCondition)
        case populationShare(PopulationShareCondition)
        case qpv(QPVCondition)
        case memberOf(MembershipCondition)
        case dateWindow(DateWindow)
        case given(LocalizedText)
        /// Met on a condition that no data tell: a yes says so.
        case onCondition(LocalizedText)
        /// Covered by a local pact of the register.
        case pact
        case undocumented(LocalizedText)
    }

    public var condition: Condition
    public var label: LocalizedText?
    public var note: LocalizedText?
    /// Whether a grouping may meet it in the place of the commune.
    public var isTransferable: Bool

    init(_ condition: Condition, label: LocalizedText? = nil, note: LocalizedText? = nil, isTransferable: Bool = false)
    {
        (self.condition, self.label, self.note, self.isTransferable) = (condition, label, note, isTransferable)
    }
}

/// The class of the commune in a zoning.
public struct ZoningCondition: Hashable, Codable, Sendable {
    public var code: String
    public var classes: [String]
    /// The day looked at, if not the one asked about.
    public var at: CivilDate?
    /// Conditions that the class supposes.
    public var implies: [Criterion]?

    enum CodingKeys: String, CodingKey {
        case code, classes, at, implies
    }
}

public struct PopulationCondition: Hashable, Codable, Sendable {
    public enum Definition: String, Codable, Sendable {
        case municipal
        /// Municipal and total population, second homes and caravan places: at least the municipal one.
        case dgf
    }

    public var definition: Definition
    public var below: Int?
    public var atLeast: Int?

    enum CodingKeys: String, CodingKey {
        case definition, below
        case atLeast = "at_least"
    }
}

public struct CompetenceCondition: Hashable, Codable, Sendable {
    public enum Holder: String, Codable, Sendable { case commune, epci }

    /// Codes of the BANATIC nomenclature: one is enough.
    public var codes: [String]
    /// Codes that leave the holder unknown where the EPCI has one.
    public var perhaps: [String]?
    public var heldBy: Holder

    enum CodingKeys: String, CodingKey {
        case codes, perhaps
        case heldBy = "held_by"
    }
}

public struct IndicatorCondition: Hashable, Codable, Sendable {
    public enum Less: String, Codable, Sendable { case unknown }

    public var code: String
    public var atLeast: Double
    /// Set where the indicator may miss what counts.
    public var lessMeans: Less?

    enum CodingKeys: String, CodingKey {
        case code
        case atLeast = "at_least"
        case lessMeans = "less_means"
    }
}

/// The share of the municipal population of a set of communes that lives in those which meet a criterion.
public struct PopulationShareCondition: Hashable, Codable, Sendable {
    public var atLeast: Fraction
    public var satisfying: Criterion

    enum CodingKeys: String, CodingKey {
        case satisfying
        case atLeast = "at_least"
    }
}

public struct QPVCondition: Hashable, Codable, Sendable {
    public enum Relation: String, Codable, Sendable {
        /// The official table gives the commune a QPV, in whole or in part.
        case holds
        /// A QPV itself, or a position in one.
        case inside
        /// A position in a QPV, or within some metres of its perimeter.
        case near
    }

    public var relation: Relation
    public var meters: Double?
    public var at: CivilDate?
}

public struct MembershipCondition: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Sendable { case region, departement, epci, commune }

    public var kind: Kind
    public var codes: [String]
}

/// The day asked about lies between two days, both included.
public struct DateWindow: Hashable, Codable, Sendable {
    public var from: CivilDate?
    public var until: CivilDate?
}

extension Criterion: Codable {
    private enum CodingKeys: String, CodingKey {
        case label, note, transferable
        case allOf = "all_of"
        case anyOf = "any_of"
        case not, zoning, population, competence, indicator
        case populationShare = "population_share"
        case qpv
        case memberOf = "member_of"
        case dateWindow = "date_window"
        case given, pact, undocumented
        case onCondition = "on_condition"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func read<Value: Decodable>(_ key: CodingKeys) throws -> Value { try container.decode(Value.self, forKey: key) }
        label = try container.decodeIfPresent(LocalizedText.self, forKey: .label)
        note = try container.decodeIfPresent(LocalizedText.self, forKey: .note)
        isTransferable = try container.decodeIfPresent(Bool.self, forKey: .transferable) ?? false
        let own = Set<CodingKeys>([.label, .note, .transferable])
        guard let key = container.allKeys.first(where: { !own.contains($0) }) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "a criterion is expected"))
        }
        switch key {
        case .allOf: condition = .allOf(try read(key))
        case .anyOf: condition = .anyOf(try read(key))
        case .not: condition = .not(try read(key))
        case .zoning: condition = .zoning(try read(key))
        case .population: condition = .population(try read(key))
        case .competence: condition = .competence(try read(key))
        case .indicator: condition = .indicator(try read(key))
        case .populationShare: condition = .populationShare(try read(key))
        case .qpv: condition = .qpv(try read(key))
        case .memberOf: condition = .memberOf(try read(key))
        case .dateWindow: condition = .dateWindow(try read(key))
        case .given: condition = .given(try read(key))
        case .onCondition: condition = .onCondition(try read(key))
        case .pact: condition = .pact
        case .undocumented, .label, .note, .transferable: condition = .undocumented(try read(key))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(label, forKey: .label)
        try container.encodeIfPresent(note, forKey: .note)
        if isTransferable { try container.encode(true, forKey: .transferable) }
        switch condition {
        case .allOf(let value): try container.encode(value, forKey: .allOf)
        case .anyOf(let value): try container.encode(value, forKey: .anyOf)
        case .not(let value): try container.encode(value, forKey: .not)
        case .zoning(let value): try container.encode(value, forKey: .zoning)
        case .population(let value): try container.encode(value, forKey: .population)
        case .competence(let value): try container.encode(value, forKey: .competence)
        case .indicator(let value): try container.encode(value, forKey: .indicator)
        case .populationShare(let value): try container.encode(value, forKey: .populationShare)
        case .qpv(let value): try container.encode(value, forKey: .qpv)
        case .memberOf(let value): try container.encode(value, forKey: .memberOf)
        case .dateWindow(let value): try container.encode(value, forKey: .dateWindow)
        case .given(let value): try container.encode(value, forKey: .given)
        case .onCondition(let value): try container.encode(value, forKey: .onCondition)
        case .pact: try container.encode("covered", forKey: .pact)
        case .undocumented(let value): try container.encode(value, forKey: .undocumented)
        }
    }
}

extension Criterion {
    /// The criterion and every one that it is made of.
    var all: [Criterion] { [self] + parts.flatMap(\.all) }

    private var parts: [Criterion] {
        switch condition {
        case .allOf(let parts), .anyOf(let parts): parts
        case .not(let part): [part]
        case .populationShare(let share): [share.satisfying]
        case .zoning(let zoning): zoning.implies ?? []
        default: []
        }
    }

    /// The last day on which it can be met, as a window that it needs says.
    var closes: CivilDate? {
        switch condition {
        case .dateWindow(let window): window.until
        case .allOf(let parts): parts.compactMap(\.closes).min()
        default: nil
        }
    }
}
