extension JSONSchemaProblem {
    /// What a keyword counts.
    enum Unit {
        case element, member, character

        var names: Phrase {
            switch self {
            case .element: Phrase(fr: "élément", en: "item")
            case .member: Phrase(fr: "membre", en: "member")
            case .character: Phrase(fr: "caractère", en: "character")
            }
        }
    }

    /// What should stand in a place.
    static func expected(_ type: JSONSchema.ValueType) -> Phrase {
        switch type {
        case .object: Phrase(fr: "d’un objet", en: "an object")
        case .array: Phrase(fr: "d’une liste", en: "a list")
        case .string: Phrase(fr: "d’un texte", en: "a text")
        case .integer: Phrase(fr: "d’un nombre entier", en: "an integer")
        case .number: Phrase(fr: "d’un nombre", en: "a number")
        case .boolean: Phrase(fr: "de true ou false", en: "true or false")
        }
    }

    /// What stands there, long texts cut.
    static func description(of content: DocumentNode.Content) -> Phrase {
        switch content {
        case .null: return Phrase(fr: "rien (null)", en: "nothing (null)")
        case .boolean(let value): return Phrase(fr: "le booléen \(value)", en: "the boolean \(value)")
        case .number(_, let text): return Phrase(fr: "le nombre \(text.excerpt)", en: "the number \(text.excerpt)")
        case .string(""): return Phrase(fr: "un texte vide", en: "an empty text")
        case .string(let text):
            return Phrase(fr: "le texte \(text.excerpt.inFrenchQuotes)", en: "the text \(text.excerpt.inEnglishQuotes)")
        case .array(let elements):
            guard !elements.isEmpty else { return Phrase(fr: "une liste vide", en: "an empty list") }
            let (count, isOne) = (elements.count, elements.count == 1)
            return Phrase(
                fr: "une liste de \(count) élément\(isOne ? "" : "s")", en: "a list of \(count) item\(isOne ? "" : "s")"
            )
        case .object(let members):
            guard !members.isEmpty else { return Phrase(fr: "un objet vide", en: "an empty object") }
            let names = members.prefix(8).map(\.name.excerpt).joined(separator: ", ")
            let rest = members.count > 8 ? "…" : ""
            return Phrase(fr: "un objet (\(names)\(rest))", en: "an object (\(names)\(rest))")
        }
    }

    /// A value that the schema names.
    static func value(_ content: DocumentNode.Content) -> Phrase {
        switch content {
        case .string(let text): Phrase(fr: text.inFrenchQuotes, en: text.inEnglishQuotes)
        case .boolean(let value): Phrase(fr: "\(value)", en: "\(value)")
        case .number(_, let text): Phrase(fr: text, en: text)
        default: description(of: content)
        }
    }

    /// Names in quotation marks: « a », « b » ou « c »; “none” where there are none.
    static func quoted(_ names: [String], fr: String, en: String) -> Phrase {
        list(names.map { Phrase(fr: $0.excerpt.inFrenchQuotes, en: $0.excerpt.inEnglishQuotes) }, fr: fr, en: en)
    }

    static func list(_ items: [Phrase], fr: String, en: String) -> Phrase {
        guard let last = items.last else { return Phrase(fr: "aucun", en: "none") }
        guard items.count > 1 else { return last }
        let first = items.dropLast()
        return Phrase(
            fr: "\(first.map(\.french).joined(separator: ", ")) \(fr) \(last.french)",
            en: "\(first.map(\.english).joined(separator: ", ")) \(en) \(last.english)")
    }
}
