public import TerritoryFormats

/// What covers a set of communes: contracts, pacts, territories, zonings, QPV.
public struct CoveringAnswer: Hashable, Codable, Sendable {
    public struct Layer: Hashable, Codable, Sendable {
        /// `contract`, `pact`, `zoning`, or the kind of a territory.
        public var kind: String
        public var code: String
        public var name: LocalizedText
        /// The class, for a zoning; `null` otherwise.
        @ExplicitNull public var category: LocalizedText?
        /// The part of the set that it covers.
        public var covered: CommuneTotals
        public var share: CommuneShares
        @ExplicitNull public var vintage: String?

        public init(
            kind: String, code: String, name: LocalizedText, category: LocalizedText? = nil, covered: CommuneTotals,
            share: CommuneShares, vintage: String? = nil
        ) {
            self.kind = kind
            self.code = code
            self.name = name
            self.category = category
            self.covered = covered
            self.share = share
            self.vintage = vintage
        }
    }

    public var asked: String
    @ExplicitNull public var on: CivilDate?
    public var whole: CommuneTotals
    public var layers: [Layer]
    public var vintages: [VintageUse]
    public var data: DataStamp

    public init(
        asked: String, on: CivilDate? = nil, whole: CommuneTotals, layers: [Layer], vintages: [VintageUse],
        data: DataStamp
    ) {
        self.asked = asked
        self.on = on
        self.whole = whole
        self.layers = layers
        self.vintages = vintages
        self.data = data
    }
}

extension CommuneTable {
    /// Every layer that covers a commune of a set, wholly or partly.
    func layers(over set: CommuneSet, on date: CivilDate?) -> [CoveringAnswer.Layer] {
        let whole = totals(of: set)
        func layer(
            _ kind: String, _ code: String, _ name: LocalizedText, _ communes: CommuneSet,
            category: LocalizedText? = nil,
            vintage: String? = nil
        ) -> CoveringAnswer.Layer? {
            guard communes.intersects(set) else { return nil }
            let covered = totals(of: communes & set)
            return CoveringAnswer.Layer(
                kind: kind, code: code, name: name, category: category, covered: covered,
                share: CommuneShares(covered, of: whole), vintage: vintage)
        }
        var found: [CoveringAnswer.Layer?] = []
        for (kind, agreements) in [("contract", contracts), ("pact", pacts)] {
            found += agreements.filter { $0.isInForce(on: date) }.map {
                layer(kind, $0.code, LocalizedText($0.name), $0.communes)
            }
        }
        for kind in [TerritoryKind.epci, .arrondissement, .departement] {
            found += items(of: .territory(kind), on: date).map { item in
                layer(
                    item.subject.territories.first?.kind.rawValue ?? "", item.subject.code,
                    LocalizedText(item.subject.name),
                    item.communes)
            }
        }
        found += qpvAreas.map { ground(of: $0, in: set, of: whole) }
        for zoning in zonings.values.sorted(by: { $0.code < $1.code }) {
            for list in lists(of: zoning, on: date) {
                found += zoning.classes.sorted { $0.code < $1.code }.map { group in
                    layer(
                        "zoning", "\(zoning.code):\(group.code)", zoning.label,
                        list.fact.communes[group.code] ?? CommuneSet(size: size), category: group.label,
                        vintage: list.source.vintage)
                }
            }
        }
        return found.compactMap { $0 }
    }

    /// A QPV by its own ground, not by whole communes.
    private func ground(
        of qpv: QPVArea, in set: CommuneSet, of whole: CommuneTotals
    ) -> CoveringAnswer.Layer? {
        let covered = qpv.totals(in: set)
        guard covered.communes > 0 else { return nil }
        return CoveringAnswer.Layer(
            kind: TerritoryKind.qpv.rawValue, code: qpv.name.code,
            name: LocalizedText(qpv.name.name), category: nil, covered: covered,
            share: CommuneShares(covered, of: whole), vintage: qpvVintage?.vintage)
    }
}

extension TerritoryDatabase {
    /// What covers a set of communes.
    ///
    /// - Throws: ``ExpressionError`` if the text cannot be read, or names what is not in the file.
    public func layers(covering text: String, on date: CivilDate? = nil) throws -> CoveringAnswer {
        let table = try communeTable()
        let (set, vintages) = try communes(of: SetExpression(text), text: text, on: date)
        return CoveringAnswer(
            asked: text, on: date, whole: table.totals(of: set.certain),
            layers: table.layers(over: set.certain, on: date),
            vintages: vintages, data: stamp)
    }
}
