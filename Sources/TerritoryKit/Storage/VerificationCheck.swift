/// What a database was checked for.
public struct VerificationAnswer: Hashable, Codable, Sendable {
    public var checks: [VerificationCheck]
    public var data: DataStamp

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
    public var french: String
    public var english: String

    init(_ name: String, _ outcome: Outcome, _ finding: Phrase) {
        self.name = name
        self.outcome = outcome
        french = finding.french
        english = finding.english
    }

    public func sentence(in language: Language) -> String {
        switch language {
        case .french: french
        case .english: english
        }
    }
}
