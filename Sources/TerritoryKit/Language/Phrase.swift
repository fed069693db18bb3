/// A language in which the project speaks to people about their data.
public enum Language: String, CaseIterable, Sendable {
    case french = "fr"
    case english = "en"

    /// A colon with the space that the language puts before it.
    public var colon: String { self == .french ? "\u{202F}:" : ":" }
}

/// One sentence, in both languages.
public struct Phrase: Hashable, Sendable {
    public var french: String
    public var english: String

    public init(fr french: String, en english: String) {
        self.french = french
        self.english = english
    }

    public func callAsFunction(_ language: Language) -> String {
        switch language {
        case .french: french
        case .english: english
        }
    }
}
