extension String {
    /// The text between French guillemets, with the narrow no-break spaces they take.
    var inFrenchQuotes: String { "«\u{202F}\(self)\u{202F}»" }

    /// The text between English quotation marks.
    var inEnglishQuotes: String { "“\(self)”" }
}
