/// What can be wrong with a database file.
public enum StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    case spatialiteUnavailable
    case missing(String)
    case notATerritoryDatabase(String)
    case otherVersion(String, found: Int, expected: Int)
    case unreadable(String)
    case cannotWrite(String)
    case brokenChecks([VerificationCheck])

    public func sentence(in language: Language) -> String { phrase(language) }

    public var description: String { sentence(in: .english) }

    private var phrase: Phrase {
        switch self {
        case .spatialiteUnavailable:
            Phrase(
                fr: "SpatiaLite ne se charge pas\u{202F}; le paquet libspatialite-dev est attendu",
                en: "SpatiaLite does not load; the package libspatialite-dev is expected")
        case .missing(let path):
            Phrase(
                fr: "\(path)\u{202F}: cette base n’existe pas\u{202F}; «\u{202F}territory build\u{202F}» la construit",
                en: "\(path): there is no such database; “territory build” makes it")
        case .notATerritoryDatabase(let path):
            Phrase(
                fr: "\(path)\u{202F}: ce fichier n’est pas une base construite par «\u{202F}territory build\u{202F}»",
                en: "\(path): this file is not a database made by “territory build”")
        case .otherVersion(let path, let found, let expected):
            Phrase(
                fr: "\(path)\u{202F}: la base est au format \(found), le format \(expected) est attendu\u{202F}; la "
                    + "reconstruire avec «\u{202F}territory build\u{202F}»",
                en: "\(path): the database has format \(found), format \(expected) is expected; make it again with "
                    + "“territory build”")
        case .unreadable(let path):
            Phrase(
                fr: "\(path)\u{202F}: la base est abîmée ou illisible\u{202F}; la reconstruire avec "
                    + "«\u{202F}territory build\u{202F}»",
                en: "\(path): the database is damaged or cannot be read; make it again with “territory build”")
        case .cannotWrite(let path):
            Phrase(
                fr: "\(path)\u{202F}: impossible d’écrire ici\u{202F}; vérifier que le dossier existe et accepte les "
                    + "fichiers",
                en: "\(path): cannot write here; check that the folder exists and accepts files")
        case .brokenChecks(let checks):
            Phrase(
                fr: checks.map { $0.sentence(in: .french) }.joined(separator: "\n"),
                en: checks.map { $0.sentence(in: .english) }.joined(separator: "\n"))
        }
    }
}
