internal import GRDB
internal import TerritoryKit
public import TerritoryFormats

/// Why a database could not be made.
public enum BuildError: TerritoryError, Hashable {
    case brokenChecks([VerificationCheck])
    /// The tables do not fit together, in the number of SQLite’s error.
    case inconsistent(code: Int32)

    /// The seal is not found where it was written.
    case unsealed

    public var cause: ErrorCause { .badData }

    public var message: LocalizedText {
        switch self {
        case .brokenChecks(let checks):
            LocalizedText { language in checks.map { $0.sentence(in: language) }.joined(separator: "\n") }
        case .unsealed:
            LocalizedText(
                fr: "la base n’est pas écrite comme prévu\u{202F}: son sceau n’y est pas",
                en: "the database is not written as planned: its seal is not there")
        case .inconsistent(let code):
            LocalizedText(
                fr: "les tables ne vont pas ensemble (SQLite \(code))",
                en: "the tables do not fit together (SQLite \(code))")
        }
    }
}

extension DatabaseError {
    /// What an error of SQLite says while the database for a place is filled.
    func whileBuilding(_ path: String) -> any TerritoryError {
        SystemError(self).map { FileError(path, $0) } ?? BuildError.inconsistent(code: extendedResultCode.rawValue)
    }
}

extension VerificationCheck {
    /// What was found, after the file of the package that it was found in.
    fileprivate func sentence(in language: Language) -> String {
        guard ["valid_shapes", "coverage", "dissolved_shapes", "holes"].contains(name) else { return finding(language) }
        return "geo/communes.geojson\(language.colon) \(finding(language))"
    }
}
