extension String {
    /// The text between French guillemets, with the narrow no-break spaces they take; a long one is cut.
    package var inFrenchQuotes: String { "«\u{202F}\(cut)\u{202F}»" }

    /// The text between English quotation marks; a long one is cut.
    package var inEnglishQuotes: String { "“\(cut)”" }

    /// What a message can show of a text of any length.
    package var cut: String {
        let scalars = unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: 80, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return self }
        return String(scalars[..<end]) + "…"
    }
}
