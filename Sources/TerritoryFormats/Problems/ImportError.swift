/// Everything that is wrong in the sources: all of it at once, never the first problem alone.
public struct ImportError: TerritoryError, Hashable {
    public var problems: [SourceProblem]

    public init(_ problems: [SourceProblem]) {
        self.problems = problems
    }

    public var cause: ErrorCause { .badData }

    public var message: LocalizedText {
        LocalizedText { language in problems.map { $0.sentence(in: language) }.joined(separator: "\n") }
    }
}
