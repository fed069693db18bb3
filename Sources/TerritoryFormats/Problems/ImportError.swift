/// Everything that is wrong in the sources: all of it at once, never the first problem alone.
///
/// A file that is wrong on every line, such as another one given in its place, has its first problems told and the
/// others counted.
public struct ImportError: TerritoryError, Hashable {
    public var problems: [SourceProblem]

    /// How many problems of a file are told.
    package static let mostOfAFile = 1_000

    public init(_ problems: [SourceProblem]) {
        let counts = problems.reduce(into: [:]) { $0[$1.file, default: 0] += 1 }
        // A sentence that stands for one more problem saves nothing.
        guard counts.values.contains(where: { $0 > Self.mostOfAFile + 1 }) else {
            self.problems = problems
            return
        }
        var told: [String: Int] = [:]
        self.problems = problems.compactMap { problem in
            let number = told[problem.file, default: 0] + 1
            told[problem.file] = number
            if number <= Self.mostOfAFile { return problem }
            let rest = (counts[problem.file] ?? 0) - Self.mostOfAFile
            guard rest > 1 else { return problem }
            return number == Self.mostOfAFile + 1 ? SourceProblem(file: problem.file, .moreProblems(rest)) : nil
        }
    }

    public var cause: ErrorCause { .badData }

    public var message: LocalizedText {
        LocalizedText { language in problems.map { $0.sentence(in: language) }.joined(separator: "\n") }
    }
}

extension LocalizedText {
    static func moreProblems(_ count: Int) -> LocalizedText {
        LocalizedText(
            fr: count == 1 ? "et un autre problème" : "et \(count) autres problèmes",
            en: count == 1 ? "and one more problem" : "and \(count) more problems")
    }
}
