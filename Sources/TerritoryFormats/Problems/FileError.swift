/// Why a file or a folder cannot be written, or held.
public enum FileError: TerritoryError, Hashable {
    case cannotWrite(String, reason: LocalizedText)
    /// The file to write is the database that is asked.
    case isTheDatabase(String)
    /// Another program is at work in it.
    case busy(String)

    package init(_ path: String, _ error: SystemError) { self = .cannotWrite(path, reason: error.message) }

    public var cause: ErrorCause {
        if case .isTheDatabase = self { return .malformedQuestion }
        return .inputOutput
    }

    public var message: LocalizedText {
        switch self {
        case .cannotWrite(let path, let reason):
            LocalizedText(
                fr: "\(path)\u{202F}: impossible d’écrire ici\u{202F}: \(reason.fr)",
                en: "\(path): cannot write here: \(reason.en)")
        case .isTheDatabase(let path):
            LocalizedText(
                fr: "\(path)\u{202F}: c’est la base elle-même, un autre fichier est attendu",
                en: "\(path): this is the database itself, another file is expected")
        case .busy(let path):
            LocalizedText(
                fr: "\(path)\u{202F}: un autre programme y travaille\u{202F}; réessayez quand il aura fini",
                en: "\(path): another program is at work there; try again when it is done")
        }
    }
}
