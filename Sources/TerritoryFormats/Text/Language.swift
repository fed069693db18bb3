/// A language in which the project speaks to people about their data.
public enum Language: String, CaseIterable, Sendable {
    case french = "fr"
    case english = "en"

    /// A colon with the space that the language puts before it.
    public var colon: String { self == .french ? "\u{202F}:" : ":" }

    /// A semicolon likewise.
    public var semicolon: String { self == .french ? "\u{202F};" : ";" }
}
