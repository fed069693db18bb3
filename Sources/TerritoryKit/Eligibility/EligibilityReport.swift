public import TerritoryFormats

/// The answer to a question of eligibility.
public enum Verdict: String, Codable, Sendable {
    case eligible
    case notEligible = "not_eligible"
    case undetermined
}

/// Whether a territory may have what a programme grants on a day, and why.
public struct EligibilityReport: Hashable, Codable, Sendable {
    /// How a territory is reached.
    public enum Way: String, Codable, Sendable {
        case inOwnName = "in_own_name"
        /// Only a grouping that it belongs to qualifies.
        case onlyThroughGrouping = "only_through_grouping"
        /// A grouping qualifies; whether the territory does too is not known.
        case throughGrouping = "through_grouping"
    }

    /// Who asked: a territory, or a set of communes.
    public struct Subject: Hashable, Codable, Sendable {
        public var kind: RuleVersion.Subject
        @ExplicitNull public var code: String?
        public var name: String
        /// The communes of a grouping, by code.
        public var communes: [String]

        public init(kind: RuleVersion.Subject, code: String? = nil, name: String, communes: [String]) {
            self.kind = kind
            self.code = code
            self.name = name
            self.communes = communes
        }

        /// The name as a sentence has it.
        var inSentence: LocalizedText {
            switch kind {
            case .grouping: LocalizedText(fr: "le groupement \(name)", en: "the grouping \(name)")
            case .position: LocalizedText(fr: "la position \(name)", en: "the position \(name)")
            case .commune, .epci, .departement, .qpv: LocalizedText(fr: name, en: name)
            }
        }
    }

    /// The rule that was applied.
    public struct Version: Hashable, Codable, Sendable {
        public var code: String
        public var title: LocalizedText
        public var from: CivilDate
        @ExplicitNull public var until: CivilDate?
        public var reference: LegalReference
        public var checkedOn: CivilDate
        public var confidence: Confidence
        @ExplicitNull public var note: LocalizedText?
        /// Last checked longer ago than the programme allows.
        public var isStale: Bool

        public init(
            code: String, title: LocalizedText, from: CivilDate, until: CivilDate? = nil, reference: LegalReference,
            checkedOn: CivilDate, confidence: Confidence, note: LocalizedText? = nil, isStale: Bool
        ) {
            self.code = code
            self.title = title
            self.from = from
            self.until = until
            self.reference = reference
            self.checkedOn = checkedOn
            self.confidence = confidence
            self.note = note
            self.isStale = isStale
        }

        enum CodingKeys: String, CodingKey {
            case code, title, from, until, reference, confidence, note
            case checkedOn = "checked_on"
            case isStale = "is_stale"
        }
    }

    public struct Grouping: Hashable, Codable, Sendable {
        public var territory: TerritoryReference
        public var finding: Finding

        public init(territory: TerritoryReference, finding: Finding) {
            self.territory = territory
            self.finding = finding
        }
    }

    /// The answer of the last day on which a programme that is closed was open.
    public struct LastOpenDay: Hashable, Codable, Sendable {
        public var on: CivilDate
        public var version: Version
        public var verdict: Verdict
        @ExplicitNull public var way: Way?
        public var answer: LocalizedText
        public var conditions: [LocalizedText]
        public var standIns: [FactSource]
        @ExplicitNull public var finding: Finding?
        @ExplicitNull public var grouping: Grouping?

        enum CodingKeys: String, CodingKey {
            case on, version, verdict, way, answer, conditions, finding, grouping
            case standIns = "stand_ins"
        }
    }

    public struct ParameterValue: Hashable, Codable, Sendable {
        public var code: String
        public var label: LocalizedText
        public var value: Double
        public var unit: LocalizedText
        @ExplicitNull public var condition: LocalizedText?
        public var from: CivilDate
        public var reference: LegalReference

        public init(
            code: String, label: LocalizedText, value: Double, unit: LocalizedText, condition: LocalizedText? = nil,
            from: CivilDate, reference: LegalReference
        ) {
            self.code = code
            self.label = label
            self.value = value
            self.unit = unit
            self.condition = condition
            self.from = from
            self.reference = reference
        }
    }

    public var programme: String
    public var title: LocalizedText
    public var question: LocalizedText
    public var nature: Programme.Nature
    public var subject: Subject
    public var on: CivilDate
    /// `null` where no rule was in force.
    @ExplicitNull public var version: Version?
    public var verdict: Verdict
    @ExplicitNull public var way: Way?
    /// The answer in a sentence or two: on what condition a yes is one, and what stood in for data of the day.
    public var answer: LocalizedText
    /// What a yes supposes that no data tell; none for another verdict.
    public var conditions: [LocalizedText] = []
    /// What stood in for data of the day, among what decides.
    public var standIns: [FactSource] = []
    /// The proof, in the territory’s own name; `null` where no rule was in force.
    @ExplicitNull public var finding: Finding?
    /// The EPCI that may reach it, with its own proof.
    @ExplicitNull public var grouping: Grouping?
    /// How a grouping that the data do not list might; `null` where none could.
    @ExplicitNull public var unlisted: LocalizedText?
    /// `null` while the programme is open, and before it is.
    @ExplicitNull public var lastOpenDay: LastOpenDay?
    public var parameters: [ParameterValue]
    public var cautions: [LocalizedText]
    /// What the asker changed of the facts.
    public var assumptions: [LocalizedText]
    public var data: DataStamp

    public init(
        programme: String, title: LocalizedText, question: LocalizedText, nature: Programme.Nature, subject: Subject,
        on: CivilDate, version: Version? = nil, verdict: Verdict, way: Way? = nil, answer: LocalizedText,
        finding: Finding? = nil, grouping: Grouping? = nil, unlisted: LocalizedText? = nil,
        parameters: [ParameterValue], cautions: [LocalizedText], assumptions: [LocalizedText], data: DataStamp
    ) {
        self.programme = programme
        self.title = title
        self.question = question
        self.nature = nature
        self.subject = subject
        self.on = on
        self.version = version
        self.verdict = verdict
        self.way = way
        self.answer = answer
        self.finding = finding
        self.grouping = grouping
        self.unlisted = unlisted
        self.parameters = parameters
        self.cautions = cautions
        self.assumptions = assumptions
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case programme, title, question, nature, subject, on, version, verdict, way, answer, conditions, finding,
            grouping
        case unlisted, parameters, cautions, assumptions, data
        case standIns = "stand_ins"
        case lastOpenDay = "last_open_day"
    }
}
