internal import TerritoryFormats

/// What a rule decides for a territory: its proof, and the verdict that follows from it alone.
struct Decision: Hashable {
    var own: Finding?
    var epci: (code: String, finding: Finding)?
    /// Outcome in the eyes of a grouping that is not listed, or of an EPCI that is not known; `nil` where there is none.
    var unlisted: Finding.Outcome?

    static func == (left: Self, right: Self) -> Bool {
        left.own == right.own && left.unlisted == right.unlisted && left.epci?.code == right.epci?.code
            && left.epci?.finding == right.epci?.finding
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(own)
        hasher.combine(unlisted)
    }

    var verdict: Verdict {
        guard let own else { return .undetermined }
        let ways = [own.outcome, epci?.finding.outcome, unlisted].compactMap { $0 }
        switch Finding.Outcome.any(ways) {
        case .met: return .eligible
        case .notMet: return .notEligible
        case .unknown: return .undetermined
        }
    }

    var way: EligibilityReport.Way? {
        guard verdict == .eligible, let own else { return nil }
        switch own.outcome {
        case .met: return .inOwnName
        case .notMet: return .onlyThroughGrouping
        case .unknown: return .throughGrouping
        }
    }
}

extension Decision {
    /// The proofs that the verdict rests on.
    private var deciding: [Finding] {
        let decidesAlone = verdict == .eligible && (way == .inOwnName || way == nil)
        return (decidesAlone ? [own] : [own, epci?.finding]).compactMap { $0 }
    }

    /// The sources that stood in for those of the day, each once.
    var standIns: [FactSource] {
        deciding.flatMap(\.standIns).uniqued()
    }

    /// What a yes supposes that no data tell; none for another verdict.
    var conditions: [LocalizedText] {
        guard verdict == .eligible else { return [] }
        return (own?.outcome == .met ? own : epci?.finding)?.conditions ?? []
    }

    /// Whether lists that stand in for those of the day disagree on what decides.
    var isContradicted: Bool {
        [own, epci?.finding].contains { $0?.isContradicted ?? false }
    }

    /// The last day of the effects that a yes rests on, where the commune only keeps those of a zoning that it has left.
    var keptEffects: Finding? {
        guard verdict == .eligible, own?.outcome == .met else { return nil }
        return own?.decisive.first { $0.kind == "zoning" && $0.effectsUntil != nil }
    }
}

extension RuleEvaluation {
    /// What a version decides; `epciFinding` gives the finding of an EPCI that a list has made already.
    func decision(
        _ version: RuleVersion, for subject: EligibilitySubject, epciFinding: (String) -> Finding? = { _ in nil }
    ) -> Decision {
        guard let criterion = version.criterion(for: subject.kind) else { return Decision() }
        var decision = Decision(own: finding(criterion, for: subject))
        guard case .commune(let code) = subject, let through = version.through, decision.own?.outcome != .met else {
            return decision
        }
        let perimeter = facts.perimeters.reading(on: date).lists.first
        if through.epci == true, let rule = version.criterion(for: .epci), let epci = facts.communes[code]?.epci {
            if perimeter != nil {
                decision.epci = (epci, epciFinding(epci) ?? finding(rule, for: .epci(epci)))
            } else {
                // Whether it was this EPCI on the day is not known.
                var unknown = Finding("perimeter", .unknown)
                unknown.sentence = explains ? .noPerimeterOfEPCIs(on: date) : nil
                decision.epci = (epci, unknown)
            }
        }
        if through.unlisted != nil {
            var lenient = self
            (lenient.ignoresTransferable, lenient.explains) = (true, false)
            decision.unlisted = lenient.finding(criterion, for: subject).outcome == .notMet ? .notMet : .unknown
        }
        // Nobody knows what EPCI an unknown commune belongs to.
        if through.epci == true, facts.communes[code] == nil { decision.unlisted = .unknown }
        return decision
    }
}
