public import TerritoryFormats

/// A programme and its dated rules, as a file of `data/rules/` states them.
public struct Programme: Hashable, Codable, Sendable {
    public enum Nature: String, Codable, Sendable {
        /// The territory decides.
        case territorial
        /// The person decides; the rules say on what.
        case personal
    }

    /// The identifier, such as `cantine`; also the name of the file.
    public var code: String
    public var title: LocalizedText
    /// What a yes means, as an infinitive that ends the sentence “the commune may …”.
    public var question: LocalizedText
    public var nature: Nature
    /// The measure of the Pact that the programme belongs to.
    @ExplicitNull public var measure: String?
    /// First day of the programme, where it is known.
    @ExplicitNull public var begins: CivilDate?
    /// Last day of the programme, where it has ended.
    @ExplicitNull public var ended: CivilDate?
    /// A version checked longer ago than this is stale.
    public var checkEveryMonths: Int
    /// Told with every answer.
    public var cautions: [LocalizedText]
    public var parameters: [Parameter]
    public var versions: [RuleVersion]
    @ExplicitNull public var reconciliation: PublishedCount?

    enum CodingKeys: String, CodingKey {
        case title, question, nature, measure, begins, ended, cautions, parameters, versions, reconciliation
        case code = "programme"
        case checkEveryMonths = "check_every_months"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        code = try container.decode(String.self, forKey: .code)
        title = try container.decode(LocalizedText.self, forKey: .title)
        question = try container.decode(LocalizedText.self, forKey: .question)
        nature = try container.decode(Nature.self, forKey: .nature)
        measure = try container.decodeIfPresent(String.self, forKey: .measure)
        begins = try container.decodeIfPresent(CivilDate.self, forKey: .begins)
        ended = try container.decodeIfPresent(CivilDate.self, forKey: .ended)
        checkEveryMonths = try container.decode(Int.self, forKey: .checkEveryMonths)
        cautions = try container.decodeIfPresent([LocalizedText].self, forKey: .cautions) ?? []
        parameters = try container.decodeIfPresent([Parameter].self, forKey: .parameters) ?? []
        versions = try container.decode([RuleVersion].self, forKey: .versions)
        reconciliation = try container.decodeIfPresent(PublishedCount.self, forKey: .reconciliation)
    }
}

/// How sure a rule is.
public enum Confidence: String, Codable, Sendable {
    case stated
    case deduced
    /// Known, but not read again for the file.
    case generalKnowledge = "general_knowledge"
}

/// The text that a rule rests on.
public struct LegalReference: Hashable, Codable, Sendable {
    public var title: String
    @ExplicitNull public var url: String?

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        title = try container.decode(String.self, forKey: .title)
        url = try container.decodeIfPresent(String.self, forKey: .url)
    }
}

/// A value that a programme sets, such as the aid for a meal, over time.
public struct Parameter: Hashable, Codable, Sendable {
    public struct Version: Hashable, Codable, Sendable {
        public var from: CivilDate
        public var until: CivilDate?
        public var value: Double
        public var condition: LocalizedText?
        public var reference: LegalReference
        public var checkedOn: CivilDate
        public var confidence: Confidence

        public init(
            from: CivilDate, until: CivilDate? = nil, value: Double, condition: LocalizedText? = nil,
            reference: LegalReference, checkedOn: CivilDate, confidence: Confidence
        ) {
            self.from = from
            self.until = until
            self.value = value
            self.condition = condition
            self.reference = reference
            self.checkedOn = checkedOn
            self.confidence = confidence
        }

        enum CodingKeys: String, CodingKey {
            case from, until, value, condition, reference, confidence
            case checkedOn = "checked_on"
        }
    }

    public var code: String
    public var label: LocalizedText
    public var unit: LocalizedText
    public var versions: [Version]

    public init(code: String, label: LocalizedText, unit: LocalizedText, versions: [Version]) {
        self.code = code
        self.label = label
        self.unit = unit
        self.versions = versions
    }

    /// The value in force on a day.
    ///
    /// - Returns: `nil` before the first version, after the last, and between two.
    public func version(on date: CivilDate) -> Version? {
        versions.last { $0.from <= date && date <= $0.until ?? .distantFuture }
    }
}

