/// A thing that covers, with its communes.
struct CoveringItem {
    var subject: CoverageAnswer.Subject
    var communes: CommuneSet
}

extension [CoveringItem] {
    /// The kinds of territory that the things are made of.
    var kinds: [TerritoryKind] {
        Set(flatMap(\.subject.territories).map(\.kind)).sorted { $0.rawValue > $1.rawValue }
    }
}

extension CommuneTable {
    /// The things of a kind, with their communes.
    func items(of subject: TerritoryQuery.Subject, on date: CivilDate?) -> [CoveringItem] {
        switch subject {
        case .territory(.commune):
            return (0..<size).map { item(Territory(reference: reference(of: $0), communes: set([codes[$0]]))) }
        case .territory(let kind): return items(kind)
        case .contract: return items(contracts, on: date)
        case .pact: return items(pacts, on: date)
        }
    }

    /// Those that the file has whole.
    private func items(_ kind: TerritoryKind) -> [CoveringItem] {
        (territories[kind] ?? [:]).values.filter { $0.isComplete && !$0.communes.isEmpty }.map(item).sorted {
            $0.subject.code < $1.subject.code
        }
    }

    private func item(_ territory: Territory) -> CoveringItem {
        CoveringItem(
            subject: CoverageAnswer.Subject(
                code: territory.reference.code, name: territory.reference.name, territories: [territory.reference]),
            communes: territory.communes)
    }

    private func items(_ agreements: [Agreement], on date: CivilDate?) -> [CoveringItem] {
        agreements.filter { $0.isInForce(on: date) }.map { agreement in
            CoveringItem(
                subject: CoverageAnswer.Subject(
                    code: agreement.code, name: agreement.name, territories: agreement.territories,
                    validFrom: agreement.validFrom, validUntil: agreement.validUntil), communes: agreement.communes)
        }
    }
}
