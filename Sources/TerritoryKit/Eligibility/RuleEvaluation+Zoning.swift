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
        finding.outcome = .notMet
        finding.parts = failing
        return finding
    }

    private func ownClass(_ condition: ZoningCondition, of commune: String) -> Finding {
        guard let zoning = facts.zonings[condition.code], let code = zoning.classOf[commune],
            let found = zoning.classes[code]
        else {
            let zoning = facts.zonings[condition.code]
            var finding = Finding("zoning", .unknown, source: zoning?.source)
            finding.sentence = explains ? .noClass(in: zoning?.label) : nil
            return finding
        }
        let day = condition.at ?? date
        let reach = zoning.reach(day, standInMonths: condition.standInMonths ?? 0)
        let isMet = condition.classes.contains(code)
        let isInPart = !isMet && found.membership == .partly
        var finding = Finding(
            "zoning", reach == .beyond || isInPart ? .unknown : Finding.Outcome(isMet), value: code,
            threshold: condition.classes.joined(separator: " "), source: zoning.source)
        if explains {
            finding.sentence = .class(found.label, in: zoning, on: day, reach: reach, isInPart: isInPart)
        }
        return finding
    }
}

extension EligibilityFacts.Zoning {
    enum Reach {
        /// The classes are those of the day.
        case exact
        /// The classes of another time stand in for those of the day.
        case standIn
        /// The day is too far.
        case beyond
    }

    func reach(_ day: CivilDate, standInMonths: Int) -> Reach {
        if validFrom <= day, day <= validUntil ?? .distantFuture { return .exact }
        if day < validFrom { return day.adding(months: standInMonths) >= validFrom ? .standIn : .beyond }
        let lastDay = validUntil ?? .distantFuture
        return lastDay.adding(months: standInMonths) >= day ? .standIn : .beyond
    }
}
