internal import TerritoryFormats

/// Every commune of a database with what covers it, in columns: sets of communes are combined here, without a query.
struct CommuneTable: Sendable {
    struct Territory: Sendable {
        var reference: TerritoryReference
        /// Whether the file has all its communes.
        var isComplete = true
        var communes: CommuneSet
    }

    struct Zoning: Sendable {
        struct Class: Sendable {
            var code: String
            var label: LocalizedText
            var membership: ZoningMembership
        }

        /// The communes of each class by one list, and those of which the list says something.
        struct Classification: Sendable {
            var communes: [String: CommuneSet] = [:]
            var known: CommuneSet
        }

        var code: String
        var label: LocalizedText
        /// First and last day by law, where they are known.
        var begins: CivilDate?
        var ends: CivilDate?
        /// In the order in which they are shown.
        var classes: [Class] = []
        var lists: DatedLists<Classification>
    }

    /// A contract or a pact: a territory for a time.
    struct Agreement: Sendable {
        var code: String
        var territories: [TerritoryReference]
        var name: String
        /// Who carries a pact; empty for a contract.
        var carrier = ""
        /// Those of its territories, also where that is a QPV, which lies in them.
        var communes: CommuneSet
        /// Those that it covers whole.
        var wholeCommunes: CommuneSet
        var validFrom: CivilDate?
        var validUntil: CivilDate?

        /// The codes of the QPV that it names.
        var qpvs: [String] { territories.filter { $0.kind == .qpv }.map(\.code) }

        func isInForce(on date: CivilDate?) -> Bool {
            guard let date else { return true }
            return validFrom ?? date <= date && date <= validUntil ?? date
        }
    }

    /// A QPV, and the ground of it in each commune that the official table gives it.
    struct QPVArea: Sendable {
        var name: TerritoryReference
        /// Square metres, ellipsoid.
        var area: Double?
        var parts: [(commune: Int, area: Double?)]
        /// As published; `nil` where it is not.
        var population: Int?
    }

    /// A source’s vintage, and the time for which it holds.
    struct Vintage: Sendable {
        var label: LocalizedText
        var vintage: String
        var from: CivilDate?
        var until: CivilDate?
    }

    var codes: [String] = []
    var names: [String] = []
    var departements: [String] = []
    var populations: [Int?] = []
    /// Square metres, ellipsoid.
    var areas: [Double?] = []
    var indexOf: [String: Int] = [:]
    var scope = CommuneSet(size: 0)
    /// The communes whose QPV are all in the file.
    var qpvKnown = CommuneSet(size: 0)
    var territories: [TerritoryKind: [String: Territory]] = [:]
    var zonings: [String: Zoning] = [:]
    var contracts: [Agreement] = []
    var pacts: [Agreement] = []
    var qpvAreas: [QPVArea] = []
    var communeVintage: Vintage?
    var epciVintage: Vintage?
    var qpvVintage: Vintage?
    var populationVintage: Vintage?
    var qpvPopulationVintage: String?

    var size: Int { codes.count }

    func set(_ codes: some Sequence<String>) -> CommuneSet {
        var set = CommuneSet(size: size)
        for code in codes { if let index = indexOf[code] { set.insert(index) } }
        return set
    }

    /// The communes of a territory of the table, whatever the letter case of its code.
    func communes(of kind: TerritoryKind, code: String) -> CommuneSet? {
        let upper = code.uppercased()
        guard kind != .commune else { return indexOf[upper] == nil ? nil : set([upper]) }
        return (territories[kind]?[upper] ?? territories[kind]?[code])?.communes
    }

    /// The communes that hold a QPV, in whole or in part; where the QPV are not known they are unknown.
    var qpvHolders: KnownSet {
        var set = CommuneSet(size: size)
        for qpv in qpvAreas { for part in qpv.parts { set.insert(part.commune) } }
        return KnownSet(certain: set, unknown: ~qpvKnown - set)
    }

    /// The vintage of the territories of a kind: of what communes they are made.
    func vintage(of kind: TerritoryKind) -> Vintage? {
        switch kind {
        case .epci: epciVintage
        case .qpv: qpvVintage
        default: communeVintage
        }
    }

    var qpvAreasByCode: [String: QPVArea] {
        qpvAreas.reduce(into: [:]) { $0[$1.name.code] = $1 }
    }

    func reference(of index: Int) -> TerritoryReference {
        TerritoryReference(kind: .commune, code: codes[index], name: names[index])
    }

    /// The communes of some classes by one list; those without a class are unknown.
    func communes(of classes: [Zoning.Class], by list: Zoning.Classification) -> KnownSet {
        let set = classes.reduce(CommuneSet(size: size)) { set, found in
            list.communes[found.code].map { set | $0 } ?? set
        }
        return KnownSet(certain: set, unknown: ~list.known)
    }
}

extension CommuneTable.Zoning {
    /// The classes that a word after the colon stands for: one class, or a membership, such as `kept`.
    ///
    /// - Parameter word: `nil` for the bare name: the communes that are classified, wholly or in part.
    /// - Returns: `nil` for a word that is none of these.
    func classes(named word: String?) -> [Class]? {
        guard let word else { return classes.filter(\.membership.isClassified) }
        if let found = classes.first(where: { $0.code == word.lowercased() }) { return [found] }
        return ZoningMembership(rawValue: word.lowercased()).map { membership in
            // Whoever keeps effects, wholly or in part.
            classes.filter { $0.membership == membership || membership == .kept && $0.membership == .keptPartly }
        }
    }

    /// Why the zoning has no commune on a day, by law.
    ///
    /// - Returns: `nil` where it existed.
    func absence(on day: CivilDate) -> LocalizedText? {
        ZoningAbsence(label: label, begins: begins, ends: ends).reason(on: day)
    }
}
