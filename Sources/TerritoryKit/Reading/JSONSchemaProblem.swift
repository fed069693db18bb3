/// The sentences about a document that breaks its schema, and about a schema that cannot be checked.
enum JSONSchemaProblem {
    static func at(_ path: DocumentPath, _ problem: Phrase) -> Phrase {
        Phrase(fr: "\(path.name.french)\u{202F}: \(problem.french)", en: "\(path.name.english): \(problem.english)")
    }

    // MARK: The schema

    static func unsupportedKeyword(_ path: DocumentPath) -> Phrase {
        at(
            path,
            Phrase(
                fr: "ce mot-clé de JSON Schema n’est pas pris en charge ici",
                en: "this keyword of JSON Schema is not supported here"))
    }

    static func duplicateName(_ path: DocumentPath) -> Phrase {
        at(path, Phrase(fr: "ce membre est écrit deux fois", en: "this member is written twice"))
    }

    static func endless(_ name: String) -> Phrase {
        Phrase(
            fr: "$defs.\(name) renvoie à lui-même sur la même valeur, sans fin",
            en: "$defs.\(name) refers to itself on the same value, without end")
    }

    // MARK: Values

    static func found(_ found: DocumentNode.Content, insteadOf expected: Phrase) -> Phrase {
        let found = description(of: found)
        return Phrase(
            fr: "\(found.french) au lieu \(expected.french)", en: "\(found.english) instead of \(expected.english)")
    }

    static func notAllowed(_ found: DocumentNode.Content, allowed: [DocumentNode.Content]) -> Phrase {
        let found = description(of: found)
        let values = list(allowed.map(value), fr: "ou", en: "or")
        return Phrase(
            fr: "\(found.french) n’est pas admis\u{202F}: \(values.french) attendu",
            en: "\(found.english) is not allowed: \(values.english) expected")
    }

    static func tooSmall(_ found: DocumentNode.Content, least: String) -> Phrase {
        let found = description(of: found)
        return Phrase(
            fr: "\(found.french)\u{202F}: \(least) au moins attendu", en: "\(found.english): \(least) at least expected"
        )
    }

    static func notAbove(_ found: DocumentNode.Content, limit: String) -> Phrase {
        let found = description(of: found)
        return Phrase(
            fr: "\(found.french)\u{202F}: plus de \(limit) attendu", en: "\(found.english): more than \(limit) expected"
        )
    }

    static func tooFew(_ found: DocumentNode.Content, least: Int, _ unit: Unit) -> Phrase {
        let found = description(of: found)
        let (french, english) = (unit.names.french, unit.names.english)
        return Phrase(
            fr:
                "\(found.french)\u{202F}: au moins \(least) \(french)\(least < 2 ? "" : "s") attendu\(least < 2 ? "" : "s")",
            en: "\(found.english): at least \(least) \(english)\(least == 1 ? "" : "s") expected")
    }

    static func wrongForm(_ found: DocumentNode.Content, pattern: String) -> Phrase {
        let found = description(of: found)
        return Phrase(
            fr: "\(found.french) n’a pas la forme attendue\u{202F}: \(pattern.inFrenchQuotes)",
            en: "\(found.english) does not have the form expected: \(pattern.inEnglishQuotes)")
    }

    // MARK: Members

    static func missing(_ names: [String], present: [String]) -> Phrase {
        let (missing, present) = (quoted(names, fr: "et", en: "and"), quoted(present, fr: "et", en: "and"))
        return Phrase(
            fr: "il manque \(missing.french)\u{202F}; membres présents\u{202F}: \(present.french)",
            en: "\(missing.english) missing; members present: \(present.english)")
    }

    static func unknownMember(_ name: String, known: [String]) -> Phrase {
        let known = quoted(known, fr: "ou", en: "or")
        return Phrase(
            fr: "le membre \(name.excerpt.inFrenchQuotes) n’est pas connu ici\u{202F}: \(known.french) attendu",
            en: "the member \(name.excerpt.inEnglishQuotes) is not known here: \(known.english) expected")
    }

    /// Alternatives that differ by their members: `choices` has the names of each, `found` those that are there.
    static func notExactlyOne(ofMembers choices: [[String]], found: [[String]]) -> Phrase {
        let (choices, names) = (choices.map { $0.joined(separator: " + ") }, found.map { $0.joined(separator: " + ") })
        let (one, all) = (choices.joined(separator: ", "), names.joined(separator: ", "))
        guard !found.isEmpty else {
            return Phrase(
                fr: "exactement un membre attendu parmi \(one)\u{202F}; aucun trouvé",
                en: "exactly one of \(one) expected, found none")
        }
        return Phrase(
            fr: "exactement un membre attendu parmi \(one)\u{202F}; \(found.count) trouvés\u{202F}: \(all)",
            en: "exactly one of \(one) expected, found \(found.count): \(all)")
    }

    static func notExactlyOne(_ found: DocumentNode.Content, of count: Int, matching: [Int]) -> Phrase {
        let (found, ranks) = (description(of: found), matching.map { "\($0 + 1)" }.joined(separator: ", "))
        let (french, english) = matching.isEmpty ? ("aucune", "none") : (ranks, ranks)
        return Phrase(
            fr:
                "\(found.french) doit suivre exactement une des \(count) formes du schéma\u{202F}; trouvé\u{202F}: \(french)",
            en: "\(found.english) must follow exactly one of the schema’s \(count) forms; found: \(english)")
    }
}
