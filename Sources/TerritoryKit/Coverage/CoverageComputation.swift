/// Measures subjects over a set, each commune once.
struct CoverageComputation {
    let atlas: Atlas
    let over: KnownSet
    /// Whether what is asked about is the QPV: their own ground is then told beside whole communes.
    let isAboutDistricts: Bool
    let estimates: Bool

    struct Item {
        var subject: CoverageAnswer.Subject
        var communes: CommuneSet
    }

    func rows(_ items: [Item]) -> [CoverageAnswer.Row] {
        let wholeOver = atlas.measure(over.certain)
        return items.map { item in
            let whole = atlas.measure(item.communes)
            let covered = atlas.measure(item.communes & over.certain)
            return CoverageAnswer.Row(
                subject: item.subject, whole: whole, covered: covered,
                unknownCommunes: (item.communes & over.unknown).count, share: CoverageShare(covered, of: whole),
                shareOfOver: CoverageShare(covered, of: wholeOver),
                qpvs: isAboutDistricts ? atlas.districts(in: item.communes, estimates: estimates) : nil)
        }
    }

    /// The communes of a set by the number of subjects that cover each, from once upwards.
    func timesCovered(_ items: [Item]) -> [CoverageAnswer.Times] {
        var counts = [Int](repeating: 0, count: atlas.size)
        for item in items { (item.communes & over.certain).forEach { counts[$0] += 1 } }
        let times = Set(counts).subtracting([0]).sorted()
        return times.map { times in
            var set = CommuneSet(size: atlas.size)
            for (index, count) in counts.enumerated() where count == times { set.insert(index) }
            return CoverageAnswer.Times(times: times, measure: atlas.measure(set))
        }
    }
}

extension Atlas {
    /// The things of a kind, with their communes.
    func items(_ subject: TerritoryQuery.Subject, on date: CivilDate?) -> [CoverageComputation.Item] {
        switch subject {
        case .communes: return (0..<size).map { item(Territory(name: name(of: $0), communes: set([codes[$0]]))) }
        case .epcis: return items(.epci)
        case .arrondissements: return items(.arrondissement).filter { !($0.communes & scope).isEmpty }
        case .departements: return items(.departement).filter { $0.communes.isSubset(of: scope) }
        case .regions: return items(.region).filter { !($0.communes & scope).isEmpty }
        case .qpvs: return items(.qpv)
        case .contracts: return items(contracts, on: date)
        case .pacts: return items(pacts, on: date)
        }
    }

    private func items(_ kind: TerritoryKind) -> [CoverageComputation.Item] {
        (territories[kind] ?? [:]).values.filter { !$0.communes.isEmpty }.map(item).sorted {
            $0.subject.code < $1.subject.code
        }
    }

    private func item(_ territory: Territory) -> CoverageComputation.Item {
        CoverageComputation.Item(
            subject: CoverageAnswer.Subject(
                code: territory.name.code, name: territory.name.name, territories: [territory.name]),
            communes: territory.communes)
    }

    private func items(_ agreements: [Agreement], on date: CivilDate?) -> [CoverageComputation.Item] {
        agreements.filter { $0.isInForce(on: date) }.map { agreement in
            CoverageComputation.Item(
                subject: CoverageAnswer.Subject(
                    code: agreement.code, name: agreement.name, territories: agreement.territories,
                    validFrom: agreement.validFrom, validUntil: agreement.validUntil), communes: agreement.communes)
        }
    }
}
