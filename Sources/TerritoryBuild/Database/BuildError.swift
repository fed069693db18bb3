internal import Foundation
internal import GRDB
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

extension BuildError {
    /// What an error of SQLite says while a database is filled.
    static func cause(of error: DatabaseError, at path: String) -> any TerritoryError {
        switch error.resultCode {
        case .SQLITE_FULL: FileError(path, SystemError(ENOSPC))
        case .SQLITE_IOERR: FileError(path, SystemError(EIO))
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: FileError(path, SystemError(EACCES))
        case .SQLITE_NOMEM: FileError(path, SystemError(ENOMEM))
        default: BuildError.inconsistent(code: error.extendedResultCode.rawValue)
        }
    }
}

extension VerificationCheck {
    /// What was found, after the file of the package that it was found in.
    fileprivate func sentence(in language: Language) -> String {
        guard ["valid_shapes", "coverage", "dissolved_shapes", "holes"].contains(name) else { return finding(language) }
        return "geo/communes.geojson\(language.colon) \(finding(language))"
    }
}
