internal import TerritoryFormats

extension RuleEvaluation {
    /// The class of a commune on a day.
    ///
    /// For several communes, met where each meets it, not met where none does, unknown between.
    func zoning(_ condition: ZoningCondition, of subject: EligibilitySubject) -> Finding {
        let communes = facts.communes(of: subject)
        guard communes.count == 1 else {
            let parts = communes.map { zoning(condition, of: .commune($0)) }
            let outcomes = Set(parts.map(\.outcome))
            return Finding(
                "zoning", outcomes.count == 1 ? outcomes.first ?? .unknown : .unknown, value: nil, parts: parts)
        }
        var finding = ownClass(condition, of: communes[0])
        guard finding.outcome != .met, let implied = condition.implies else { return finding }
        let failing = implied.map { self.finding($0, for: subject) }.filter { $0.outcome == .notMet }
        guard !failing.isEmpty else { return finding }
        // What the class is does not count any more: it says what was found, and stands in for nothing.
        let own = finding.kind == Finding.lists ? finding.parts[0] : finding
        finding = Finding("zoning", .notMet, value: own.value, threshold: own.threshold, parts: failing)
        finding.sentence = own.sentence
        return finding
    }

    private func ownClass(_ condition: ZoningCondition, of commune: String) -> Finding {
        let day = condition.at ?? date
        guard let zoning = facts.zonings[condition.code] else {
            return unknownClass(condition, explains ? .noClass(in: nil) : nil)
        }
        let absence = ZoningAbsence(label: zoning.label, begins: zoning.begins, ends: zoning.ends)
        if let reason = absence.reason(on: day) {
            var finding = Finding("zoning", .notMet, threshold: condition.classes.joined(separator: " "))
            finding.sentence = explains ? LocalizedText(fr: reason.fr + ".", en: reason.en + ".") : nil
            return finding
        }
        return finding(
            by: zoning.lists, role: zoning.role, on: day,
            { list in
                guard let code = list.fact[commune], let found = zoning.classes[code] else {
                    var finding = unknownClass(condition, explains ? .noClass(in: zoning.label) : nil)
                    finding.sources = [list.source]
                    return finding
                }
                return self.finding(condition, code, found, in: zoning, list.source, on: day)
            },
            none: {
                let known = zoning.lists.all.map(\.source)
                return unknownClass(condition, explains ? .noList(of: zoning.label, known, on: day) : nil)
            })
    }

    private func unknownClass(_ condition: ZoningCondition, _ sentence: LocalizedText?) -> Finding {
        var finding = Finding("zoning", .unknown, threshold: condition.classes.joined(separator: " "))
        finding.sentence = sentence
        return finding
    }

    private func finding(
        _ condition: ZoningCondition, _ code: String, _ found: EligibilityFacts.Zoning.Class,
        in zoning: EligibilityFacts.Zoning, _ source: FactSource, on day: CivilDate
    ) -> Finding {
        let isMet = condition.classes.contains(code)
        let isInPart = !isMet && found.membership.isInPart
        var finding = Finding(
            "zoning", isInPart ? .unknown : Finding.Outcome(isMet), value: code,
            threshold: condition.classes.joined(separator: " "), sources: [source])
        if found.membership == .kept || found.membership == .keptPartly { finding.effectsUntil = found.effectsUntil }
        if explains {
            finding.sentence = .class(found.label, in: zoning.label, source, on: day, isInPart: isInPart)
        }
        return finding
    }
}
