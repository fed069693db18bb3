internal import TerritoryFormats

/// What is known of a country, as rules ask for it; what is absent is unknown.
struct EligibilityFacts: Sendable {
    struct Commune: Hashable, Sendable {
        var name: String
        var departement: String
        var region: String
        var epci: String?
        /// Whether every QPV of the commune is in the database.
        var areQPVsKnown: Bool
    }

    struct Group: Hashable, Sendable {
        var name: String
        var members: [String]
    }

    struct Zoning: Equatable, Sendable {
        struct Class: Hashable, Sendable {
            var label: LocalizedText
            var membership: ZoningMembership
            var rank: Int
            /// Last day on which the class has effects.
            var effectsUntil: CivilDate?
        }

        var label: LocalizedText
        /// The role of its source: zonings of one source have lists of the same days.
        var role: String
        /// First and last day by law, where they are known.
        var begins: CivilDate?
        var ends: CivilDate?
        var classes: [String: Class]
        /// The class of each commune, by list.
        var lists: DatedLists<[String: String]>
    }

    struct Indicator: Equatable, Sendable {
        var label: LocalizedText
        var lists: DatedLists<[String: Double]>
    }

    /// A syndicat that holds the school competence, or may, with the département of its seat.
    struct SchoolSyndicat: Hashable, Sendable {
        var name: String
        var departement: String
    }

    var communes: [String: Commune] = [:]
    var epcis: [String: Group] = [:]
    var departements: [String: Group] = [:]
    /// Since when, and until when, the EPCIs have these members.
    var perimeters = DatedLists<Void>()
    /// Municipal populations, by census.
    var populations = DatedLists<[String: Int]>()
    var zonings: [String: Zoning] = [:]
    var indicators: [String: Indicator] = [:]
    /// Competences by EPCI; an EPCI that is absent was not in the register.
    var competences = DatedLists<[String: Set<String>]>()
    /// What an asker supposes of single competences of an EPCI, whatever the register says.
    var assumedCompetences: [String: [String: Bool]] = [:]
    var schoolSyndicats: [SchoolSyndicat] = []
    /// QPV by commune, with their names.
    var qpvs: [String: [TerritoryReference]] = [:]
    var qpvPerimeters = DatedLists<Void>()
    /// The communes with the local pacts; `nil` where no register was loaded.
    var pacts: CommuneTable?
    /// How far the drawn perimeter of a QPV may lie from the true one, metres.
    var qpvPrecisionInMeters = 0.0
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

    /// The municipal population of some communes by a census.
    ///
    /// - Returns: `nil` if that of one of them is unknown, or if there are none: a place without a commune is not one
    ///   without inhabitants.
    func population(of codes: some Collection<String>, by census: [String: Int]) -> Int? {
        guard !codes.isEmpty else { return nil }
        var sum = 0
        for code in codes {
            guard let population = census[code] else { return nil }
            sum += population
        }
        return sum
    }
}
