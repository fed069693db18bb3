import TerritoryFormats
import TerritoryKit

extension Eligible {
    /// Answers as rows come, so that a pipe of any length takes no memory, and whoever writes into it has the answer.
    func answerBatch(_ programme: String, of path: String, _ facts: Eligibility, _ question: Question) throws {
        var answers = BatchAnswers(programme: programme, facts: facts, question: question) { warn($0, question) }
        var lines = EligibilityReport.csvHeader
        // A table that is refused has no answer, not even a header; what was answered before another error is.
        var isBegun = false
        let end = Result {
            try CodeRows.read(path) { row in
                isBegun = true
                lines += try answers.line(for: row)
            } pause: {
                guard isBegun else { return }
                try Output.answer(lines)
                lines.removeAll(keepingCapacity: true)
            }
            isBegun = true
        }
        if isBegun { try Output.answer(lines) }
        try end.get()
    }
}

/// The answers of a batch: a table names few territories many times, and each is asked about once.
private struct BatchAnswers {
    let programme: String
    let facts: Eligibility
    let question: Question
    /// Told once, of the first answer.
    let warn: (EligibilityReport) -> Void

    private var known: [String: [UInt8]] = [:]
    private var hasWarned = false

    /// As many as there are communes, of texts that may be the names of one.
    private static let mostKnown = 40_000
    private static let longestName = 100

    init(
        programme: String, facts: Eligibility, question: Question, warn: @escaping (EligibilityReport) -> Void
    ) {
        (self.programme, self.facts, self.question, self.warn) = (programme, facts, question, warn)
    }

    /// The answer of one row, or why there is none; what is wrong with more than the row ends the batch.
    mutating func line(for row: Result<String, RowDefect>) throws -> [UInt8] {
        switch row {
        case .failure(let defect): return EligibilityReport.csvRow(asked: "", problem: defect.message)
        case .success(let asked): return try line(for: asked)
        }
    }

    private mutating func line(for asked: String) throws -> [UInt8] {
        if let line = known[asked] { return line }
        do {
            let subject = try question.database.eligibilitySubject(question.database.territory(asked))
            let report = try facts.report(programme, for: subject, on: question.date, today: question.today)
            if !hasWarned { warn(report) }
            hasWarned = true
            let line = report.csvRow(asked: asked)
            if known.count < Self.mostKnown, asked.utf8.count <= Self.longestName { known[asked] = line }
            return line
        } catch let error as any TerritoryError where error.cause == .notFound || error.cause == .malformedQuestion {
            return EligibilityReport.csvRow(asked: asked, problem: error.message)
        }
    }
}
