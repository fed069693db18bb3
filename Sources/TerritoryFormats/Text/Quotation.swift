extension String {
    /// The text between French guillemets, with the narrow no-break spaces they take.
    package var inFrenchQuotes: String { "«\u{202F}\(self)\u{202F}»" }

    /// The text between English quotation marks.
    package var inEnglishQuotes: String { "“\(self)”" }
}
