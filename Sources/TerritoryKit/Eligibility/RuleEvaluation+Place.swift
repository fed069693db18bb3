internal import TerritoryFormats

extension RuleEvaluation {
    /// Who holds a competence: the EPCI, or the commune where its EPCI does not.
    func competence(_ condition: CompetenceCondition, of subject: EligibilitySubject) -> Finding {
        let epci: String?
        switch subject {
        case .epci(let code): epci = code
        case .commune(let code) where facts.communes[code] != nil: epci = facts.communes[code]?.epci
        default: return Finding("competence", .unknown, source: facts.competenceSource)
        }
        func holds(_ code: String) -> Bool? { epci.map { facts.holds(code, by: $0) } ?? false }
        let found = condition.codes.filter { holds($0) == true }
        let doubtful = (condition.perhaps ?? []).filter { holds($0) == true }
        let isKnown = (condition.codes + (condition.perhaps ?? [])).allSatisfy { holds($0) != nil }
        let byEPCI: Finding.Outcome = !found.isEmpty ? .met : isKnown && doubtful.isEmpty ? .notMet : .unknown
        var finding = Finding(
            "competence", condition.heldBy == .epci ? byEPCI : byEPCI.opposite,
            value: isKnown || !(found + doubtful).isEmpty ? (found + doubtful).joined(separator: " ") : nil,
            threshold: condition.codes.joined(separator: " "), source: facts.competenceSource)
        if explains {
            let name = epci.map { facts.epcis[$0]?.name ?? $0 }
            finding.sentence = .competence(
                byEPCI, codes: byEPCI == .unknown ? doubtful : condition.codes, epci: name, isKnown: !doubtful.isEmpty,
                source: facts.competenceSource)
        }
        return finding
    }

    func indicator(_ condition: IndicatorCondition, of subject: EligibilitySubject) -> Finding {
        let communes = facts.communes(of: subject)
        let indicator = facts.indicators[condition.code]
        guard communes.count == 1, let indicator, let value = indicator.valueOf[communes[0]] else {
            var finding = Finding("indicator", .unknown, source: indicator?.source)
            finding.sentence = explains ? .noValue(of: indicator?.label) : nil
            return finding
        }
        let isMet = value >= condition.atLeast
        let outcome: Finding.Outcome = isMet ? .met : condition.lessMeans == .unknown ? .unknown : .notMet
        var finding = Finding(
            "indicator", outcome, value: Decimals.short(value), threshold: Decimals.short(condition.atLeast),
            margin: Decimals.short(value - condition.atLeast), source: indicator.source)
        finding.sentence = explains ? .value(value, of: indicator, isDecisive: outcome != .unknown) : nil
        return finding
    }

    func qpv(_ condition: QPVCondition, of subject: EligibilitySubject) -> Finding {
        let day = condition.at ?? date
        guard let first = facts.qpvDate, day >= first else {
            var finding = Finding("qpv", .unknown, source: facts.qpvSource)
            finding.sentence = explains ? .noPerimeter(on: day) : nil
            return finding
        }
        var finding: Finding
        switch subject {
        case .qpv(let name, _):
            finding = Finding("qpv", .met, value: name.code)
            finding.sentence = explains ? .isQPV(name) : nil
        case .position(let place): finding = near(condition, place)
        default: finding = holdsQPV(facts.communes(of: subject))
        }
        finding.source = facts.qpvSource
        return finding
    }

    private func near(_ condition: QPVCondition, _ place: EligibilitySubject.PlaceFacts) -> Finding {
        let reach = condition.relation == .near ? condition.meters ?? 0 : 0
        let isMet = place.isInside || place.distanceInMeters.map { $0 <= reach && reach > 0 } ?? false
        let outcome: Finding.Outcome = isMet ? .met : place.areQPVsKnown ? .notMet : .unknown
        var finding = Finding(
            "qpv", outcome, value: place.distanceInMeters.map { Decimals.fixed($0, 0) },
            threshold: Decimals.short(reach))
        finding.sentence = explains ? .near(place) : nil
        return finding
    }

    private func holdsQPV(_ communes: [String]) -> Finding {
        let found = communes.flatMap { facts.qpvs[$0] ?? [] }.reduce(into: [TerritoryReference]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        let areKnown = !communes.isEmpty && communes.allSatisfy { facts.communes[$0]?.areQPVsKnown ?? false }
        var finding = Finding(
            "qpv", !found.isEmpty ? .met : areKnown ? .notMet : .unknown,
            value: areKnown || !found.isEmpty ? String(found.count) : nil, threshold: "1")
        finding.sentence = explains ? .holds(found, areKnown: areKnown) : nil
        return finding
    }

    /// Met where every commune lies in one of the territories, not met where none does, unknown between and where one
    /// of the communes is unknown.
    func member(of condition: MembershipCondition, _ subject: EligibilitySubject) -> Finding {
        let communes = facts.communes(of: subject)
        let homes = communes.map { code -> String? in
            let commune = facts.communes[code]
            switch condition.kind {
            case .commune: return code
            case .epci: return commune?.epci
            case .departement: return commune?.departement
            case .region: return commune?.region
            }
        }
        let isIn = Set(
            zip(communes, homes).map { code, home -> Bool? in
                if let home { return condition.codes.contains(home) }
                return facts.communes[code] == nil ? nil : false
            })
        let outcome: Finding.Outcome = isIn == [true] ? .met : isIn == [false] ? .notMet : .unknown
        let found = Set(homes.compactMap { $0 }).sorted()
        var finding = Finding(
            "member_of", outcome, value: found.joined(separator: " "),
            threshold: condition.codes.joined(separator: " "))
        if explains {
            finding.sentence = .member(condition.kind, outcome, names: found.map { name($0, condition.kind) })
        }
        return finding
    }

    private func name(_ code: String, _ kind: MembershipCondition.Kind) -> String {
        switch kind {
        case .commune: facts.communes[code]?.name ?? code
        case .epci: facts.epcis[code]?.name ?? code
        case .departement: facts.departements[code]?.name ?? code
        case .region: code
        }
    }
}
