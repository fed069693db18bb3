package import GRDB
public import TerritoryFormats

/// What can be wrong with a database file.
public enum StorageError: TerritoryError, Hashable {
    case missing(String)
    case notATerritoryDatabase(String)
    case otherVersion(String, found: Int, expected: Int)
    /// Its bytes are not what SQLite wrote.
    case damaged(String)
    /// Another program holds it.
    case busy(String)
    /// Anything else, in SQLite’s words.
    case unreadable(String, reason: String)

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
        case .busy(let path):
            LocalizedText(
                fr: "\(path)\u{202F}: un autre programme occupe la base\u{202F}; réessayez quand il aura fini",
                en: "\(path): another program is using the database; try again when it is done")
        case .unreadable(let path, let reason):
            LocalizedText(
                fr: "\(path)\u{202F}: la base ne peut pas être lue (SQLite\u{202F}: \(reason))",
                en: "\(path): the database cannot be read (SQLite: \(reason))")
        }
    }
}

extension StorageError {
    /// What an error of SQLite says of a file.
    package init(_ error: DatabaseError, of path: String) {
        switch error.resultCode {
        case .SQLITE_CORRUPT: self = .damaged(path)
        case .SQLITE_NOTADB: self = .notATerritoryDatabase(path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path)
        default: self = .unreadable(path, reason: error.message ?? "\(error.resultCode)")
        }
    }
}
