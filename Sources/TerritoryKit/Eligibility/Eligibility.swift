public import TerritoryFormats
internal import TerritoryGeometry

/// Programmes and facts, ready to be asked about any territory.
///
/// It holds plain values and asks no database: a what-if is a copy with other facts.
public struct Eligibility: Sendable {
    public var programmes: [Programme]
    var facts: EligibilityFacts
    /// Published figures that programmes refer to, by code.
    var published: [String: PublishedFigure] = [:]
    public let data: DataStamp
    /// What was changed of the facts, as the reports say.
    var assumptions: [LocalizedText] = []

    init(programmes: [Programme], facts: EligibilityFacts, data: DataStamp) {
        (self.programmes, self.facts, self.data) = (programmes, facts, data)
    }

    /// - Throws: ``EligibilityError`` if there is no such programme.
    public func programme(_ code: String) throws(EligibilityError) -> Programme {
        guard let programme = programmes.first(where: { $0.code == code }) else {
            throw .noSuchProgramme(code, known: programmes.map(\.code))
        }
        return programme
    }

    /// Whether a subject may have what a programme grants on a day, and why.
    ///
    /// On the day `today` a version is found stale or not.
    ///
    /// - Returns: A report even where no rule was in force.
    /// - Throws: ``EligibilityError`` if there is no such programme, or if its rule has no answer for this kind of
    ///   subject.
    public func report(
        _ code: String, for subject: EligibilitySubject, on date: CivilDate, today: CivilDate
    ) throws(EligibilityError) -> EligibilityReport {
        let programme = try programme(code)
        let described = description(of: subject)
        let sentence = AnswerSentence(programme: programme, subject: described.inSentence, date: date)
        var report = EligibilityReport(
            programme: programme.code, title: programme.title, question: programme.question, nature: programme.nature,
            subject: described, on: date, verdict: sentence.withoutRule.0, answer: sentence.withoutRule.1,
            parameters: programme.parameters(on: date), cautions: programme.cautions, assumptions: assumptions,
            data: data)
        guard let version = programme.version(on: date) else {
            report.lastOpenDay = lastOpenDay(programme, subject, before: date, today: today)
            return report
        }
        guard version.criterion(for: subject.kind) != nil else {
            throw .noRule(
                programme: programme.code, for: subject.kind,
                known: RuleVersion.Subject.allCases.filter { version.criterion(for: $0) != nil })
        }
        let decision = RuleEvaluation(facts: facts, date: date).decision(version, for: subject)
        report.version = EligibilityReport.Version(version, isStale: programme.isStale(version, asOf: today))
        report.verdict = decision.verdict
        report.way = decision.way
        report.conditions = decision.conditions
        report.standIns = decision.standIns
        report.finding = decision.own
        report.grouping = grouping(decision)
        report.unlisted =
            decision.verdict == .undetermined && decision.unlisted == .unknown ? version.through?.unlisted : nil
        report.answer = sentence.answer(version, decision, epci: report.grouping?.territory.name)
        report.lastOpenDay = lastOpenDay(programme, subject, before: date, today: today)
        return report
    }

    private func grouping(_ decision: Decision) -> EligibilityReport.Grouping? {
        decision.epci.map { epci in
            EligibilityReport.Grouping(
                territory: TerritoryReference(
                    kind: .epci, code: epci.code, name: facts.epcis[epci.code]?.name ?? epci.code),
                finding: epci.finding)
        }
    }

    /// What the rule of the last day on which one could enter gives, for a day after it.
    private func lastOpenDay(
        _ programme: Programme, _ subject: EligibilitySubject, before date: CivilDate, today: CivilDate
    ) -> EligibilityReport.LastOpenDay? {
        guard let day = programme.lastOpenDay(before: date, for: subject.kind),
            let version = programme.version(on: day), version.criterion(for: subject.kind) != nil
        else { return nil }
        let decision = RuleEvaluation(facts: facts, date: day).decision(version, for: subject)
        let sentence = AnswerSentence(
            programme: programme, subject: description(of: subject).inSentence, date: day)
        let grouping = grouping(decision)
        return EligibilityReport.LastOpenDay(
            on: day, version: EligibilityReport.Version(version, isStale: programme.isStale(version, asOf: today)),
            verdict: decision.verdict, way: decision.way,
            answer: sentence.answer(version, decision, epci: grouping?.territory.name),
            conditions: decision.conditions, standIns: decision.standIns, finding: decision.own, grouping: grouping)
    }

    /// Every programme that has a rule for a subject on a day.
    public func reports(
        for subject: EligibilitySubject, on date: CivilDate, today: CivilDate
    ) throws(EligibilityError) -> [EligibilityReport] {
        var reports: [EligibilityReport] = []
        for programme in programmes {
            let hasRule = programme.version(on: date).map { $0.criterion(for: subject.kind) != nil } ?? true
            if hasRule { reports.append(try report(programme.code, for: subject, on: date, today: today)) }
        }
        return reports
    }

    func description(of subject: EligibilitySubject) -> EligibilityReport.Subject {
        typealias Subject = EligibilityReport.Subject
        switch subject {
        case .commune(let code):
            return Subject(kind: .commune, code: code, name: facts.communes[code]?.name ?? code, communes: [code])
        case .epci(let code):
            let epci = facts.epcis[code]
            return Subject(kind: .epci, code: code, name: epci?.name ?? code, communes: epci?.members ?? [])
        case .departement(let code):
            let group = facts.departements[code]
            return Subject(kind: .departement, code: code, name: group?.name ?? code, communes: group?.members ?? [])
        case .grouping(let codes):
            let names = codes.map { facts.communes[$0]?.name ?? $0 }
            return Subject(kind: .grouping, name: names.joined(separator: " + "), communes: codes)
        case .qpv(let name, let communes):
            return Subject(kind: .qpv, code: name.code, name: name.name, communes: communes)
        case .position(let place):
            let text = Decimals.short(place.position.longitude) + " " + Decimals.short(place.position.latitude)
            return Subject(kind: .position, name: text, communes: place.commune.map { [$0] } ?? [])
        }
    }
}

extension Programme {
    func parameters(on date: CivilDate) -> [EligibilityReport.ParameterValue] {
        parameters.compactMap { parameter in
            parameter.version(on: date).map {
                EligibilityReport.ParameterValue(
                    code: parameter.code, label: parameter.label, value: $0.value, unit: parameter.unit,
                    condition: $0.condition, from: $0.from, reference: $0.reference)
            }
        }
    }
}

extension EligibilityReport.Version {
    init(_ version: RuleVersion, isStale: Bool) {
        self.init(
            code: version.code, title: version.title, from: version.from, until: version.until,
            reference: version.reference, checkedOn: version.checkedOn, confidence: version.confidence,
            note: version.note, isStale: isStale)
    }
}

extension RuleVersion.Subject {
    public var article: LocalizedText {
        switch self {
        case .commune: LocalizedText(fr: "une commune", en: "a commune")
        case .epci: LocalizedText(fr: "un EPCI", en: "an EPCI")
        case .grouping: LocalizedText(fr: "un groupement de communes", en: "a grouping of communes")
        case .departement: LocalizedText(fr: "un département", en: "a département")
        case .qpv: LocalizedText(fr: "un QPV", en: "a QPV")
        case .position: LocalizedText(fr: "une position", en: "a position")
        }
    }
}
