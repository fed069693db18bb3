public import TerritoryFormats

/// What a programme’s rule decides for each commune of a territory.
public struct EligibilityList: Hashable, Codable, Sendable {
    public struct Row: Hashable, Codable, Sendable {
        public var code: String
        public var name: String
        public var departement: String
        @ExplicitNull public var epci: String?
        @ExplicitNull public var municipalPopulation: Int?
        public var verdict: Verdict
        @ExplicitNull public var way: EligibilityReport.Way?
        /// The criteria that decide, in the commune’s own name; `null` unless they were asked for.
        @ExplicitNull public var reasons: LocalizedText?
        /// What a yes supposes that no data tell; `null` for another verdict, or where it supposes nothing.
        @ExplicitNull public var conditions: LocalizedText?
        /// What stood in for data of the day, among what decides; `null` where nothing did.
        @ExplicitNull public var standIns: LocalizedText?

        public init(
            code: String, name: String, departement: String, epci: String? = nil, municipalPopulation: Int? = nil,
            verdict: Verdict, way: EligibilityReport.Way? = nil, reasons: LocalizedText? = nil
        ) {
            self.code = code
            self.name = name
            self.departement = departement
            self.epci = epci
            self.municipalPopulation = municipalPopulation
            self.verdict = verdict
            self.way = way
            self.reasons = reasons
        }

        enum CodingKeys: String, CodingKey {
            case code, name, departement, epci, verdict, way, reasons, conditions
            case standIns = "stand_ins"
            case municipalPopulation = "municipal_population"
        }
    }

    /// How many communes have each answer.
    public struct Count: Hashable, Codable, Sendable {
        public var communes = 0
        /// In their own name, or through a grouping.
        public var eligible = 0
        /// Of these, through a grouping only.
        public var onlyThroughGrouping = 0
        public var notEligible = 0
        public var undetermined = 0

        public init(
            communes: Int = 0, eligible: Int = 0, onlyThroughGrouping: Int = 0, notEligible: Int = 0,
            undetermined: Int = 0
        ) {
            self.communes = communes
            self.eligible = eligible
            self.onlyThroughGrouping = onlyThroughGrouping
            self.notEligible = notEligible
            self.undetermined = undetermined
        }

        enum CodingKeys: String, CodingKey {
            case communes, eligible, undetermined
            case onlyThroughGrouping = "only_through_grouping"
            case notEligible = "not_eligible"
        }
    }

    /// The numbers of the last day on which a programme that is closed was open.
    public struct LastOpenDay: Hashable, Codable, Sendable {
        public var on: CivilDate
        public var version: EligibilityReport.Version
        public var total: Count
        public var conditions: [LocalizedText]
        public var standIns: [FactSource]

        enum CodingKeys: String, CodingKey {
            case on, version, total, conditions
            case standIns = "stand_ins"
        }
    }

    public struct DepartementCount: Hashable, Codable, Sendable {
        public var departement: TerritoryReference
        public var count: Count

        public init(departement: TerritoryReference, count: Count) {
            self.departement = departement
            self.count = count
        }
    }

    public var programme: String
    public var title: LocalizedText
    public var on: CivilDate
    /// `null` where no rule was in force.
    @ExplicitNull public var version: EligibilityReport.Version?
    public var rows: [Row]
    public var departements: [DepartementCount]
    public var total: Count
    /// What a yes of the list supposes that no data tell, each once.
    public var conditions: [LocalizedText] = []
    /// What stood in for data of the day, among what decides any row.
    public var standIns: [FactSource] = []
    /// `null` while the programme is open, and before it is.
    @ExplicitNull public var lastOpenDay: LastOpenDay?
    /// What was published, beside what the data give; `null` where nothing was, or for a part of the scope.
    @ExplicitNull public var published: PublishedComparison?
    public var cautions: [LocalizedText]
    public var assumptions: [LocalizedText]
    public var data: DataStamp

