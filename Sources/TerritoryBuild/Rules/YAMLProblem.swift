internal import Yams
internal import TerritoryFormats

/// The sentences about a text that is not YAML, or is YAML of a kind that is refused.
enum YAMLProblem {
    // MARK: Limits

    static var tooLarge: LocalizedText {
        let limit = YAMLDocument.maximumBytes
        return LocalizedText(
            fr: "ce fichier dépasse \(limit) octets, le maximum admis",
            en: "this file exceeds \(limit) bytes, the most that is accepted")
    }

    static var tooDeep: LocalizedText {
        let limit = YAMLDocument.maximumDepth
        return LocalizedText(
            fr: "plus de \(limit) niveaux d’imbrication, alias compris",
            en: "nested more than \(limit) levels deep, aliases included")
    }

    static var tooManyNodes: LocalizedText {
        let limit = YAMLDocument.maximumNodes
        return LocalizedText(
            fr: "plus de \(limit) valeurs une fois les alias remplacés",
            en: "more than \(limit) values with its aliases")
    }

    static var tooManyMembers: LocalizedText {
        let limit = YAMLDocument.maximumMembers
        return LocalizedText(
            fr: "plus de \(limit) membres dans un même objet", en: "more than \(limit) members in the same object")
    }

    // MARK: What is refused

    static var empty: LocalizedText {
        LocalizedText(fr: "ce fichier n’a pas de contenu", en: "this file has no content")
    }

    static var reservedCharacter: LocalizedText {
        LocalizedText(
            fr: "les caractères U+E000 et U+E001 ne sont pas admis",
            en: "the characters U+E000 and U+E001 are not accepted")
    }

    static func tag(_ tag: String) -> LocalizedText {
        LocalizedText(
            fr: "l’étiquette \(tag.excerpt.inFrenchQuotes) n’est pas admise\u{202F}: une valeur seule est attendue",
            en: "the tag \(tag.excerpt.inEnglishQuotes) is not accepted: a value alone is expected")
    }

    static var explicitKey: LocalizedText {
        LocalizedText(
            fr: "un texte qui commence par «\u{202F}?\u{202F}» s’écrit entre guillemets droits",
            en: "a text that begins with “?” is written in straight quotation marks")
    }

    static var mergeKey: LocalizedText {
        LocalizedText(
            fr: "la fusion «\u{202F}<<\u{202F}» n’est pas admise\u{202F}: écrivez les membres",
            en: "the merge key “<<” is not accepted: write the members out")
    }

    static var nameNotText: LocalizedText {
        LocalizedText(
            fr: "un nom de membre est une liste, un objet ou un alias\u{202F}: un texte est attendu",
            en: "a member’s name is a list, an object or an alias: a text is expected")
    }

    static func undefinedAlias(_ name: String, known: [String]) -> LocalizedText {
        let name = "*\(name.excerpt)"
        guard !known.isEmpty else {
            return LocalizedText(
                fr: "l’alias \(name.inFrenchQuotes) ne renvoie à rien\u{202F}: aucune ancre n’est posée avant lui",
                en: "the alias \(name.inEnglishQuotes) refers to nothing: no anchor is set before it")
        }
        let anchors = known.prefix(40).joined(separator: ", ")
        return LocalizedText(
            fr: "l’alias \(name.inFrenchQuotes) ne renvoie à rien\u{202F}; ancres posées avant lui\u{202F}: \(anchors)",
            en: "the alias \(name.inEnglishQuotes) refers to nothing; anchors set before it: \(anchors)")
    }

    static func duplicateAnchor(_ name: String, firstLine: Int) -> LocalizedText {
        LocalizedText(
            fr: "l’ancre \("&\(name)".inFrenchQuotes) est déjà posée à la ligne \(firstLine)",
            en: "the anchor \("&\(name)".inEnglishQuotes) is set already on line \(firstLine)")
    }

    static func duplicateNames(_ names: [String]) -> LocalizedText {
        let names = names.map(YAMLMask.unmask)
        let french = names.map(\.excerpt.inFrenchQuotes).joined(separator: ", ")
        let english = names.map(\.excerpt.inEnglishQuotes).joined(separator: ", ")
        return LocalizedText(
            fr: "dans un même objet, plusieurs fois\u{202F}: \(french)\u{202F}; la première est ici",
            en: "more than once in the same object: \(english); the first is here")
    }

    static func notDecoded(at path: DocumentPath, found: DocumentNode, reason: String) -> LocalizedText {
        let found = JSONSchemaProblem.description(of: found.content)
        return LocalizedText(
            fr: "\(path.name.fr)\u{202F}: \(found.fr) ne convient pas (\(reason))",
            en: "\(path.name.en): \(found.en) does not fit (\(reason))")
    }

    // MARK: Syntax

    /// The problem of a text that Yams could not read.
    static func syntax(_ error: any Error, file: String) -> SourceProblem {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _):
            SourceProblem(file: file, line: mark.line, notYAML(problem))
        case YamlError.composer(_, _, let mark, _):
            SourceProblem(file: file, line: mark.line, secondDocument)
        case YamlError.duplicatedKeysInMapping(let names, let context):
            SourceProblem(file: file, line: context.mark.line, duplicateNames(names))
        case YamlError.reader(let problem, let offset, _, let text):
            SourceProblem(
                file: file, line: offset.map { 1 + text.prefix($0).count(where: \.isNewline) }, notYAML(problem))
        default:
            SourceProblem(file: file, notYAML("\(error)"))
        }
    }

    private static var secondDocument: LocalizedText {
        LocalizedText(
            fr: "un second document commence ici\u{202F}: un seul est attendu dans le fichier",
            en: "a second document begins here: one alone is expected in the file")
    }

    private static func notYAML(_ problem: String) -> LocalizedText {
        if problem.hasPrefix("Maximum nesting level") { return tooDeep }
        let french = frenchProblems[problem] ?? problem.inFrenchQuotes
        return LocalizedText(fr: "ce n’est pas du YAML\u{202F}: \(french)", en: "this is not YAML: \(problem)")
    }

    /// What libyaml says most often; the rest is quoted as it says it.
    private static let frenchProblems = [
        "mapping values are not allowed in this context": "un deux-points n’a pas sa place ici",
        "did not find expected key": "un nom de membre est attendu ici (le retrait est-il le bon\u{202F}?)",
        "did not find expected '-' indicator": "un tiret est attendu ici (le retrait est-il le bon\u{202F}?)",
        "did not find expected ',' or ']'": "une virgule ou un crochet fermant est attendu ici",
        "did not find expected ',' or '}'": "une virgule ou une accolade fermante est attendue ici",
        "did not find expected <document start>": "rien ne doit suivre le document",
        "could not find expected ':'": "le deux-points d’un membre manque",
        "found unexpected end of stream": "le fichier s’arrête au milieu d’un texte entre guillemets",
        "found character that cannot start any token": "rien ne peut commencer par ce caractère",
        "block sequence entries are not allowed in this context": "un tiret n’a pas sa place ici",
        "found a tab character that violates indentation": "une tabulation ne peut servir de retrait",
        "control characters are not allowed": "un caractère de contrôle n’est pas admis",
    ]
}
