internal import GRDB
internal import TerritoryFormats

/// The values of all indicators by commune or QPV, and what they give for larger territories.
struct LayerIndicators {
    private let indicators: [Indicator]
    /// By indicator, then by commune of the table.
    private var communes: [String: [IndicatorValue]] = [:]
    /// By indicator, then by QPV.
    private var qpvs: [String: [String: IndicatorValue]] = [:]

    init(_ db: Database, _ table: CommuneTable) throws {
        indicators = try Indicator.fetchAll(db)
        let absent = IndicatorValue(absent: .missing)
        for indicator in indicators where indicator.level == .commune && indicator.aggregation != .ratio {
            communes[indicator.code] = Array(repeating: absent, count: table.size)
        }
        let levels = try Dictionary(stored: indicators.map { ($0.code, $0.level) })
        try db.makeStatement(sql: "SELECT indicator, territory, value, status FROM indicator_value").forEachRow { row in
            let (code, territory) = try (row.word(0), row.word(1))
            guard let status = ValueStatus(rawValue: try row.word(3)) else { throw DatabaseError.damaged }
            let value =
                try row.double(2).map { IndicatorValue(try $0.within(Bounds.number)) } ?? IndicatorValue(absent: status)
            switch levels[code] {
            case .qpv: qpvs[code, default: [:]][territory] = value
            case .commune: if let index = table.indexOf[territory] { communes[code]?[index] = value }
            default: throw DatabaseError.damaged
            }
        }
    }

    /// A column for each indicator that the territories of a kind have, and one with its status where some have no
    /// value.
    func columns(for kind: TerritoryKind, _ codes: [String], _ sets: [CommuneSet]) -> [LayerColumn] {
        indicators.filter { ($0.level == .qpv) == (kind == .qpv) }.parallelMap { indicator in
            columns(indicator, values(of: indicator, kind, codes, sets))
        }.flatMap { $0 }
    }

    private func columns(_ indicator: Indicator, _ values: [(value: Double?, status: String)]) -> [LayerColumn] {
        let title = LocalizedText(
            fr: "\(indicator.label.fr) (\(indicator.period))", en: "\(indicator.label.en) (\(indicator.period))")
        let column = LayerColumn(indicator.code, title, .number(values.map(\.value)), unit: indicator.unit)
        guard values.contains(where: { $0.value == nil }) else { return [column] }
        let status = LayerColumn(
            "\(indicator.code)_status",
            LocalizedText(fr: "\(indicator.label.fr)\u{202F}: état", en: "\(indicator.label.en): status"),
            .text(values.map(\.status)), choices: LayerIndicators.statuses)
        return [column, status]
    }

    private func values(
        of indicator: Indicator, _ kind: TerritoryKind, _ codes: [String], _ sets: [CommuneSet]
    ) -> [(value: Double?, status: String)] {
        let rule = AggregationRule(indicator)
        if kind == .qpv {
            let own = qpvs[indicator.numerator ?? indicator.code] ?? [:]
            let weights = (indicator.denominator ?? indicator.weight).map { qpvs[$0] ?? [:] }
            return codes.map { code in
                let absent = IndicatorValue(absent: .missing)
                let member = AggregationMember(value: own[code] ?? absent, weight: weights.map { $0[code] ?? absent })
                return told(Aggregate([member], by: rule), rule)
            }
        }
        let own = communes[indicator.numerator ?? indicator.code] ?? []
        let weights = (indicator.denominator ?? indicator.weight).map { communes[$0] ?? [] }
        return sets.map { set in
            // What is not in the table has no value.
            let members = set.indices.compactMap { index -> AggregationMember? in
                guard own.indices.contains(index) else { return nil }
                return AggregationMember(
                    value: own[index], weight: weights.flatMap { $0.indices.contains(index) ? $0[index] : nil })
            }
            return told(Aggregate(members, by: rule), rule)
        }
    }

    /// A value that rests on some of the members only is none.
    private func told(_ aggregate: Aggregate, _ rule: AggregationRule) -> (value: Double?, status: String) {
        if let value = aggregate.value, aggregate.isComplete { return (value, ValueStatus.observed.rawValue) }
        if aggregate.value != nil { return (nil, "incomplete") }
        if aggregate.members == aggregate.notApplicable { return (nil, ValueStatus.notApplicable.rawValue) }
        if aggregate.counted > 0 {
            // A denominator of zero, or next to it, is no value either.
            let isUndefined = rule.kind != .notAdditive || aggregate.members == 1
            return (nil, isUndefined ? "undefined" : "not_additive")
        }
        return (nil, aggregate.suppressed > 0 ? ValueStatus.suppressed.rawValue : ValueStatus.missing.rawValue)
    }

    private static let statuses = [
        LayerChoice(word: "observed", label: LocalizedText(fr: "observé", en: "observed")),
        LayerChoice(word: "suppressed", label: LocalizedText(fr: "secret statistique", en: "statistical secrecy")),
        LayerChoice(word: "missing", label: LocalizedText(fr: "absent", en: "missing")),
        LayerChoice(word: "not_applicable", label: LocalizedText(fr: "sans objet", en: "not applicable")),
        LayerChoice(
            word: "incomplete",
            label: LocalizedText(fr: "repose sur une partie du territoire", en: "rests on a part of the territory")),
        LayerChoice(
            word: "undefined",
            label: LocalizedText(fr: "le dénominateur est nul", en: "the denominator is zero")),
        LayerChoice(
            word: "not_additive",
            label: LocalizedText(fr: "ne se calcule pas à partir des communes", en: "does not follow from the communes")
        ),
    ]
}
