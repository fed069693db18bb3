extension RuleEvaluation {
    /// The municipal population is never more than the DGF population: at or above a threshold it decides, below not.
    func population(_ condition: PopulationCondition, of subject: EligibilitySubject) -> Finding {
        let threshold = condition.below ?? condition.atLeast ?? 0
        guard let population = facts.population(of: facts.communes(of: subject)), let first = facts.populationDate,
            hasPopulation(on: date, from: first, standInMonths: condition.standInMonths ?? 0)
        else {
            var finding = Finding("population", .unknown, threshold: String(threshold), source: facts.populationSource)
            finding.sentence = explains ? .noPopulation(on: date) : nil
            return finding
        }
        let isBelow = population < threshold
        let decided = Finding.Outcome(condition.below != nil ? isBelow : !isBelow)
        let outcome = condition.definition == .dgf && isBelow ? .unknown : decided
        let margin = condition.below != nil ? threshold - population : population - threshold
        var finding = Finding(
            "population", outcome, value: String(population), threshold: String(threshold), margin: String(margin),
            source: facts.populationSource)
        if explains { finding.sentence = .population(population, condition, source: facts.populationSource) }
        return finding
    }

    private func hasPopulation(on day: CivilDate, from first: CivilDate, standInMonths: Int) -> Bool {
        day.adding(months: standInMonths) >= first && day < first.adding(months: 12 + standInMonths)
    }

    /// The exact share of the municipal population that lives in the communes which meet a criterion.
    ///
    /// Members whose outcome is unknown leave the share between two bounds; it is settled where both are on the same
    /// side of the threshold. Equal to the threshold counts as met.
    func populationShare(_ condition: PopulationShareCondition, of subject: EligibilitySubject) -> Finding {
        var silent = self
        silent.explains = false
        let members = facts.communes(of: subject)
        let outcomes = members.map { silent.finding(condition.satisfying, for: .commune($0)).outcome }
        guard let total = facts.population(of: members), total > 0 else {
            var finding = Finding("population_share", .unknown, threshold: condition.atLeast.description)
            finding.sentence = explains ? .noPopulation(on: date) : nil
            return finding
        }
        func population(_ outcome: Finding.Outcome) -> Int {
            zip(members, outcomes).reduce(0) { $0 + ($1.1 == outcome ? facts.populations[$1.0] ?? 0 : 0) }
        }
        let share = PopulationShare(
            met: population(.met), unknown: population(.unknown), total: total,
            unknownMembers: zip(members, outcomes).filter { $0.1 == .unknown }.map(\.0))
        var finding = Finding(
            "population_share", share.outcome(atLeast: condition.atLeast), value: share.value,
            threshold: condition.atLeast.description, margin: share.margin(to: condition.atLeast).map(String.init),
            source: facts.populationSource)
        if explains {
            let names = share.unknownMembers.map { facts.communes[$0]?.name ?? $0 }
            finding.sentence = .share(share, atLeast: condition.atLeast, unknown: names)
        }
        return finding
    }
}

/// How many of some inhabitants live where a criterion is met, and where it is not known.
struct PopulationShare: Hashable {
    var met: Int
    var unknown: Int
    var total: Int
    var unknownMembers: [String]

    var low: Fraction { Fraction(met, total) }
    var high: Fraction { Fraction(met + unknown, total) }

    var value: String { unknownMembers.isEmpty ? low.description : "\(low)…\(high)" }

    func outcome(atLeast threshold: Fraction) -> Finding.Outcome {
        if low >= threshold { return .met }
        return high >= threshold ? .unknown : .notMet
    }

    /// Inhabitants above the fewest that reach the threshold; `nil` where the share is not settled.
    func margin(to threshold: Fraction) -> Int? {
        // In full width: the product of two large numbers is larger than an Int.
        let (quotient, remainder) = threshold.denominator.dividingFullWidth(
            total.multipliedFullWidth(by: threshold.numerator))
        let needed = remainder == 0 ? quotient : quotient + 1
        switch outcome(atLeast: threshold) {
        case .met: return met - needed
        case .notMet: return met + unknown - needed
        case .unknown: return nil
        }
    }
}
