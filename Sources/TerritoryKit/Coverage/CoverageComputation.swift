/// Measures subjects over a set, each commune once.
struct CoverageComputation {
    let table: CommuneTable
    let over: KnownSet
    /// Whether what is asked about is the QPV: their own ground is then told beside whole communes.
    let isAboutQPVs: Bool
    let estimates: Bool

    func rows(_ items: [CoveringItem]) -> [CoverageAnswer.Row] {
        let wholeOver = table.totals(of: over.certain)
        return items.map { item in
            let whole = table.totals(of: item.communes)
            let covered = table.totals(of: item.communes & over.certain)
            return CoverageAnswer.Row(
                subject: item.subject, whole: whole, covered: covered,
                unknownCommunes: (item.communes & over.unknown).count, share: CommuneShares(covered, of: whole),
                shareOfOver: CommuneShares(covered, of: wholeOver),
                qpvs: isAboutQPVs ? table.qpvCoverage(in: item.communes, estimates: estimates) : nil)
        }
    }

    /// The communes of a set by the number of subjects that cover each, from once upwards.
    func timesCovered(_ items: [CoveringItem]) -> [CoverageAnswer.Times] {
        var counts = [Int](repeating: 0, count: table.size)
        for item in items { (item.communes & over.certain).forEach { counts[$0] += 1 } }
        let times = Set(counts).subtracting([0]).sorted()
        return times.map { times in
            var set = CommuneSet(size: table.size)
            for (index, count) in counts.enumerated() where count == times { set.insert(index) }
            return CoverageAnswer.Times(times: times, measure: table.totals(of: set))
        }
    }
}
