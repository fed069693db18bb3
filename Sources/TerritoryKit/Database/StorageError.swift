internal import Foundation
package import GRDB
public import TerritoryFormats

/// What can be wrong with a database file.
public enum StorageError: TerritoryError, Hashable {
    case missing(String)
    case notATerritoryDatabase(String)
    case otherVersion(String, found: Int, expected: Int)
    /// Its bytes are not what SQLite wrote.
    case damaged(String)
    /// It was written to, or cut short, while it was open.
    case changed(String)
    /// Its journal is not that of a build: another program has written to it.
    case edited(String)
    /// Anything else that the system or SQLite says.
    case unreadable(String, reason: LocalizedText)

    public var cause: ErrorCause { .unusableDatabase }

    public var message: LocalizedText {
        switch self {
        case .missing(let path):
            LocalizedText(
                fr: "\(path)\u{202F}: cette base n’existe pas", en: "\(path): there is no such database")
        case .notATerritoryDatabase(let path):
            LocalizedText(
                fr: "\(path)\u{202F}: ce fichier n’est pas une base de ce projet",
                en: "\(path): this file is not a database of this project")
        case .otherVersion(let path, let found, let expected):
            LocalizedText(
                fr:
                    "\(path)\u{202F}: la base est au format \(found), le format \(expected) est attendu\u{202F}; elle est "
                    + "à reconstruire",
                en: "\(path): the database has format \(found), format \(expected) is expected; it must be rebuilt")
        case .damaged(let path):
            LocalizedText(
                fr: "\(path)\u{202F}: la base est abîmée\u{202F}; elle est à reconstruire",
                en: "\(path): the database is damaged; it must be rebuilt")
        case .changed(let path):
            LocalizedText(
                fr:
                    "\(path)\u{202F}: le fichier a changé pendant la lecture, la réponse ne vaut rien\u{202F}; pour remplacer "
                    + "une base, écrire la nouvelle à côté puis la renommer",
                en: "\(path): the file changed while it was read, the answer is worth nothing; to replace a database, "
                    + "write the new one beside it and rename it")
        case .edited(let path):
            LocalizedText(
                fr: "\(path)\u{202F}: un autre programme a écrit dans la base\u{202F}; elle est à reconstruire",
                en: "\(path): another program has written to the database; it must be rebuilt")
        case .unreadable(let path, let reason):
            LocalizedText(
                fr: "\(path)\u{202F}: la base ne peut pas être lue\u{202F}: \(reason.fr)",
                en: "\(path): the database cannot be read: \(reason.en)")
        }
    }
}

extension StorageError {
    /// What an error of SQLite says of a file.
    package init(_ error: DatabaseError, of path: String) {
        switch error.resultCode {
        // What a question asks for is there in every file that a build made: an error of SQL is a damaged schema.
        case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_FORMAT, .SQLITE_TOOBIG: self = .damaged(path)
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHORT_READ: self = .damaged(path)
        case .SQLITE_NOTADB: self = .notATerritoryDatabase(path)
        // A held file is always opened: what SQLite then cannot open is the log that its header asks for.
        case .SQLITE_CANTOPEN: self = .edited(path)
        default:
            let number = "SQLite \(error.extendedResultCode.rawValue)"
            self = .unreadable(path, reason: SystemError(error)?.message ?? LocalizedText(fr: number, en: number))
        }
    }
}

extension SystemError {
    /// What the system did to SQLite; `nil` for an error of SQLite itself.
    package init?(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_FULL: self.init(ENOSPC)
        case .SQLITE_IOERR: self.init(EIO)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: self.init(EACCES)
        case .SQLITE_NOMEM: self.init(ENOMEM)
        default: return nil
        }
    }
}