    public init(
        programme: String, title: LocalizedText, on: CivilDate, version: EligibilityReport.Version? = nil, rows: [Row],
        departements: [DepartementCount], total: Count, published: PublishedComparison? = nil,
        cautions: [LocalizedText], assumptions: [LocalizedText], data: DataStamp
    ) {
        self.programme = programme
        self.title = title
        self.on = on
        self.version = version
        self.rows = rows
        self.departements = departements
        self.total = total
        self.published = published
        self.cautions = cautions
        self.assumptions = assumptions
        self.data = data
    }

    enum CodingKeys: String, CodingKey {
        case programme, title, on, version, rows, departements, total, conditions, published, cautions, assumptions,
            data
        case standIns = "stand_ins"
        case lastOpenDay = "last_open_day"
    }
}

/// A number that was published, as the figures of the Pact hold it.
public struct PublishedFigure: Hashable, Codable, Sendable {
    public var code: String
    public var label: LocalizedText
    public var value: Int
    /// Where the report prints it.
    @ExplicitNull public var citation: Citation?
    /// Line of the extracted text, for those who maintain the data.
    @ExplicitNull public var line: Int?

    public init(code: String, label: LocalizedText, value: Int, citation: Citation? = nil, line: Int? = nil) {
        self.code = code
        self.label = label
        self.value = value
        self.citation = citation
        self.line = line
    }
}

/// A published number beside each defensible reading of the rules.
public struct PublishedComparison: Hashable, Codable, Sendable {
    public struct Reading: Hashable, Codable, Sendable {
        public var code: String
        public var label: LocalizedText
        public var met: Int
        public var unknown: Int

        public init(code: String, label: LocalizedText, met: Int, unknown: Int) {
            self.code = code
            self.label = label
            self.met = met
            self.unknown = unknown
        }
    }

    public var figure: PublishedFigure
    /// The day whose rules and classes are counted.
    public var on: CivilDate
    public var explanation: LocalizedText
    public var readings: [Reading]

    public init(figure: PublishedFigure, on: CivilDate, explanation: LocalizedText, readings: [Reading]) {
        self.figure = figure
        self.on = on
        self.explanation = explanation
        self.readings = readings
    }
}

extension Eligibility {
    /// What a programme’s rule decides for each of some communes, in the order of their codes.
    ///
    /// - Throws: ``EligibilityError`` if there is no such programme, or if its rule has no answer for a commune.
    public func list(
        _ code: String, of communes: [CommuneCode], on date: CivilDate, today: CivilDate, explains: Bool = false
    ) throws(EligibilityError) -> EligibilityList {
        let programme = try programme(code)
        var list = EligibilityList(
            programme: programme.code, title: programme.title, on: date, rows: [], departements: [],
            total: EligibilityList.Count(), cautions: programme.cautions, assumptions: assumptions, data: data)
        let version = programme.version(on: date)
        if let version, version.criterion(for: .commune) == nil {
            throw .noRule(
                programme: programme.code, for: .commune,
                known: RuleVersion.Subject.allCases.filter { version.criterion(for: $0) != nil })
        }
        list.version = version.map { EligibilityReport.Version($0, isStale: programme.isStale($0, asOf: today)) }
        if let day = programme.lastOpenDay(before: date, for: .commune), let version = programme.version(on: day) {
            let open = try self.list(code, of: communes, on: day, today: today)
            list.lastOpenDay = EligibilityList.LastOpenDay(
                on: day, version: EligibilityReport.Version(version, isStale: programme.isStale(version, asOf: today)),
                total: open.total, conditions: open.conditions, standIns: open.standIns)
        }
        let fallback = AnswerSentence(programme: programme, subject: LocalizedText(fr: "", en: ""), date: date)
            .withoutRule
        var evaluation = RuleEvaluation(facts: facts, date: date)
        evaluation.explains = explains
        var epcis: [String: Finding] = [:]
        var seen = SeenTexts()
        for code in communes.lazy.map(\.rawValue) {
            guard let version else {
                list.rows.append(row(code, fallback.0, nil, explains ? fallback.1 : nil))
                continue
            }
            let decision = evaluation.decision(version, for: .commune(code)) { epcis[$0] }
            if let epci = decision.epci { epcis[epci.code] = epci.finding }
            var row = row(
                code, decision.verdict, decision.way, explains ? decision.own.map(LocalizedText.reasons) : nil)
            row.conditions = seen.conditions(decision.conditions)
            row.standIns = seen.standIns(decision.standIns)
            list.rows.append(row)
        }
        (list.conditions, list.standIns) = (seen.conditions, seen.standIns)
        list.count(naming: facts.departements)
        return list
    }