/// The rule of a programme for a time.
public struct RuleVersion: Hashable, Codable, Sendable {
    /// Who may ask.
    public enum Subject: String, Codable, CaseIterable, Sendable {
        case commune
        case epci
        /// A set of communes that the asker names.
        case grouping
        case departement
        case qpv
        case position
    }

    /// How a commune is reached where it does not qualify in its own name.
    public struct Through: Hashable, Codable, Sendable {
        /// By its EPCI, where that one qualifies.
        public var epci: Bool?
        /// By a grouping that the data do not list.
        public var unlisted: LocalizedText?

        public init(epci: Bool? = nil, unlisted: LocalizedText? = nil) {
            self.epci = epci
            self.unlisted = unlisted
        }
    }

    public var code: String
    public var title: LocalizedText
    public var from: CivilDate
    public var until: CivilDate?
    public var reference: LegalReference
    public var checkedOn: CivilDate
    public var confidence: Confidence
    public var note: LocalizedText?
    public var subjects: [String: Criterion]
    public var through: Through?

    public init(
        code: String, title: LocalizedText, from: CivilDate, until: CivilDate? = nil, reference: LegalReference,
        checkedOn: CivilDate, confidence: Confidence, note: LocalizedText? = nil, subjects: [String: Criterion],
        through: Through? = nil
    ) {
        self.code = code
        self.title = title
        self.from = from
        self.until = until
        self.reference = reference
        self.checkedOn = checkedOn
        self.confidence = confidence
        self.note = note
        self.subjects = subjects
        self.through = through
    }

    enum CodingKeys: String, CodingKey {
        case code, title, from, until, reference, confidence, note, subjects, through
        case checkedOn = "checked_on"
    }

    public func criterion(for subject: Subject) -> Criterion? { subjects[subject.rawValue] }
}

/// A number that was published of a programme, and the readings of the rules that it may be compared with.
public struct PublishedCount: Hashable, Codable, Sendable {
    public struct Reading: Hashable, Codable, Sendable {
        public var code: String
        public var label: LocalizedText
        /// What a commune has to meet to be counted.
        public var criterion: Criterion

        public init(code: String, label: LocalizedText, criterion: Criterion) {
            self.code = code
            self.label = label
            self.criterion = criterion
        }
    }

    /// The figure of the report, in `data/policy/figures.csv`.
    public var figure: String
    /// The day whose rules and classes are counted.
    public var on: CivilDate
    public var explanation: LocalizedText
    public var readings: [Reading]

    public init(figure: String, on: CivilDate, explanation: LocalizedText, readings: [Reading]) {
        self.figure = figure
        self.on = on
        self.explanation = explanation
        self.readings = readings
    }
}

extension Programme {
    /// Every criterion of every version and reading.
    package var criteria: [Criterion] {
        (versions.flatMap(\.subjects.values) + (reconciliation?.readings.map(\.criterion) ?? [])).flatMap(\.all)
    }

    /// The rule in force on a day.
    ///
    /// - Returns: `nil` before the first version, after the last, and between two.
    public func version(on date: CivilDate) -> RuleVersion? {
        versions.last { $0.from <= date && date <= $0.until ?? .distantFuture }
    }

    /// The last day on which the programme was open to a kind of subject, where that is before a day.
    ///
    /// It is the end of the programme, or that of a window which every way to a yes asks for.
    ///
    /// - Returns: `nil` while it is open, and for a programme that has no end.
    func lastOpenDay(before date: CivilDate, for subject: RuleVersion.Subject) -> CivilDate? {
        if let ended, ended < date { return ended }
        guard let criterion = version(on: date)?.criterion(for: subject), let until = criterion.closes, until < date
        else { return nil }
        return until
    }

    /// Whether a version was last checked longer ago than the programme allows.
    public func isStale(_ version: RuleVersion, asOf today: CivilDate) -> Bool {
        version.checkedOn.adding(months: checkEveryMonths) < today
    }
}

/// The programmes of a database, in the order of their codes.
public struct ProgrammesAnswer: Answer, Hashable, Codable, Sendable {
    public var programmes: [Programme]
    public var data: DataStamp

    public init(programmes: [Programme], data: DataStamp) {
        self.programmes = programmes
        self.data = data
    }
}
