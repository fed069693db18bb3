/// Programmes and facts, ready to be asked about any territory.
///
/// It holds plain values and asks no database: a what-if is a copy with other facts.
public struct Eligibility: Sendable {
    public var programmes: [Programme]
    public var facts: EligibilityFacts
    /// Published figures that programmes refer to, by code.
    var published: [String: PublishedFigure] = [:]
    public let data: DataStamp
    /// What was changed of the facts, as the reports say.
    var assumptions: [Label] = []

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
        guard let version = programme.version(on: date) else { return report }
        guard version.criterion(for: subject.kind) != nil else {
            throw .noRule(
                programme: programme.code, for: subject.kind,
                known: RuleVersion.Subject.allCases.filter { version.criterion(for: $0) != nil })
        }
        let decision = RuleEvaluation(facts: facts, date: date).decision(version, for: subject)
        report.version = EligibilityReport.Version(version, isStale: programme.isStale(version, asOf: today))
        report.verdict = decision.verdict
        report.way = decision.way
        report.finding = decision.own
        report.grouping = decision.epci.map { epci in
            EligibilityReport.Grouping(
                territory: TerritoryName(kind: .epci, code: epci.code, name: facts.epcis[epci.code]?.name ?? epci.code),
                finding: epci.finding)
        }
        report.unlisted =
            decision.verdict == .undetermined && decision.unlisted == .unknown ? version.through?.unlisted : nil
        report.answer = sentence.answer(version, decision, epci: report.grouping?.territory.name)
        return report
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

/// A question of eligibility that has no answer.
public enum EligibilityError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchProgramme(String, known: [String])
    case noRule(programme: String, for: RuleVersion.Subject, known: [RuleVersion.Subject])
    case noSuchCommune(String)
    /// A territory of a kind that no rule knows.
    case noSubject(TerritoryName)
    case notAnAssumption(String, expected: Label)

    public func sentence(in language: Language) -> String { phrase(language) }

    /// Whether the question was malformed, rather than about something that does not exist.
    public var isUsage: Bool {
        switch self {
        case .noSuchProgramme, .noSuchCommune: false
        case .noRule, .noSubject, .notAnAssumption: true
        }
    }

    public var description: String { sentence(in: .english) }

    /// Larger territories are asked about through their communes.
    private func hint(_ known: [RuleVersion.Subject]) -> Label {
        known.contains(.commune)
            ? Label(
                fr: "\u{202F}; --in CODE liste les communes d’un territoire",
                en: "; --in CODE lists the communes of a territory")
            : Label(fr: "", en: "")
    }

    private var phrase: Phrase {
        switch self {
        case .noSubject(let name):
            Phrase(
                fr:
                    "aucune règle ne s’adresse à \(name.name) (\(name.kind.label.french))\u{202F}; --in \(name.code) liste "
                    + "ses communes",
                en: "no rule is for \(name.name) (\(name.kind.label.english)); --in \(name.code) lists its communes")
        case .noSuchProgramme(let code, let known):
            Phrase(
                fr: "«\u{202F}\(code)\u{202F}» n’est pas un programme\u{202F}; programmes connus\u{202F}: "
                    + known.joined(separator: ", "),
                en: "“\(code)” is not a programme; known programmes: \(known.joined(separator: ", "))")
        case .noRule(let programme, let kind, let known):
            Phrase(
                fr: "la règle de «\u{202F}\(programme)\u{202F}» ne s’adresse pas à \(kind.article.fr)\u{202F}; elle "
                    + "s’adresse à\u{202F}: \(known.map(\.article.fr).joined(separator: ", "))\(hint(known).fr)",
                en: "the rule of “\(programme)” is not for \(kind.article.en); it is for: "
                    + known.map(\.article.en).joined(separator: ", ") + hint(known).en)
        case .noSuchCommune(let code):
            Phrase(
                fr: "«\u{202F}\(code)\u{202F}» n’est le code d’aucune commune de cette base",
                en: "“\(code)” is the code of no commune in this database")
        case .notAnAssumption(let text, let expected):
            Phrase(
                fr: "«\u{202F}\(text)\u{202F}» n’est pas une hypothèse\u{202F}: \(expected.fr)",
                en: "“\(text)” is not an assumption: \(expected.en)")
        }
    }
}

extension RuleVersion.Subject {
    public var article: Label {
        switch self {
        case .commune: Label(fr: "une commune", en: "a commune")
        case .epci: Label(fr: "un EPCI", en: "an EPCI")
        case .grouping: Label(fr: "un groupement de communes (--communes)", en: "a grouping of communes (--communes)")
        case .departement: Label(fr: "un département", en: "a département")
        case .qpv: Label(fr: "un QPV", en: "a QPV")
        case .position: Label(fr: "une position (--at)", en: "a position (--at)")
        }
    }
}
