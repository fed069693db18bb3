internal import GRDB
internal import TerritoryFormats

/// The territories over which an indicator is asked.
public enum AggregationScope: Sendable {
    /// Every territory of a kind, or those that share a commune with the territory of a code.
    case level(TerritoryKind, within: TerritoryReference?)
    /// One territory made for the question, of any communes.
    case communes([CommuneCode])
}

extension TerritoryDatabase {
    /// The statistical indicators, in the order of their codes.
    public func indicators() throws -> IndicatorsAnswer {
        try read { [stamp] db in IndicatorsAnswer(indicators: try Indicator.fetchAll(db), data: stamp) }
    }

    /// An indicator over territories, combined by its own rule.
    ///
    /// - Parameters:
    ///   - code: The indicator’s identifier.
    ///   - scope: The territories.
    /// - Returns: A row a territory, in the order of the codes.
    /// - Throws: ``LookupError`` if there is no such indicator, territory or commune.
    public func aggregate(_ code: String, over scope: AggregationScope) throws -> AggregateAnswer {
        try read { [stamp] db in
            guard let indicator = try Indicator.fetchAll(db).first(where: { $0.code == code }) else {
                throw LookupError.noSuchIndicator(code)
            }
            let values = try IndicatorValues(db, indicator)
            let territories = try AggregationTerritory.fetchAll(db, scope, stamp)
            let level =
                switch scope {
                case .level(let kind, _): kind.rawValue
                case .communes: "communes"
                }
            return AggregateAnswer(
                indicator: indicator, level: level,
                rows: territories.map { values.row(for: $0, rule: AggregationRule(indicator)) }, data: stamp)
        }
    }
}

extension AggregationRule {
    init(_ indicator: Indicator) { self.init(indicator.aggregation, scale: indicator.scale) }
}

/// A territory with the communes it is made of.
struct AggregationTerritory {
    var reference: TerritoryReference
    var communes: Set<String>

    static func fetchAll(_ db: Database, _ scope: AggregationScope, _ stamp: DataStamp) throws -> [Self] {
        switch scope {
        case .communes(let codes):
            let known = Set(try String.fetchAll(db, sql: "SELECT code FROM commune"))
            for code in codes where !known.contains(code.rawValue) {
                throw LookupError.noSuchCode(code.rawValue, stamp)
            }
            let name = TerritoryReference(
                kind: .grouping, code: "communes", name: codes.map(\.rawValue).joined(separator: ", "))
            return [Self(reference: name, communes: Set(codes.map(\.rawValue)))]
        case .level(let kind, let parent):
            let within = try parent.map { Set(try $0.communes(db)) }
            return try fetchAll(db, kind: kind).filter { territory in
                within.map { !territory.communes.isDisjoint(with: $0) } ?? true
            }
        }
    }

