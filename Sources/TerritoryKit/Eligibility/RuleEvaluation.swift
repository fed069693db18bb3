internal import TerritoryFormats

/// Puts the criteria of a rule to the facts.
///
/// Every outcome follows Kleene’s logic over what is known, so that a fact learnt later can only settle what was
/// unknown.
struct RuleEvaluation {
    let facts: EligibilityFacts
    let date: CivilDate
    /// Whether findings carry their sentences; lists do without.
    var explains = true
    /// Of the lists that stand in, the one to look at, by role of source; every one of a role that is not here.
    var pins: [String: String] = [:]
    /// Takes every transferable criterion for unknown: what a grouping that is not listed might meet.
    var ignoresTransferable = false

    func finding(_ criterion: Criterion, for subject: EligibilitySubject) -> Finding {
        if ignoresTransferable, criterion.isTransferable {
            return Finding("undocumented", .unknown)
        }
        var finding = self.finding(criterion.condition, for: subject)
        finding.label = criterion.label
        // What the rule says of the criterion, then what the facts do.
        finding.note = explains ? [criterion.note, finding.note].compactMap { $0 }.joinedOrNil : nil
        if finding.kind == Finding.lists {
            for index in finding.parts.indices { finding.parts[index].label = criterion.label }
        }
        return finding
    }

    // What each list that the answer of a day rests on gives; `none` is what to say where no list is near enough to it.
    func finding<Fact>(
        by lists: DatedLists<Fact>, role: String, on day: CivilDate,
        _ finding: (DatedLists<Fact>.List) -> Finding, none: () -> Finding
    ) -> Finding {
        switch lists.reading(on: day, only: pins[role]) {
        case .ofDay(let list): finding(list)
        case .standIn(let lists): .agreed(lists.map(finding))
        case .unknown: none()
        }
    }

    private func finding(_ condition: Criterion.Condition, for subject: EligibilitySubject) -> Finding {
        switch condition {
        case .allOf(let criteria):
            let parts = criteria.map { finding($0, for: subject) }
            return Finding("all_of", .all(parts.lazy.map(\.outcome)), parts: parts)
        case .anyOf(let criteria):
            let parts = criteria.map { finding($0, for: subject) }
            return Finding("any_of", .any(parts.lazy.map(\.outcome)), parts: parts)
        case .not(let criterion):
            let part = finding(criterion, for: subject)
            return Finding("not", part.outcome.opposite, parts: [part])
        case .zoning(let zoning): return self.zoning(zoning, of: subject)
        case .population(let population): return self.population(population, of: subject)
        case .competence(let competence): return self.competence(competence, of: subject)
        case .indicator(let indicator): return self.indicator(indicator, of: subject)
        case .populationShare(let share): return populationShare(share, of: subject)
        case .qpv(let qpv): return self.qpv(qpv, of: subject)
        case .memberOf(let membership): return member(of: membership, subject)
        case .dateWindow(let window): return self.window(window)
        case .given(let text): return stated("given", .met, text)
        case .onCondition(let text):
            // Lists tell conditions too.
            var finding = Finding(Finding.onCondition, .met)
            finding.sentence = text
            return finding
        case .pact: return pact(subject)
        case .undocumented(let text): return stated("undocumented", .unknown, text)
        }
    }

    private func stated(_ kind: String, _ outcome: Finding.Outcome, _ text: LocalizedText) -> Finding {
        var finding = Finding(kind, outcome)
        finding.sentence = explains ? text : nil
        return finding
    }

    private func window(_ window: DateWindow) -> Finding {
        let isMet = window.from ?? date <= date && date <= window.until ?? date
        var finding = Finding(
            "date_window", Finding.Outcome(isMet), value: date.description,
            threshold: "\(window.from?.description ?? "")/\(window.until?.description ?? "")")
        finding.sentence = explains ? .window(window, on: date, isMet: isMet) : nil
        return finding
    }
}
