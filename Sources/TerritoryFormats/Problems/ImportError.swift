/// Everything that is wrong in the sources: all of it at once, never the first problem alone.
///
/// A file that is wrong on every line, such as another one given in its place, has its first problems told and the
/// others counted.
public struct ImportError: TerritoryError, Hashable {
    public var problems: [SourceProblem]

    /// How many problems of a file are told.
    package static let mostOfAFile = 1_000

    public init(_ problems: [SourceProblem]) {
        let counts = problems.reduce(into: [:]) { $0[$1.file, default: 0] += $1.standsFor }
        // A sentence that stands for one more problem saves nothing.
        guard counts.values.contains(where: { $0 > Self.mostOfAFile + 1 }) else {
            self.problems = problems
            return
        }
        var told: [String: Int] = [:]
        var others: [String: (place: Int, count: Int)] = [:]
        var kept: [SourceProblem] = []
        for problem in problems {
            let file = problem.file
            if counts[file, default: 0] <= Self.mostOfAFile + 1
                || problem.standsFor == 1 && told[file, default: 0] < Self.mostOfAFile
            {
                told[file, default: 0] += 1
                kept.append(problem)
            } else {
                others[file, default: (kept.count, 0)].count += problem.standsFor
            }
        }
        for (file, other) in others.sorted(by: { $0.value.place > $1.value.place }) {
            kept.insert(.others(other.count, in: file), at: other.place)
        }
        self.problems = kept
    }

    public var cause: ErrorCause { .badData }

    public var message: LocalizedText {
        LocalizedText { language in problems.map { $0.sentence(in: language) }.joined(separator: "\n") }
    }
}
