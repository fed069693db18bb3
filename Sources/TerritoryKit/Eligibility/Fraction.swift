internal import TerritoryFormats
/// A proportion as the law states it, such as 2/3: compared exactly, never as a decimal.
public struct Fraction: Hashable, Codable, Sendable, CustomStringConvertible {
    public let numerator: Int
    public let denominator: Int

    /// - Precondition: The denominator is positive and the numerator is not negative.
    init(_ numerator: Int, _ denominator: Int) {
        precondition(denominator > 0 && numerator >= 0)
        (self.numerator, self.denominator) = (numerator, denominator)
    }

    /// Reads the form 2/3, and no other; a part is at most the whole.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let numerator = Int(parts[0]), let denominator = Int(parts[1]), numerator >= 0,
            // A part of a whole: what exceeds it would overflow where it is applied to a population.
            denominator > 0, numerator <= denominator
        else { return nil }
        self.init(numerator, denominator)
    }

    public var description: String { "\(numerator)/\(denominator)" }

    /// The nearest decimal, to be shown and never compared.
    public var approximation: Double { Double(numerator) / Double(denominator) }

    /// Compares by the products, which populations cannot overflow; they are widened all the same.
    public static func >= (left: Self, right: Self) -> Bool {
        let one = left.numerator.multipliedFullWidth(by: right.denominator)
        let other = right.numerator.multipliedFullWidth(by: left.denominator)
        return (one.high, one.low) >= (other.high, other.low)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let fraction = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text.inEnglishQuotes) is not a fraction: the form 2/3 is expected")
        }
        self = fraction
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
