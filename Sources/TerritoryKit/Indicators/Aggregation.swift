public import TerritoryFormats

/// A territory’s contribution to an aggregate.
public struct AggregationMember: Hashable, Sendable {
    /// The indicator’s own value; the numerator of a ratio.
    public var value: IndicatorValue
    /// The weight of a mean, or the denominator of a ratio; `nil` for sums.
    public var weight: IndicatorValue?

    public init(value: IndicatorValue, weight: IndicatorValue? = nil) {
        self.value = value
        self.weight = weight
    }
}

/// The value of a whole, with what it covers and what it leaves out.
///
/// A value is given only from the members whose data are there; it then says how many were left out and why. Suppressed
/// values never enter it, so that none can be derived by subtracting the others from the whole.
public struct Aggregate: Hashable, Codable, Sendable {
    @ExplicitNull public var value: Double?
    public var members: Int
    /// Members whose data entered the value.
    public var counted: Int
    public var suppressed: Int
    public var missing: Int
    public var notApplicable: Int
    /// Why there is no value; `null` where there is one.
    @ExplicitNull public var refusal: LocalizedText?

    public init(
        value: Double? = nil, members: Int, counted: Int, suppressed: Int, missing: Int, notApplicable: Int,
        refusal: LocalizedText? = nil
    ) {
        self.value = value
        self.members = members
        self.counted = counted
        self.suppressed = suppressed
        self.missing = missing
        self.notApplicable = notApplicable
        self.refusal = refusal
    }

    enum CodingKeys: String, CodingKey {
        case value, members, counted, suppressed, missing, refusal
        case notApplicable = "not_applicable"
    }

    /// Whether every member to which the question applies was counted.
    public var isComplete: Bool { counted + notApplicable == members && counted > 0 }
}

extension Aggregate {
    /// Combines the members of a territory by a rule.
    public init(_ members: [AggregationMember], by rule: AggregationRule) {
        let statuses = members.map(\.combinedStatus)
        self.init(
            value: nil, members: members.count, counted: statuses.count { $0 == .observed },
            suppressed: statuses.count { $0 == .suppressed }, missing: statuses.count { $0 == .missing },
            notApplicable: statuses.count { $0 == .notApplicable }, refusal: nil)
        let counted = zip(members, statuses).filter { $1 == .observed }.map(\.0)
        guard !counted.isEmpty else {
            refusal = members.isEmpty ? .noMember : .nothingObserved(suppressed: suppressed)
            return
        }
        switch rule.kind {
        case .sum: value = counted.reduce(0) { $0 + $1.observedValue }
        case .ratio: divide(counted.reduce(0) { $0 + $1.observedValue }, by: counted, scale: rule.scale)
        case .weightedMean:
            divide(counted.reduce(0) { $0 + $1.observedValue * $1.observedWeight }, by: counted, scale: 1)
        case .notAdditive:
            if members.count == 1 { value = counted[0].observedValue } else { refusal = .notAdditive }
        }
        // A denominator next to nothing.
        if value?.isFinite == false { (value, refusal) = (nil, .notFinite) }
    }

    private mutating func divide(_ numerator: Double, by members: [AggregationMember], scale: Double) {
        let denominator = members.reduce(0) { $0 + $1.observedWeight }
        if denominator > 0 { value = scale * numerator / denominator } else { refusal = .zeroDenominator }
    }
}

extension Aggregate {
    /// A QPV is a part of its communes: their values are not its own.
    static let knownByCommuneOnly = Aggregate(
        value: nil, members: 0, counted: 0, suppressed: 0, missing: 0, notApplicable: 0,
        refusal: LocalizedText(
            fr: "cet indicateur est connu par commune, et un QPV n’est qu’une partie des siennes",
            en: "this indicator is known by commune, and a QPV is only a part of its communes"))
}

extension AggregationMember {
    /// A member counts if both its value and its weight are observed.
    fileprivate var combinedStatus: ValueStatus {
        guard value.status == .observed, let weight else { return value.status }
        return weight.status
    }

    var isCounted: Bool { combinedStatus == .observed }

    fileprivate var observedValue: Double { value.value ?? 0 }
    fileprivate var observedWeight: Double { weight?.value ?? 0 }
}

extension LocalizedText {
    fileprivate static let noMember = LocalizedText(
        fr: "aucune commune ni aucun QPV n’a ici de valeur", en: "no commune or QPV has a value here")
    fileprivate static let notAdditive = LocalizedText(
        fr: "cet indicateur ne se calcule pas à partir de ceux des parties",
        en: "this indicator does not follow from those of the parts")
    fileprivate static let zeroDenominator = LocalizedText(
        fr: "le dénominateur est nul", en: "the denominator is zero")

    fileprivate static let notFinite = LocalizedText(
        fr: "le résultat est trop grand pour être un nombre", en: "the result is too large to be a number")

    fileprivate static func nothingObserved(suppressed: Int) -> LocalizedText {
        suppressed > 0
            ? LocalizedText(
                fr: "toutes les valeurs sont absentes, dont \(suppressed) sous secret statistique",
                en: "every value is absent, \(suppressed) of them under statistical secrecy")
            : LocalizedText(fr: "toutes les valeurs sont absentes", en: "every value is absent")
    }
}
