internal import TerritoryFormats

extension JSONSchemaProblem {
    /// What a keyword counts.
    enum Unit {
        case element, member, character

        var names: LocalizedText {
            switch self {
            case .element: LocalizedText(fr: "élément", en: "item")
            case .member: LocalizedText(fr: "membre", en: "member")
            case .character: LocalizedText(fr: "caractère", en: "character")
            }
        }
    }

    /// What should stand in a place.
    static func expected(_ type: JSONSchema.ValueType) -> LocalizedText {
        switch type {
        case .object: LocalizedText(fr: "d’un objet", en: "an object")
        case .array: LocalizedText(fr: "d’une liste", en: "a list")
        case .string: LocalizedText(fr: "d’un texte", en: "a text")
        case .integer: LocalizedText(fr: "d’un nombre entier", en: "an integer")
        case .number: LocalizedText(fr: "d’un nombre", en: "a number")
        case .boolean: LocalizedText(fr: "de true ou false", en: "true or false")
        }
    }

    /// What stands there, long texts cut.
    static func description(of content: DocumentNode.Content) -> LocalizedText {
        switch content {
        case .null: return LocalizedText(fr: "rien (null)", en: "nothing (null)")
        case .boolean(let value): return LocalizedText(fr: "le booléen \(value)", en: "the boolean \(value)")
        case .number(_, let text):
            return LocalizedText(fr: "le nombre \(text.excerpt)", en: "the number \(text.excerpt)")
        case .string(""): return LocalizedText(fr: "un texte vide", en: "an empty text")
        case .string(let text):
            return LocalizedText(
                fr: "le texte \(text.excerpt.inFrenchQuotes)", en: "the text \(text.excerpt.inEnglishQuotes)")
        case .array(let elements):
            guard !elements.isEmpty else { return LocalizedText(fr: "une liste vide", en: "an empty list") }
            let (count, isOne) = (elements.count, elements.count == 1)
            return LocalizedText(
                fr: "une liste de \(count) élément\(isOne ? "" : "s")", en: "a list of \(count) item\(isOne ? "" : "s")"
            )
        case .object(let members):
            guard !members.isEmpty else { return LocalizedText(fr: "un objet vide", en: "an empty object") }
            let names = members.prefix(8).map(\.name.excerpt).joined(separator: ", ")
            let rest = members.count > 8 ? "…" : ""
            return LocalizedText(fr: "un objet (\(names)\(rest))", en: "an object (\(names)\(rest))")
        }
    }

    /// A value that the schema names.
    static func value(_ content: DocumentNode.Content) -> LocalizedText {
        switch content {
        case .string(let text): LocalizedText(fr: text.inFrenchQuotes, en: text.inEnglishQuotes)
        case .boolean(let value): LocalizedText(fr: "\(value)", en: "\(value)")
        case .number(_, let text): LocalizedText(fr: text, en: text)
        default: description(of: content)
        }
    }

    /// Names in quotation marks: « a », « b » ou « c »; “none” where there are none.
    static func quoted(_ names: [String], fr: String, en: String) -> LocalizedText {
        list(names.map { LocalizedText(fr: $0.excerpt.inFrenchQuotes, en: $0.excerpt.inEnglishQuotes) }, fr: fr, en: en)
    }

    static func list(_ items: [LocalizedText], fr: String, en: String) -> LocalizedText {
        guard let last = items.last else { return LocalizedText(fr: "aucun", en: "none") }
        guard items.count > 1 else { return last }
        let first = items.dropLast()
        return LocalizedText(
            fr: "\(first.map(\.fr).joined(separator: ", ")) \(fr) \(last.fr)",
            en: "\(first.map(\.en).joined(separator: ", ")) \(en) \(last.en)")
    }
}
