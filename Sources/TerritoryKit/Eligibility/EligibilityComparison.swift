/// A report with the facts as they are, and with them changed.
public struct EligibilityComparison: Hashable, Codable, Sendable {
    public var before: EligibilityReport
    public var after: EligibilityReport

    public init(before: EligibilityReport, after: EligibilityReport) {
        self.before = before
        self.after = after
    }
}
