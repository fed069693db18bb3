public import TerritoryFormats

/// What the data say of one criterion for one territory: a node of the proof.
public struct Finding: Hashable, Codable, Sendable {
    /// Whether a criterion is met; missing data never counts as a no.
    public enum Outcome: String, Codable, Sendable {
        case met
        case notMet = "not_met"
        case unknown
    }

    /// A commune whose inhabitants count in a share.
    public struct Member: Hashable, Codable, Sendable {
        public var code: String
        public var name: String
        /// Inhabitants (population municipale) by the census of the finding; `null` where they are unknown.
        @ExplicitNull public var municipalPopulation: Int?
        public var outcome: Outcome
        /// Why, in the words of the criterion.
        @ExplicitNull public var reason: LocalizedText?

        enum CodingKeys: String, CodingKey {
            case code, name, outcome, reason
            case municipalPopulation = "municipal_population"
        }
    }

    /// The criterion’s name in the rule files, such as `zoning`; `lists` where several lists stand in for that of the
    /// day, and the parts say what each of them gives.
    public var kind: String
    public var outcome: Outcome
    @ExplicitNull public var label: LocalizedText?
    /// What was found, in words; `null` in lists, which only decide.
    @ExplicitNull public var sentence: LocalizedText?
    /// What was found: a class, a number of inhabitants, an exact fraction; two of them, with “…”, where only bounds
    /// are known.
    @ExplicitNull public var value: String?
    /// What is asked for.
    @ExplicitNull public var threshold: String?
    /// How far from the threshold, in the unit of the value or in inhabitants for a share; negative on the wrong side.
    @ExplicitNull public var margin: String?
    /// What it rests on; a source that stood in for that of the day says so.
    public var sources: [FactSource]
    @ExplicitNull public var note: LocalizedText?
    /// Of a share: the vintage of the populations that it counts; `null` otherwise.
    @ExplicitNull public var census: String?
    /// Of a share: each commune that counts, the largest first; empty otherwise, and in lists.
    public var members: [Member]
    /// Of a class that only keeps effects: the last day of these, where there is one.
    @ExplicitNull public var effectsUntil: CivilDate?
    public var parts: [Finding]

    init(
        _ kind: String, _ outcome: Outcome, value: String? = nil, threshold: String? = nil, margin: String? = nil,
        sources: [FactSource] = [], parts: [Finding] = []
    ) {
        (self.kind, self.outcome, self.value, self.threshold) = (kind, outcome, value, threshold)
        (self.margin, self.sources, self.parts, members) = (margin, sources, parts, [])
    }

    enum CodingKeys: String, CodingKey {
        case kind, outcome, label, sentence, value, threshold, margin, sources, note, census, members, parts
        case effectsUntil = "effects_until"
    }
}

/// Kleene’s logic of three values: what is unknown decides only where the rest does not.
extension Finding.Outcome {
    init(_ isMet: Bool) { self = isMet ? .met : .notMet }

    static func all(_ outcomes: some Sequence<Self>) -> Self {
        var result = Self.met
        for outcome in outcomes {
            if outcome == .notMet { return .notMet }
            if outcome == .unknown { result = .unknown }
        }
        return result
    }

    static func any(_ outcomes: some Sequence<Self>) -> Self { all(outcomes.lazy.map(\.opposite)).opposite }

    var opposite: Self {
        switch self {
        case .met: .notMet
        case .notMet: .met
        case .unknown: .unknown
        }
    }
}

extension Finding {
    /// What several lists give for one criterion: where they disagree, the outcome is unknown.
    ///
    /// - Parameter findings: One for each list, one at least.
    /// - Returns: The one finding, or one that has each of them as a part.
    static func agreed(_ findings: [Finding]) -> Finding {
        if findings.count == 1 { return findings[0] }
        let outcomes = Set(findings.map(\.outcome))
        return Finding(lists, outcomes.count == 1 ? findings[0].outcome : .unknown, parts: findings)
    }

    static let lists = "lists"
    /// Met on a condition that no data can complete.
    static let onCondition = "on_condition"

    /// The findings that decided the outcome, without those that are made of others.
    public var decisive: [Finding] {
        // Of lists that agree, the nearest says enough; where they do not, each is heard.
        if kind == Self.lists { return (outcome == .unknown ? parts : Array(parts.prefix(1))).flatMap(\.decisive) }
        let deciding = parts.filter { part in
            kind == "not" ? part.outcome == outcome.opposite : part.outcome == outcome
        }
        let isCompound =
            ["all_of", "any_of", "not"].contains(kind) || (kind == "zoning" && !deciding.isEmpty)
        return isCompound ? deciding.flatMap(\.decisive) : [self]
    }

    /// The shares among the findings that it is made of: one for each census and list that they rest on.
    public var shares: [Finding] { all.filter { $0.census != nil } }

    /// The finding and every one that it is made of.
    public var all: [Finding] { [self] + parts.flatMap(\.all) }

    /// What it decides by and is not of the day, each source once.
    ///
    /// Where one of several parts is enough, that which needs the fewest is what it decides by.
    var standIns: [FactSource] {
        guard !parts.isEmpty else { return sources.filter(\.standsIn) }
        let isEnough = (kind == "all_of" && outcome == .notMet) || (kind == "any_of" && outcome == .met)
        let deciding =
            kind == Self.lists || kind == "not" ? parts : parts.filter { kind == "zoning" || $0.outcome == outcome }
        let found = deciding.map(\.standIns)
        let needed = isEnough ? found.min { $0.count < $1.count }.map { [$0] } ?? [] : found
        return needed.flatMap { $0 }.uniqued()
    }

    /// Whether it is unknown because lists give opposite outcomes; parts that decide nothing do not count.
    var isContradicted: Bool {
        guard outcome == .unknown else { return false }
        let disagree = kind == Self.lists && Set(parts.map(\.outcome)).isSuperset(of: [.met, .notMet])
        return disagree || parts.contains(where: \.isContradicted)
    }

    /// What a yes supposes that no data tell, each once.
    var conditions: [LocalizedText] {
        guard outcome == .met else { return [] }
        return decisive.filter { $0.kind == Self.onCondition }.compactMap(\.sentence)
            .uniqued()
    }
}
