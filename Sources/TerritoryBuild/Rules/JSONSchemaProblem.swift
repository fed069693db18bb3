internal import TerritoryFormats

/// The sentences about a document that breaks its schema, and about a schema that cannot be checked.
enum JSONSchemaProblem {
    static func at(_ path: DocumentPath, _ problem: LocalizedText) -> LocalizedText {
        LocalizedText(fr: "\(path.name.fr)\u{202F}: \(problem.fr)", en: "\(path.name.en): \(problem.en)")
    }

    // MARK: The schema

    static func unsupportedKeyword(_ path: DocumentPath) -> LocalizedText {
        at(
            path,
            LocalizedText(
                fr: "ce mot-clé de JSON Schema n’est pas pris en charge ici",
                en: "this keyword of JSON Schema is not supported here"))
    }

    static func duplicateName(_ path: DocumentPath) -> LocalizedText {
        at(path, LocalizedText(fr: "ce membre est écrit deux fois", en: "this member is written twice"))
    }

    static func endless(_ name: String) -> LocalizedText {
        LocalizedText(
            fr: "$defs.\(name) renvoie à lui-même sur la même valeur, sans fin",
            en: "$defs.\(name) refers to itself on the same value, without end")
    }

    // MARK: Values

    static func found(_ found: DocumentNode.Content, insteadOf expected: LocalizedText) -> LocalizedText {
        let found = description(of: found)
        return LocalizedText(
            fr: "\(found.fr) au lieu \(expected.fr)", en: "\(found.en) instead of \(expected.en)")
    }

    static func notAllowed(_ found: DocumentNode.Content, allowed: [DocumentNode.Content]) -> LocalizedText {
        let found = description(of: found)
        let values = list(allowed.map(value), fr: "ou", en: "or")
        return LocalizedText(
            fr: "\(found.fr) n’est pas admis\u{202F}: \(values.fr) attendu",
            en: "\(found.en) is not allowed: \(values.en) expected")
    }

    static func tooSmall(_ found: DocumentNode.Content, least: String) -> LocalizedText {
        let found = description(of: found)
        return LocalizedText(
            fr: "\(found.fr)\u{202F}: \(least) au moins attendu", en: "\(found.en): \(least) at least expected"
        )
    }

    static func notAbove(_ found: DocumentNode.Content, limit: String) -> LocalizedText {
        let found = description(of: found)
        return LocalizedText(
            fr: "\(found.fr)\u{202F}: plus de \(limit) attendu", en: "\(found.en): more than \(limit) expected"
        )
    }

    static func tooFew(_ found: DocumentNode.Content, least: Int, _ unit: Unit) -> LocalizedText {
        let found = description(of: found)
        let (french, english) = (unit.names.fr, unit.names.en)
        return LocalizedText(
            fr:
                "\(found.fr)\u{202F}: au moins \(least) \(french)\(least < 2 ? "" : "s") attendu\(least < 2 ? "" : "s")",
            en: "\(found.en): at least \(least) \(english)\(least == 1 ? "" : "s") expected")
    }

    static func wrongForm(_ found: DocumentNode.Content, pattern: String) -> LocalizedText {
        let found = description(of: found)
        return LocalizedText(
            fr: "\(found.fr) n’a pas la forme attendue\u{202F}: \(pattern.inFrenchQuotes)",
            en: "\(found.en) does not have the form expected: \(pattern.inEnglishQuotes)")
    }

    // MARK: Members

    static func missing(_ names: [String], present: [String]) -> LocalizedText {
        let (missing, present) = (quoted(names, fr: "et", en: "and"), quoted(present, fr: "et", en: "and"))
        return LocalizedText(
            fr: "il manque \(missing.fr)\u{202F}; membres présents\u{202F}: \(present.fr)",
            en: "\(missing.en) missing; members present: \(present.en)")
    }

    static func unknownMember(_ name: String, known: [String]) -> LocalizedText {
        let known = quoted(known, fr: "ou", en: "or")
        return LocalizedText(
            fr: "le membre \(name.excerpt.inFrenchQuotes) n’est pas connu ici\u{202F}: \(known.fr) attendu",
            en: "the member \(name.excerpt.inEnglishQuotes) is not known here: \(known.en) expected")
    }

    /// Alternatives that differ by their members: `choices` has the names of each, `found` those that are there.
    static func notExactlyOne(ofMembers choices: [[String]], found: [[String]]) -> LocalizedText {
        let (choices, names) = (choices.map { $0.joined(separator: " + ") }, found.map { $0.joined(separator: " + ") })
        let (one, all) = (choices.joined(separator: ", "), names.joined(separator: ", "))
        guard !found.isEmpty else {
            return LocalizedText(
                fr: "exactement un membre attendu parmi \(one)\u{202F}; aucun trouvé",
                en: "exactly one of \(one) expected, found none")
        }
        return LocalizedText(
            fr: "exactement un membre attendu parmi \(one)\u{202F}; \(found.count) trouvés\u{202F}: \(all)",
            en: "exactly one of \(one) expected, found \(found.count): \(all)")
    }

    static func notExactlyOne(_ found: DocumentNode.Content, of count: Int, matching: [Int]) -> LocalizedText {
        let (found, ranks) = (description(of: found), matching.map { "\($0 + 1)" }.joined(separator: ", "))
        let (french, english) = matching.isEmpty ? ("aucune", "none") : (ranks, ranks)
        return LocalizedText(
            fr:
                "\(found.fr) doit suivre exactement une des \(count) formes du schéma\u{202F}; trouvé\u{202F}: \(french)",
            en: "\(found.en) must follow exactly one of the schema’s \(count) forms; found: \(english)")
    }
}
