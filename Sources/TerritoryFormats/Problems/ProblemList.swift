/// The problems of one file: the first ones in full, the others counted.
package struct ProblemList {
    package let file: String
    package let limit: Int
    package private(set) var problems: [SourceProblem] = []
    package private(set) var omittedCount = 0

    package init(file: String, limit: Int) {
        self.file = file
        self.limit = limit
    }

    package var isEmpty: Bool { problems.isEmpty && omittedCount == 0 }

    package mutating func report(_ message: @autoclosure () -> LocalizedText, line: Int?) {
        guard problems.count < limit else {
            omittedCount += 1
            return
        }
        problems.append(SourceProblem(file: file, line: line, message()))
    }

    /// The problems reported, and a last sentence that counts those beyond the limit.
    package var error: ImportError {
        guard omittedCount > 0 else { return ImportError(problems) }
        return ImportError(problems + [.others(omittedCount, in: file)])
    }
}
