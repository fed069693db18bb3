public import TerritoryFormats

/// A code that an official register gives to a territory: text, never a number, checked once at the edge.
public protocol OfficialCode: RawRepresentable<String>, Hashable, Comparable, Codable, Sendable, CustomStringConvertible
{
    /// What a person calls this code, and the form expected, with an example.
    static var expectation: LocalizedText { get }

    init(unchecked rawValue: String)

    static func isWellFormed(_ characters: [UInt8]) -> Bool
}

extension OfficialCode {
    /// Accepts a well-formed code, in upper case; whether the territory exists is the database's to say.
    public init?(rawValue: String) {
        guard rawValue.utf8.count <= 16, Self.isWellFormed(Array(rawValue.utf8)) else { return nil }
        self.init(unchecked: rawValue)
    }

    public init(validating rawValue: String) throws(InvalidCode) {
        guard let code = Self(rawValue: rawValue) else {
            throw InvalidCode(value: rawValue, expectation: Self.expectation)
        }
        self = code
    }

    public var description: String { rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let code = Self(rawValue: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: InvalidCode(value: text, expectation: Self.expectation).description)
        }
        self = code
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// A text that is not the code it was taken for.
public struct InvalidCode: TerritoryError, Hashable {
    public var value: String
    public var expectation: LocalizedText

    public init(value: String, expectation: LocalizedText) {
        self.value = value
        self.expectation = expectation
    }

    public var cause: ErrorCause { .malformedQuestion }

    public var message: LocalizedText {
        LocalizedText(
            fr: "\(value.inFrenchQuotes) n’est pas \(expectation.fr)",
            en: "\(value.inEnglishQuotes) is not \(expectation.en)")
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isUppercaseLetter: Bool { self >= 0x41 && self <= 0x5A }
}
