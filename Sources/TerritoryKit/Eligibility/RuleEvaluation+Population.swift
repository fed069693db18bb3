internal import TerritoryFormats

extension RuleEvaluation {
    static let populationRole = "population"

    /// The municipal population is never more than the DGF population: at or above a threshold it decides, below not.
    func population(_ condition: PopulationCondition, of subject: EligibilitySubject) -> Finding {
        let threshold = condition.below ?? condition.atLeast ?? 0
        func unknown() -> Finding {
            var finding = Finding("population", .unknown, threshold: String(threshold))
            finding.sentence = explains ? .noPopulation(on: date) : nil
            return finding
        }
        let communes = facts.communes(of: subject)
        return finding(
            by: facts.populations, role: Self.populationRole, on: date,
            { list in
                guard let population = facts.population(of: communes, by: list.fact) else { return unknown() }
                let isBelow = population < threshold
                let decided = Finding.Outcome(condition.below != nil ? isBelow : !isBelow)
                let margin = condition.below != nil ? threshold - population : population - threshold
                var finding = Finding(
                    "population", condition.definition == .dgf && isBelow ? .unknown : decided,
                    value: String(population), threshold: String(threshold), margin: String(margin),
                    sources: [list.source])
                if explains { finding.sentence = .population(population, condition, source: list.source) }
                return finding
            }, none: unknown)
    }

    /// The exact share of the municipal population that lives in the communes which meet a criterion.
    ///
    /// Members whose outcome is unknown leave the share between two bounds; it is settled where both are on the same
    /// side of the threshold. Equal to the threshold counts as met. Where several lists stand in for those of the day,
    /// each gives a share of its own, and together they decide where all agree.
    func populationShare(_ condition: PopulationShareCondition, of subject: EligibilitySubject) -> Finding {
        let roles = Set([Self.populationRole] + condition.satisfying.all.compactMap(role))
        let readings = roles.sorted().reduce([pins]) { readings, role in
            let vintages = standIns(role)
            guard vintages.count > 1, pins[role] == nil else { return readings }
            return readings.flatMap { pins in vintages.map { pins.merging([role: $0]) { $1 } } }
        }
        return .agreed(
            readings.map { pins in
                var reading = self
                reading.pins = pins
                return reading.share(condition, of: subject)
            })
    }

    /// The role of the source whose lists a criterion looks at.
    private func role(_ criterion: Criterion) -> String? {
        switch criterion.condition {
        case .zoning(let condition) where condition.at == nil: facts.zonings[condition.code]?.role
        case .population: Self.populationRole
        default: nil
        }
    }

    /// The vintages of a role that stand in for that of the day, the nearest first.
    private func standIns(_ role: String) -> [String] {
        if role == Self.populationRole { return facts.populations.standIns(on: date) }
        return facts.zonings.values.first { $0.role == role }?.lists.standIns(on: date) ?? []
    }

    private func share(_ condition: PopulationShareCondition, of subject: EligibilitySubject) -> Finding {
        let members = facts.communes(of: subject)
        func unknown(_ sentence: LocalizedText) -> Finding {
            var finding = Finding("population_share", .unknown, threshold: condition.atLeast.description)
            finding.sentence = explains ? sentence : nil
            return finding
        }
        var sources: [FactSource] = []
        if case .epci = subject {
            guard let perimeter = facts.perimeters.reading(on: date).lists.first else {
                return unknown(.noPerimeterOfEPCIs(on: date))
            }
            sources = [perimeter.source]
        }
        guard let census = facts.populations.reading(on: date, only: pins[Self.populationRole]).lists.first,
            let total = facts.population(of: members, by: census.fact), total > 0
        else { return unknown(.noPopulation(on: date)) }
        let outcomes = members.map { self.finding(condition.satisfying, for: .commune($0)) }
        func population(_ outcome: Finding.Outcome) -> Int {
            zip(members, outcomes).reduce(0) { $0 + ($1.1.outcome == outcome ? census.fact[$1.0] ?? 0 : 0) }
        }
        let share = PopulationShare(
            met: population(.met), unknown: population(.unknown), total: total,
            unknownMembers: zip(members, outcomes).filter { $0.1.outcome == .unknown }.map(\.0))
        sources += [census.source] + outcomes.flatMap { $0.decisive.flatMap(\.sources) }
        var finding = Finding(
            "population_share", share.outcome(atLeast: condition.atLeast), value: share.value,
            threshold: condition.atLeast.description, margin: share.margin(to: condition.atLeast).map(String.init),
            sources: sources.uniqued())
        finding.census = census.source.vintage
        if explains {
            let names = share.unknownMembers.map { facts.communes[$0]?.name ?? $0 }
            finding.sentence = .share(share, atLeast: condition.atLeast, census: census.source, unknown: names)
            finding.members = zip(members, outcomes).map { code, finding in
                Finding.Member(
                    code: code, name: facts.communes[code]?.name ?? code, municipalPopulation: census.fact[code],
                    outcome: finding.outcome, reason: .reasons(finding))
            }
            .sorted { ($1.municipalPopulation ?? 0, $0.code) < ($0.municipalPopulation ?? 0, $1.code) }
        }
        return finding
    }
}

extension DatedLists {
    /// The vintages of the lists that stand in for that of a day.
    fileprivate func standIns(on day: CivilDate) -> [String] {
        if case .standIn(let lists) = reading(on: day) { return lists.map(\.source.vintage) }
        return []
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
