/// One thing wrong in a source: where it is, what stands there and what was expected.
public struct SourceProblem: Hashable, Sendable {
    /// The file as the user named it.
    public var file: String
    /// Counted from 1; `nil` where the problem is the file's as a whole.
    public var line: Int?
    /// What stands there and what was expected, as a sentence without the place.
    public var message: LocalizedText
    /// How many problems it stands for: more than one where it counts those that are not told.
    package var standsFor = 1

    public init(file: String, line: Int? = nil, _ message: LocalizedText) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// Problems of a file that are counted and not told.
    package static func others(_ count: Int, in file: String) -> SourceProblem {
        var problem = SourceProblem(
            file: file,
            LocalizedText(
                fr: count == 1 ? "et un autre problème" : "et \(count) autres problèmes",
                en: count == 1 ? "and one more problem" : "and \(count) more problems"))
        problem.standsFor = count
        return problem
    }

    public func sentence(in language: Language) -> String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place)\(language.colon) \(message(language))"
    }
}