    /// The number that was published for a programme beside each reading of its rules, over some communes.
    ///
    /// - Returns: `nil` if none was, or if it is not in the data.
    public func publishedComparison(_ programme: Programme, over communes: [CommuneCode]) -> PublishedComparison? {
        guard let count = programme.reconciliation, let figure = published[count.figure] else { return nil }
        var evaluation = RuleEvaluation(facts: facts, date: count.on)
        evaluation.explains = false
        let readings = count.readings.map { reading in
            let outcomes = communes.map { evaluation.finding(reading.criterion, for: .commune($0.rawValue)).outcome }
            return PublishedComparison.Reading(
                code: reading.code, label: reading.label, met: outcomes.count { $0 == .met },
                unknown: outcomes.count { $0 == .unknown })
        }
        return PublishedComparison(
            figure: figure, on: count.on, explanation: count.explanation, readings: readings)
    }

    private func row(
        _ code: String, _ verdict: Verdict, _ way: EligibilityReport.Way?, _ reasons: LocalizedText?
    ) -> EligibilityList.Row {
        let commune = facts.communes[code]
        return EligibilityList.Row(
            code: code, name: commune?.name ?? code, departement: commune?.departement ?? "", epci: commune?.epci,
            municipalPopulation: facts.populations.latest?.fact[code], verdict: verdict, way: way, reasons: reasons)
    }
}

/// The conditions and stand-ins of the rows of a list: few differ, and each text is made once.
private struct SeenTexts {
    private(set) var conditions: [LocalizedText] = []
    private(set) var standIns: [FactSource] = []
    private var conditionTexts: [[LocalizedText]: LocalizedText] = [:]
    private var standInTexts: [[FactSource]: LocalizedText] = [:]

    mutating func conditions(_ found: [LocalizedText]) -> LocalizedText? {
        guard !found.isEmpty else { return nil }
        if let text = conditionTexts[found] { return text }
        for condition in found where !conditions.contains(condition) { conditions.append(condition) }
        let text = LocalizedText(
            fr: found.map(\.fr).joined(separator: "; "), en: found.map(\.en).joined(separator: "; "))
        conditionTexts[found] = text
        return text
    }

    mutating func standIns(_ found: [FactSource]) -> LocalizedText? {
        guard !found.isEmpty else { return nil }
        if let text = standInTexts[found] { return text }
        for source in found where !standIns.contains(source) { standIns.append(source) }
        let text = LocalizedText.list(found)
        standInTexts[found] = text
        return text
    }
}

extension EligibilityList {
    fileprivate mutating func count(naming departements: [String: EligibilityFacts.Group]) {
        var counts: [String: Count] = [:]
        for row in rows {
            counts[row.departement, default: Count()].add(row)
            total.add(row)
        }
        self.departements = counts.sorted { $0.key < $1.key }.map { code, count in
            DepartementCount(
                departement: TerritoryReference(kind: .departement, code: code, name: departements[code]?.name ?? code),
                count: count)
        }
    }
}

extension EligibilityList.Count {
    fileprivate mutating func add(_ row: EligibilityList.Row) {
        communes += 1
        switch row.verdict {
        case .eligible: eligible += 1
        case .notEligible: notEligible += 1
        case .undetermined: undetermined += 1
        }
        if row.way == .onlyThroughGrouping { onlyThroughGrouping += 1 }
    }
}

extension LocalizedText {
    /// The sentences of the criteria that decide.
    static func reasons(_ finding: Finding) -> LocalizedText {
        let sentences = finding.decisive.compactMap(\.sentence)
        return LocalizedText(
            fr: sentences.map(\.fr).joined(separator: " "), en: sentences.map(\.en).joined(separator: " "))
    }
}
