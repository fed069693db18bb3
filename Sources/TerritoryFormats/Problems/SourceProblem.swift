/// One thing wrong in a source: where it is, what stands there and what was expected.
public struct SourceProblem: Hashable, Sendable {
    /// The file as the user named it.
    public var file: String
    /// Counted from 1; `nil` where the problem is the file's as a whole.
    public var line: Int?
    /// What stands there and what was expected, as a sentence without the place.
    public var message: LocalizedText

    public init(file: String, line: Int? = nil, _ message: LocalizedText) {
        self.file = file
        self.line = line
        self.message = message
    }

    public func sentence(in language: Language) -> String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place)\(language.colon) \(message(language))"
    }
}
