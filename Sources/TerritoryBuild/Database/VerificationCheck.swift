public import TerritoryFormats
public import TerritoryKit

/// What a database was checked for.
public struct VerificationAnswer: Answer, Hashable, Codable, Sendable {
    public var checks: [VerificationCheck]
    public var data: DataStamp

    public init(checks: [VerificationCheck], data: DataStamp) {
        self.checks = checks
        self.data = data
    }

    public var hasPassed: Bool { !checks.contains { $0.outcome == .failed } }
}

/// One thing that a database was checked for, and what was found.
public struct VerificationCheck: Hashable, Codable, Sendable {
    public enum Outcome: String, Codable, Sendable {
        case passed
        /// Something that a user should know, and that does not make an answer wrong.
        case noted
        case failed
    }

    public var name: String
    public var outcome: Outcome
    public var finding: LocalizedText

    public init(_ name: String, _ outcome: Outcome, _ finding: LocalizedText) {
        self.name = name
        self.outcome = outcome
        self.finding = finding
    }
}
