public import TerritoryFormats

/// An expression that cannot be read, or that names what is not in the database.
public struct ExpressionError: TerritoryError, Hashable {
    public var text: String
    /// Characters before the place, from 0.
    public var position: Int
    public var problem: LocalizedText

    public init(text: String, position: Int, problem: LocalizedText) {
        self.text = text
        self.position = position
        self.problem = problem
    }

    public var cause: ErrorCause { .malformedQuestion }

    public var message: LocalizedText {
        LocalizedText(
            fr: "caractère \(position + 1)\u{202F}: \(problem.fr)",
            en: "character \(position + 1): \(problem.en)")
    }

    /// The expression with a mark under the place, as two lines.
    public var excerpt: String {
        let start = max(0, position - 50)
        let shown = text.dropFirst(start).prefix(70).map { $0.isWhitespace || !$0.isVisible ? " " : String($0) }
            .joined()
        return shown + "\n" + String(repeating: " ", count: position - start) + "^"
    }
}
