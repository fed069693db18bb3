/// A text in both languages; JSON shows it as `{"en": …, "fr": …}`.
public struct LocalizedText: Hashable, Codable, Sendable {
    public var fr: String
    public var en: String

    public init(fr: String, en: String) {
        self.fr = fr
        self.en = en
    }

    /// The same text in both languages, such as a proper name.
    public init(_ text: String) { self.init(fr: text, en: text) }

    /// Makes the text in each language.
    public init(_ text: (Language) throws -> String) rethrows {
        self.init(fr: try text(.french), en: try text(.english))
    }

    public func callAsFunction(_ language: Language) -> String {
        switch language {
        case .french: fr
        case .english: en
        }
    }
}
