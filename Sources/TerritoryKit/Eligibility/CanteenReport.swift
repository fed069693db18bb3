/// Whether a condition is met; missing data never counts as a no.
public enum Finding: String, Codable, Sendable {
    case met
    case notMet = "not_met"
    case unknown
}

/// The answer to a question of eligibility.
public enum Verdict: String, Codable, Sendable {
    case eligible
    case notEligible = "not_eligible"
    case undetermined

    /// One condition that is not met decides; else one that is unknown leaves the answer open.
    init(_ findings: [Finding]) {
        self =
            findings.contains(.notMet)
            ? .notEligible : findings.contains(.unknown) || findings.isEmpty ? .undetermined : .eligible
    }
}

/// What the data say of a commune’s right to the State’s aid for a social canteen tariff (« cantine à 1 € »).
///
/// The conditions since 1 April 2021, for a commune in its own name: eligible for the péréquation fraction of the DSR,
/// and in charge of school catering, which supposes a public school. The aid took no new commune after 25 July 2025.
public struct CanteenReport: Hashable, Codable, Sendable {
    public struct Criterion: Hashable, Codable, Sendable {
        /// `dsr_perequation`, `public_school` or `catering_competence`.
        public var name: String
        public var finding: Finding
        public var explanation: Label
        /// Vintage of the data; `null` where there are none.
        @ExplicitNull public var vintage: String?
    }

    public var commune: TerritoryName
    public var verdict: Verdict
    public var criteria: [Criterion]
    public var data: DataStamp
}

/// How many communes of a département meet the conditions that the data know.
public struct CanteenCountsAnswer: Hashable, Codable, Sendable {
    public struct Row: Hashable, Codable, Sendable {
        public var departement: TerritoryName
        public var communes: Int
        /// Eligible for the péréquation fraction of the DSR.
        public var dsrPerequation: Int
        /// … and with a public elementary school.
        public var withSchool: Int
        /// A few of these, by population.
        public var examples: [TerritoryName]

        enum CodingKeys: String, CodingKey {
            case departement, communes, examples
            case dsrPerequation = "dsr_perequation"
            case withSchool = "with_public_school"
        }
    }

    public var rows: [Row]
    public var dsrVintage: String
    public var schoolVintage: String
    public var data: DataStamp

    enum CodingKeys: String, CodingKey {
        case rows, data
        case dsrVintage = "dsr_vintage"
        case schoolVintage = "school_vintage"
    }
}
