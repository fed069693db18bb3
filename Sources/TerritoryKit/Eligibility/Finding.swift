public import TerritoryFormats

/// What the data say of one criterion for one territory: a node of the proof.
public struct Finding: Hashable, Codable, Sendable {
    /// Whether a criterion is met; missing data never counts as a no.
    public enum Outcome: String, Codable, Sendable {
        case met
        case notMet = "not_met"
        case unknown
    }

    /// The criterion’s name in the rule files, such as `zoning`.
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
    @ExplicitNull public var source: FactSource?
    @ExplicitNull public var note: LocalizedText?
    public var parts: [Finding]

    init(
        _ kind: String, _ outcome: Outcome, value: String? = nil, threshold: String? = nil, margin: String? = nil,
        source: FactSource? = nil, parts: [Finding] = []
    ) {
        (self.kind, self.outcome, self.value, self.threshold) = (kind, outcome, value, threshold)
        (self.margin, self.source, self.parts) = (margin, source, parts)
    }
}

/// Where a fact comes from.
public struct FactSource: Hashable, Codable, Sendable {
    public var title: String
    public var publisher: String
    public var vintage: String

    public init(title: String, publisher: String, vintage: String) {
        (self.title, self.publisher, self.vintage) = (title, publisher, vintage)
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
    /// The findings that decided the outcome, without those that are made of others.
    public var decisive: [Finding] {
        let deciding = parts.filter { part in
            kind == "not" ? part.outcome == outcome.opposite : part.outcome == outcome
        }
        let isCompound = ["all_of", "any_of", "not"].contains(kind) || (kind == "zoning" && !deciding.isEmpty)
        return isCompound ? deciding.flatMap(\.decisive) : [self]
    }

    /// The finding and every one that it is made of.
    public var all: [Finding] { [self] + parts.flatMap(\.all) }
}
