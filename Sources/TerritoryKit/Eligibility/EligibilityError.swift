public import TerritoryFormats

/// A question of eligibility that has no answer.
public enum EligibilityError: TerritoryError, Hashable {
    case noSuchProgramme(String, known: [String])
    case noRule(programme: String, for: RuleVersion.Subject, known: [RuleVersion.Subject])
    case noSuchCommune(String)
    /// A territory of a kind that no rule knows.
    case noSubject(TerritoryReference)
    case notAnAssumption(String, expected: LocalizedText)

    public var cause: ErrorCause {
        switch self {
        case .noSuchProgramme, .noSuchCommune: .notFound
        case .noRule, .noSubject, .notAnAssumption: .malformedQuestion
        }
    }

    public var message: LocalizedText {
        switch self {
        case .noSubject(let territory):
            LocalizedText(
                fr: "aucune règle ne s’adresse à \(territory.name) (\(territory.kind.label.fr))",
                en: "no rule is for \(territory.name) (\(territory.kind.label.en))")
        case .noSuchProgramme(let code, let known):
            LocalizedText(
                fr: "\(code.inFrenchQuotes) n’est pas un programme\u{202F}; programmes connus\u{202F}: "
                    + known.joined(separator: ", "),
                en: "\(code.inEnglishQuotes) is not a programme; known programmes: \(known.joined(separator: ", "))")
        case .noRule(let programme, let kind, let known):
            LocalizedText(
                fr: "la règle de \(programme.inFrenchQuotes) ne s’adresse pas à \(kind.article.fr)\u{202F}; elle "
                    + "s’adresse à\u{202F}: \(known.map(\.article.fr).joined(separator: ", "))",
                en: "the rule of \(programme.inEnglishQuotes) is not for \(kind.article.en); it is for: "
                    + known.map(\.article.en).joined(separator: ", "))
        case .noSuchCommune(let code):
            LocalizedText(
                fr: "\(code.inFrenchQuotes) n’est le code d’aucune commune de cette base",
                en: "\(code.inEnglishQuotes) is the code of no commune in this database")
        case .notAnAssumption(let text, let expected):
            LocalizedText(
                fr: "\(text.inFrenchQuotes) n’est pas une hypothèse\u{202F}: \(expected.fr)",
                en: "\(text.inEnglishQuotes) is not an assumption: \(expected.en)")
        }
    }
}
