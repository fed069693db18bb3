public import TerritoryFormats

/// Why there is, or is not, a value: four things that a zero or an empty cell would confuse.
public enum ValueStatus: String, CaseIterable, Codable, Sendable {
    case observed
    /// Withheld by the publisher under statistical secrecy.
    case suppressed
    /// The publisher has no value.
    case missing
    /// The question makes no sense for the territory.
    case notApplicable = "not_applicable"
}

/// A value, or the reason why there is none.
public struct IndicatorValue: Hashable, Codable, Sendable {
    @ExplicitNull public var value: Double?
    public var status: ValueStatus

    public init(_ value: Double) {
        self.value = value
        status = .observed
    }

    public init(absent status: ValueStatus) {
        value = nil
        self.status = status
    }
}

/// How the values of several territories combine into that of the whole.
public struct AggregationRule: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Codable, Sendable {
        case sum
        /// A mean weighted by another indicator.
        case weightedMean = "weighted_mean"
        /// Rebuilt from its numerator and its denominator; never a mean of ratios.
        case ratio
        case notAdditive = "not_additive"
    }

    public var kind: Kind
    /// What a ratio is multiplied by, such as 100 for a percentage.
    public var scale: Double

    public init(_ kind: Kind, scale: Double = 1) {
        self.kind = kind
        self.scale = scale
    }
}