    /// The territories of a kind that the file has whole; of the communes, those in its scope.
    private static func fetchAll(_ db: Database, kind: TerritoryKind) throws -> [Self] {
        let members = try Row.fetchAll(
            db, sql: "SELECT code, commune FROM territory_commune WHERE kind = ?", arguments: [kind.rawValue]
        ).reduce(into: [String: Set<String>]()) { try $0[$1.value("code"), default: []].insert($1.value("commune")) }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT kind, code, name FROM territory WHERE kind = ? AND is_complete = 1
                  AND (kind <> 'commune' OR code IN (SELECT code FROM commune WHERE in_scope = 1)) ORDER BY code
                """, arguments: [kind.rawValue]
        ).map(TerritoryReference.init).map { Self(reference: $0, communes: members[$0.code] ?? []) }
    }
}

/// The values of an indicator, and of what weights or divides it.
struct IndicatorValues {
    private let values: [String: IndicatorValue]
    private let weights: [String: IndicatorValue]?
    private let populations: [String: Int]
    /// The QPV with their communes, for an indicator of QPV.
    private let qpvs: [(name: TerritoryReference, communes: Set<String>)]?

    init(_ db: Database, _ indicator: Indicator) throws {
        values = try Self.fetch(db, indicator.numerator ?? indicator.code)
        weights = try (indicator.denominator ?? indicator.weight).map { try Self.fetch(db, $0) }
        populations = try Row.fetchAll(db, sql: "SELECT commune, municipal FROM latest_population").reduce(into: [:]) {
            try $0[$1.value("commune")] = $1.value("municipal", in: Bounds.inhabitants)
        }
        qpvs = indicator.level == .qpv ? try Self.fetchQPVs(db) : nil
    }

    private static func fetch(_ db: Database, _ code: String) throws -> [String: IndicatorValue] {
        try Row.fetchAll(
            db, sql: "SELECT territory, value, status FROM indicator_value WHERE indicator = ?", arguments: [code]
        ).reduce(into: [:]) { values, row in
            let status: ValueStatus = try row.word("status")
            let value: Double? = try row.value("value")
            try values[row.value("territory")] = value.map { IndicatorValue($0) } ?? IndicatorValue(absent: status)
        }
    }

    private static func fetchQPVs(_ db: Database) throws -> [(name: TerritoryReference, communes: Set<String>)] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT 'qpv' AS kind, qpv.code AS code, qpv.name AS name, qpv_commune.commune AS commune
                FROM qpv JOIN qpv_commune ON qpv_commune.qpv = qpv.code ORDER BY qpv.code
                """)
        return try rows.reduce(into: []) { qpvs, row in
            let name = try TerritoryReference(row)
            if qpvs.last?.name != name { qpvs.append((name, [])) }
            qpvs[qpvs.count - 1].communes.insert(try row.value("commune"))
        }
    }

    func row(for territory: AggregationTerritory, rule: AggregationRule) -> AggregateAnswer.Row {
        if let qpvs { return row(for: territory, rule: rule, qpvs: qpvs) }
        guard territory.reference.kind != .qpv else {
            return AggregateAnswer.Row(
                territory: territory.reference, aggregate: .knownByCommuneOnly, countedPopulationShare: nil,
                straddlingQPVs: [])
        }
        let codes = territory.communes.sorted()
        let members = codes.map(member)
        let aggregate = Aggregate(members, by: rule)
        return AggregateAnswer.Row(
            territory: territory.reference, aggregate: aggregate,
            countedPopulationShare: populationShare(codes, members),
            straddlingQPVs: [])
    }

    private func row(
        for territory: AggregationTerritory, rule: AggregationRule,
        qpvs: [(name: TerritoryReference, communes: Set<String>)]
    ) -> AggregateAnswer.Row {
        let isQPV = territory.reference.kind == .qpv
        let touching = qpvs.filter {
            isQPV ? $0.name.code == territory.reference.code : !$0.communes.isDisjoint(with: territory.communes)
        }
        let inside = touching.filter { $0.communes.isSubset(of: territory.communes) }
        let straddling = touching.filter { !$0.communes.isSubset(of: territory.communes) }
        return AggregateAnswer.Row(
            territory: territory.reference, aggregate: Aggregate(inside.map { member($0.name.code) }, by: rule),
            countedPopulationShare: nil, straddlingQPVs: straddling.map(\.name))
    }

    private func member(_ code: String) -> AggregationMember {
        let absent = IndicatorValue(absent: .missing)
        return AggregationMember(value: values[code] ?? absent, weight: weights.map { $0[code] ?? absent })
    }

    private func populationShare(_ codes: [String], _ members: [AggregationMember]) -> Double? {
        let known = codes.compactMap { populations[$0] }
        let total = known.reduce(0, +)
        guard known.count == codes.count, total > 0 else { return nil }
        let counted = zip(codes, members).filter { $1.isCounted }.reduce(0) { $0 + (populations[$1.0] ?? 0) }
        return Double(counted) / Double(total)
    }
}

extension Indicator {
    static func fetchAll(_ db: Database) throws -> [Indicator] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT indicator.*, (SELECT publisher || ', ' || vintage FROM source WHERE source.role = indicator.source
                                     ORDER BY coalesce(valid_from, date) DESC, path LIMIT 1) AS origin
                FROM indicator ORDER BY code
                """
        ).map { row in
            try Indicator(
                code: row.value("code"), label: row.label(), theme: row.value("theme"),
                unit: row.label("unit"), decimals: row.value("decimals", in: Bounds.decimals),
                period: row.value("period"),
                level: row.word("level"), aggregation: row.word("aggregation"), weight: row.value("weight"),
                numerator: row.value("numerator"),
                denominator: row.value("denominator"), scale: row.value("scale") ?? 1, note: LocalizedText(row, "note"),
                source: row.value("origin"))
        }
    }
}
