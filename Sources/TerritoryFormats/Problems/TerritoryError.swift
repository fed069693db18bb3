/// What kind of thing went wrong, whatever the words.
///
/// A program decides on it in one table: the command turns it into an exit code, a server into an HTTP status.
public enum ErrorCause: String, CaseIterable, Sendable {
    /// The question cannot be read, or asks for what does not go together.
    case malformedQuestion
    /// What is asked about is not in the database.
    case notFound
    /// A source, a table or a data package has problems.
    case badData
    /// The database is missing, damaged, in use, or of another kind or format.
    case unusableDatabase
    /// A file or a stream cannot be read or written.
    case inputOutput
    /// The reader of the output has gone away.
    case outputClosed
    /// What the program needs of the system is not to be had, such as a port.
    case unavailable
}

/// An error that knows its cause, and says what is wrong in both languages.
public protocol TerritoryError: Error, Sendable, CustomStringConvertible {
    var cause: ErrorCause { get }

    /// What was wrong, where, and what was expected.
    var message: LocalizedText { get }
}

extension TerritoryError {
    public func sentence(in language: Language) -> String { message(language) }

    public var description: String { message.en }
}
