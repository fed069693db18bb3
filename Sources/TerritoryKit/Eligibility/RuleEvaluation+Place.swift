internal import TerritoryFormats

extension RuleEvaluation {
    func indicator(_ condition: IndicatorCondition, of subject: EligibilitySubject) -> Finding {
        let communes = facts.communes(of: subject)
        let indicator = facts.indicators[condition.code]
        func unknown() -> Finding {
            var finding = Finding("indicator", .unknown, threshold: Decimals.short(condition.atLeast))
            finding.sentence = explains ? .noValue(of: indicator?.label) : nil
            return finding
        }
        guard communes.count == 1, let indicator else { return unknown() }
        return finding(
            by: indicator.lists, role: condition.code, on: date,
            { list in
                guard let value = list.fact[communes[0]] else { return unknown() }
                let isMet = value >= condition.atLeast
                let outcome: Finding.Outcome = isMet ? .met : condition.lessMeans == .unknown ? .unknown : .notMet
                var finding = Finding(
                    "indicator", outcome, value: Decimals.short(value), threshold: Decimals.short(condition.atLeast),
                    margin: Decimals.short(value - condition.atLeast), sources: [list.source])
                finding.sentence =
                    explains ? .value(value, of: indicator.label, list.source, isDecisive: outcome != .unknown) : nil
                return finding
            }, none: unknown)
    }

    func qpv(_ condition: QPVCondition, of subject: EligibilitySubject) -> Finding {
        let day = condition.at ?? date
        guard let perimeters = facts.qpvPerimeters.reading(on: day).lists.first else {
            var finding = Finding("qpv", .unknown)
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
        finding.sources = [perimeters.source]
        return finding
    }

    /// Within the precision of the drawn perimeter, on either side of it, a position is in doubt.
    private func near(_ condition: QPVCondition, _ place: EligibilitySubject.PlaceFacts) -> Finding {
        let reach = condition.relation == .near ? condition.meters ?? 0 : 0
        let isMet = place.isInside || place.distanceInMeters.map { $0 <= reach && reach > 0 } ?? false
        var outcome: Finding.Outcome = isMet ? .met : place.areQPVsKnown ? .notMet : .unknown
        let precision = facts.qpvPrecisionInMeters
        // Metres beyond the line that decides, on the ground; negative within it.
        let beyond = place.distanceInMeters.map { (place.isInside ? -$0 : $0) - reach }
        let isInDoubt = beyond.map { abs($0) <= precision && precision > 0 } ?? false
        if isInDoubt { outcome = .unknown }
        var finding = Finding(
            "qpv", outcome, value: place.distanceInMeters.map { Decimals.fixed($0, 0) },
            threshold: Decimals.short(reach))
        finding.sentence = explains ? .near(place, within: isInDoubt ? precision : nil) : nil
        return finding
    }

    private func holdsQPV(_ communes: [String]) -> Finding {
        let found = communes.flatMap { facts.qpvs[$0] ?? [] }.uniqued()
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
