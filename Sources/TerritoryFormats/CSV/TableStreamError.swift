/// Why a table could not be answered as a whole.
public enum TableStreamError: TerritoryError, Hashable {
    /// A table of separated values begins with a header.
    case noHeader
    /// The header is not a row, for this reason.
    case header(RowDefect)
    case columnNotFound(names: [String], columns: [String])
    /// Which of two columns is meant cannot be told.
    case columnTwice(String)
    /// The table has a column of its own, or a line a member, with the name of one that is to be added.
    case nameTaken(String, line: Int)
    /// What ends the lines is a carriage return alone.
    case carriageReturns
    /// A line has bytes that are not UTF-8, as the sentence tells.
    case notUTF8(line: Int, LocalizedText)
    case cannotRead(reason: LocalizedText)
    case cannotWrite(reason: LocalizedText)
    /// Nobody reads the output any more.
    case outputClosed

    public var cause: ErrorCause {
        switch self {
        case .noHeader, .header, .columnNotFound, .columnTwice, .nameTaken, .carriageReturns, .notUTF8: .badData
        case .cannotRead, .cannotWrite: .inputOutput
        case .outputClosed: .outputClosed
        }
    }

    /// The first columns.
    private static func shown(_ columns: [String]) -> String {
        columns.prefix(10).map(\.cut).joined(separator: ", ") + (columns.count > 10 ? "…" : "")
    }

    public var message: LocalizedText {
        switch self {
        case .noHeader:
            LocalizedText(
                fr: "il n’y a pas d’en-tête\u{202F}: la première ligne doit nommer les colonnes",
                en: "there is no header: the first line must name the columns")
        case .header(let defect):
            LocalizedText(
                fr: "l’en-tête ne peut pas être lu (\(defect.message.fr))",
                en: "the header cannot be read (\(defect.reason))")
        case .columnNotFound(let names, let columns):
            LocalizedText(
                fr: "aucune colonne \(names.joined(separator: " ou ")) parmi \(Self.shown(columns))",
                en: "there is no column \(names.joined(separator: " or ")) among \(Self.shown(columns))")
        case .columnTwice(let name):
            LocalizedText(
                fr: "deux colonnes s’appellent \(Self.shown([name]))\u{202F}: laquelle lire\u{202F}?",
                en: "two columns are named \(Self.shown([name])): which one is to be read?")
        case .nameTaken(let name, let line):
            LocalizedText(
                fr: "ligne \(line)\u{202F}: le tableau a déjà \(Self.shown([name]).inFrenchQuotes), et ce nom doit "
                    + "s’ajouter\u{202F}; le renommer dans le tableau, ou ne pas le demander",
                en:
                    "line \(line): the table has \(Self.shown([name]).inEnglishQuotes) of its own, and that name is to be "
                    + "added; rename it in the table, or do not ask for it")
        case .carriageReturns:
            LocalizedText(
                fr: "les lignes finissent par un retour chariot (CR) seul\u{202F}; LF ou CR LF est attendu",
                en: "the lines end with a carriage return (CR) alone; LF or CR LF is expected")
        case .notUTF8(let line, let what):
            LocalizedText(fr: "ligne \(line)\u{202F}: \(what.fr)", en: "line \(line): \(what.en)")
        case .cannotRead(let reason):
            LocalizedText(
                fr: "les lignes ne peuvent pas être lues\u{202F}: \(reason.fr)",
                en: "the rows cannot be read: \(reason.en)")
        case .cannotWrite(let reason):
            LocalizedText(
                fr: "la réponse ne peut pas être écrite\u{202F}: \(reason.fr)",
                en: "the answer cannot be written: \(reason.en)")
        case .outputClosed:
            LocalizedText(fr: "plus personne ne lit la sortie", en: "nobody reads the output any more")
        }
    }
}

extension TableStreamError {
    package static func reading(_ error: SystemError) -> Self { .cannotRead(reason: error.message) }

    /// A pipe whose reader is gone is closed.
    package static func writing(_ error: SystemError) -> Self {
        error.isClosedPipe ? .outputClosed : .cannotWrite(reason: error.message)
    }
}
