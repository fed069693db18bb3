internal import TerritoryFormats

extension RuleEvaluation {
    private static let role = "competence"

    /// Who holds a competence: the EPCI, or the commune where its EPCI does not.
    func competence(_ condition: CompetenceCondition, of subject: EligibilitySubject) -> Finding {
        let epci: String?
        switch subject {
        case .epci(let code): epci = code
        case .commune(let code) where facts.communes[code] != nil: epci = facts.communes[code]?.epci
        default: return unknown(condition, nil)
        }
        // What EPCI a commune belongs to is a fact of its day too.
        guard let perimeter = facts.perimeters.reading(on: date).lists.first else {
            return unknown(condition, .noPerimeterOfEPCIs(on: date))
        }
        return finding(
            by: facts.competences, role: Self.role, on: date,
            {
                competence(
                    condition, of: epci, by: $0, [$0.source, perimeter.source], syndicats: syndicats(of: subject))
            },
            none: {
                let assumed = epci.flatMap { facts.assumedCompetences[$0] } ?? [:]
                guard !assumed.isEmpty else {
                    return unknown(condition, .noRegister(facts.competences.all.map(\.source), on: date))
                }
                let nothing = DatedLists<[String: Set<String>]>.List(
                    source: perimeter.source, standInMonths: 0, fact: [:])
                return competence(condition, of: epci, by: nothing, [perimeter.source], syndicats: [])
            })
    }

    private func unknown(_ condition: CompetenceCondition, _ sentence: LocalizedText?) -> Finding {
        var finding = Finding("competence", .unknown, threshold: condition.codes.joined(separator: " "))
        finding.sentence = explains ? sentence : nil
        return finding
    }

    private func competence(
        _ condition: CompetenceCondition, of epci: String?, by list: DatedLists<[String: Set<String>]>.List,
        _ sources: [FactSource], syndicats: [EligibilityFacts.SchoolSyndicat]
    ) -> Finding {
        func holds(_ code: String) -> Bool? {
            guard let epci else { return false }
            return facts.assumedCompetences[epci]?[code] ?? list.fact[epci]?.contains(code)
        }
        let found = condition.codes.filter { holds($0) == true }
        let doubtful = (condition.perhaps ?? []).filter { holds($0) == true }
        let isKnown = (condition.codes + (condition.perhaps ?? [])).allSatisfy { holds($0) != nil }
        let byEPCI: Finding.Outcome = !found.isEmpty ? .met : isKnown && doubtful.isEmpty ? .notMet : .unknown
        var finding = Finding(
            "competence", condition.heldBy == .epci ? byEPCI : byEPCI.opposite,
            value: isKnown || !(found + doubtful).isEmpty ? (found + doubtful).joined(separator: " ") : nil,
            threshold: condition.codes.joined(separator: " "), sources: sources)
        if explains {
            let name = epci.map { facts.epcis[$0]?.name ?? $0 }
            finding.sentence = .competence(
                byEPCI, codes: byEPCI == .unknown ? doubtful : condition.codes, epci: name, isKnown: !doubtful.isEmpty,
                source: list.source)
            if condition.heldBy == .commune, byEPCI == .notMet { finding.note = .syndicats(syndicats.map(\.name)) }
        }
        return finding
    }

    /// The syndicats that may hold the competence in the place of a commune: their members are not known, those of its
    /// département are told.
    private func syndicats(of subject: EligibilitySubject) -> [EligibilityFacts.SchoolSyndicat] {
        guard explains, case .commune(let code) = subject, let home = facts.communes[code]?.departement else {
            return []
        }
        return facts.schoolSyndicats.filter { $0.departement == home }
    }
}

extension LocalizedText {
    /// A caution on syndicats; `nil` where none is known.
    fileprivate static func syndicats(_ names: [String]) -> LocalizedText? {
        guard !names.isEmpty else { return nil }
        let isOne = names.count == 1
        return LocalizedText(
            fr: isOne
                ? "Un syndicat scolaire a son siège dans le département en 2021 (\(names[0]))\u{202F}; il peut exercer la "
                    + "compétence à la place de ses communes, que les données ne listent pas."
                : "\(names.count) syndicats scolaires ont leur siège dans le département en 2021\u{202F}; ils peuvent exercer "
                    + "la compétence à la place de leurs communes, que les données ne listent pas.",
            en: isOne
                ? "One school syndicat has its seat in the département in 2021 (\(names[0])); it may hold the competence in "
                    + "the place of its communes, which the data do not list."
                : "\(names.count) school syndicats have their seat in the département in 2021; they may hold the competence "
                    + "in the place of their communes, which the data do not list.")
    }
}
