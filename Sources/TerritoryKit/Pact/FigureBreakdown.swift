public import TerritoryFormats

/// A figure of the report, located as far as the report locates it.
public struct FigureBreakdown: Hashable, Codable, Sendable {
    public struct Row: Hashable, Codable, Sendable {
        public var territory: TerritoryReference
        public var value: Double
        /// The figures that state it.
        public var figures: [String]

        public init(territory: TerritoryReference, value: Double, figures: [String]) {
            self.territory = territory
            self.value = value
            self.figures = figures
        }
    }

    /// An amount given for several territories together; it is never split.
    public struct Group: Hashable, Codable, Sendable {
        public var territories: [TerritoryReference]
        public var value: Double

        public init(territories: [TerritoryReference], value: Double) {
            self.territories = territories
            self.value = value
        }
    }

    public var figure: Figure
    /// The whole.
    @ExplicitNull public var total: Double?
    public var rows: [Row]
    @ExplicitNull public var group: Group?
    /// What of the whole has no territory of the level asked.
    @ExplicitNull public var unlocated: Double?
    /// Share (0 to 1) of the whole that is located.
    @ExplicitNull public var locatedShare: Double?
    /// Why there is no breakdown; `null` where there is one.
    @ExplicitNull public var refusal: LocalizedText?

    public init(
        figure: Figure, total: Double? = nil, rows: [Row], group: Group? = nil, unlocated: Double? = nil,
        locatedShare: Double? = nil, refusal: LocalizedText? = nil
    ) {
        self.figure = figure
        self.total = total
        self.rows = rows
        self.group = group
        self.unlocated = unlocated
        self.locatedShare = locatedShare
        self.refusal = refusal
    }

    enum CodingKeys: String, CodingKey {
        case figure, total, rows, group, unlocated, refusal
        case locatedShare = "located_share"
    }
}

extension FigureBreakdown {
    /// - Parameters:
    ///   - figure: The figure to locate.
    ///   - all: Every figure, among which its parts are found.
    ///   - level: The kind of territory asked for.
    ///   - home: The territory of that kind in which a territory lies wholly; `nil` if there is none.
    public init(
        of figure: Figure, among all: [Figure], by level: TerritoryKind,
        home: (TerritoryReference) -> TerritoryReference?
    ) {
        self.init(
            figure: figure, total: figure.value, rows: [], group: nil, unlocated: nil, locatedShare: nil, refusal: nil)
        guard let whole = figure.value, figure.kind == .count || figure.kind == .money else {
            refusal = .notAQuantity
            return
        }
        guard figure.scope != .national else {
            refusal = .nationalFigure
            return
        }
        let parts = all.filter { $0.aggregation == .partOf && $0.aggregationTarget == figure.code }
        let located = (parts.isEmpty ? [figure] : parts).compactMap { part -> (TerritoryReference, Figure)? in
            guard part.territories.count == 1, let place = home(part.territories[0]) else { return nil }
            return (place, part)
        }
        let places = Dictionary(grouping: located, by: \.0)
        rows = places.map { place, entries in
            Row(
                territory: place, value: entries.reduce(0) { $0 + ($1.1.value ?? 0) },
                figures: entries.map(\.1.code).sorted())
        }
        .sorted { $0.territory.code < $1.territory.code }
        if rows.isEmpty, figure.precision == .group, figure.territories.count > 1 {
            group = Group(territories: figure.territories, value: whole)
        }
        let sum = rows.reduce(0) { $0 + $1.value }
        unlocated = max(0, whole - sum)
        locatedShare = whole > 0 ? min(1, sum / whole) : nil
    }
}

extension LocalizedText {
    fileprivate static let notAQuantity = LocalizedText(
        fr: "ce chiffre est un taux, une part, un seuil ou une date\u{202F}: il ne se répartit pas",
        en: "this figure is a rate, a share, a threshold or a date: it is not broken down")
    fileprivate static let nationalFigure = LocalizedText(
        fr: "chiffre national\u{202F}: il ne se répartit pas entre les territoires d’Occitanie",
        en: "a national figure: it is not broken down over the territories of Occitanie")
}
