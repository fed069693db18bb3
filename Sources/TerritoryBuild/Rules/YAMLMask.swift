/// Hides the aliases and the explicit keys of a YAML text from Yams, and finds them again.
///
/// Yams replaces an alias while it reads, without bound: a chain of aliases becomes a value too deep to be freed. It
/// compares names in full, and one after “?” may be as large as the file. Characters that mean nothing to YAML stand in
/// for each “*” and “?”: an alias arrives as a plain text, to be resolved within our limits; other texts get their
/// characters back.
enum YAMLMask {
    private static let alias: Unicode.Scalar = "\u{E000}"
    private static let key: Unicode.Scalar = "\u{E001}"

    /// Puts the stand-ins.
    ///
    /// - Returns: `nil` if the text has one of them already.
    static func mask(_ text: String) -> String? {
        guard !text.unicodeScalars.contains(where: { $0 == alias || $0 == key }) else { return nil }
        return replacing(["*": alias, "?": key], in: text)
    }

    static func unmask(_ text: String) -> String { replacing([alias: "*", key: "?"], in: text) }

    /// The name of the anchor that a plain text stands for.
    ///
    /// - Returns: `nil` if the text is not an alias.
    static func alias(in plainText: String) -> String? {
        guard plainText.unicodeScalars.first == alias else { return nil }
        return unmask(String(plainText.unicodeScalars.dropFirst()))
    }

    /// Whether a plain text may be an explicit key, such as `? a`.
    static func isKey(_ plainText: String) -> Bool { plainText.unicodeScalars.first == key }

    private static func replacing(_ characters: [Unicode.Scalar: Unicode.Scalar], in text: String) -> String {
        guard text.unicodeScalars.contains(where: { characters[$0] != nil }) else { return text }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: text.unicodeScalars.lazy.map { characters[$0] ?? $0 })
        return String(result)
    }
}
