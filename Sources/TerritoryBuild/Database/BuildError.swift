public import TerritoryFormats

/// Why a database could not be made or checked.
public enum BuildError: TerritoryError, Hashable {
    case cannotWrite(String)
    case brokenChecks([VerificationCheck])

    public var cause: ErrorCause {
        switch self {
        case .cannotWrite: .inputOutput
        case .brokenChecks: .badData
        }
    }

    public var message: LocalizedText {
        switch self {
        case .cannotWrite(let path):
            LocalizedText(
                fr: "\(path)\u{202F}: impossible d’écrire ici\u{202F}; vérifier que le dossier existe et accepte les "
                    + "fichiers",
                en: "\(path): cannot write here; check that the folder exists and accepts files")
        case .brokenChecks(let checks):
            LocalizedText { language in checks.map { $0.finding(language) }.joined(separator: "\n") }
        }
    }
}
