public import TerritoryFormats
public import TerritoryGeometry

/// What is known of a country, as rules ask for it; what is absent is unknown.
public struct EligibilityFacts: Sendable {
    public struct Commune: Hashable, Sendable {
        public var name: String
        public var departement: String
        public var region: String
        public var epci: String?
        /// QPV are known in the scope of the database only.
        public var areQPVsKnown: Bool
    }

    public struct Group: Hashable, Sendable {
        public var name: String
        public var members: [String]
    }

    public struct Zoning: Hashable, Sendable {
        public struct Class: Hashable, Sendable {
            public var label: LocalizedText
            public var membership: ZoningMembership
            public var rank: Int
        }

        public var label: LocalizedText
        public var validFrom: CivilDate
        public var validUntil: CivilDate?
        public var source: FactSource
        public var classes: [String: Class]
        public var classOf: [String: String] = [:]
    }

    public struct Indicator: Hashable, Sendable {
        public var label: LocalizedText
        public var source: FactSource
        public var valueOf: [String: Double] = [:]
    }

    public var communes: [String: Commune] = [:]
    public var epcis: [String: Group] = [:]
    public var departements: [String: Group] = [:]
    /// Municipal populations, in force in the year that begins at `populationDate`.
    public var populations: [String: Int] = [:]
    public var populationSource: FactSource?
    public var populationDate: CivilDate?
    public var zonings: [String: Zoning] = [:]
    public var indicators: [String: Indicator] = [:]
    /// Competences by EPCI; an EPCI that is absent was not in the register.
    public var competences: [String: Set<String>] = [:]
    /// What an asker supposes of single competences of an EPCI, whatever the register says.
    public var assumedCompetences: [String: [String: Bool]] = [:]
    public var competenceSource: FactSource?
    /// QPV by commune, with their names.
    public var qpvs: [String: [TerritoryReference]] = [:]
    public var qpvSource: FactSource?
    /// First day of the QPV perimeters.
    public var qpvDate: CivilDate?

    public init() {}
}

/// Who asks.
public enum EligibilitySubject: Hashable, Sendable {
    case commune(String)
    case epci(String)
    /// A set of communes that the asker names.
    case grouping([String])
    case departement(String)
    case qpv(TerritoryReference, communes: [String])
    case position(PlaceFacts)

    /// What a locator knows of a position.
    public struct PlaceFacts: Hashable, Sendable {
        public var position: Position
        public var commune: String?
        public var areQPVsKnown: Bool
        /// The QPV that it lies in, or else the nearest.
        public var nearestQPV: TerritoryReference?
        public var isInside: Bool
        /// Metres on the ground to the edge of that QPV.
        public var distanceInMeters: Double?
    }

    var kind: RuleVersion.Subject {
        switch self {
        case .commune: .commune
        case .epci: .epci
        case .grouping: .grouping
        case .departement: .departement
        case .qpv: .qpv
        case .position: .position
        }
    }
}

extension EligibilityFacts {
    /// The communes that a subject is made of, or lies in.
    func communes(of subject: EligibilitySubject) -> [String] {
        switch subject {
        case .commune(let code): [code]
        case .epci(let code): epcis[code]?.members ?? []
        case .grouping(let codes): codes
        case .departement(let code): departements[code]?.members ?? []
        case .qpv(_, let communes): communes
        case .position(let place): place.commune.map { [$0] } ?? []
        }
    }

    /// Whether an EPCI has a competence.
    ///
    /// - Returns: `nil` if the EPCI was not in the register.
    func holds(_ competence: String, by epci: String) -> Bool? {
        assumedCompetences[epci]?[competence] ?? competences[epci]?.contains(competence)
    }

    /// The municipal population of some communes.
    ///
    /// - Returns: `nil` if that of one of them is unknown, or if there are none: a place without a commune is not one
    ///   without inhabitants.
    func population(of codes: some Collection<String>) -> Int? {
        guard !codes.isEmpty else { return nil }
        var sum = 0
        for code in codes {
            guard let population = populations[code] else { return nil }
            sum += population
        }
        return sum
    }
}
