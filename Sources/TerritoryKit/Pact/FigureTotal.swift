public import TerritoryFormats

/// What several figures of the report make together, or why they make nothing.
public struct FigureTotal: Hashable, Codable, Sendable {
    /// A number known only between two ends.
    public struct Bounds: Hashable, Codable, Sendable {
        public var lower: Double
        public var upper: Double

        public init(lower: Double, upper: Double) {
            self.lower = lower
            self.upper = upper
        }
    }

    public struct LeftOut: Hashable, Codable, Sendable {
        public var figure: String
        public var reason: LocalizedText

        public init(figure: String, reason: LocalizedText) {
            self.figure = figure
            self.reason = reason
        }
    }

    /// The sum of the figures that were counted; `null` where they do not add up.
    @ExplicitNull public var value: Double?
    /// How exact the sum is: that of its least exact part.
    @ExplicitNull public var qualifier: Figure.Qualifier?
    /// For counts of things that are declared to overlap: how many there are in all.
    @ExplicitNull public var union: Bounds?
    /// For counts of things that are declared to overlap: how many are in every count.
    @ExplicitNull public var intersection: Bounds?
    @ExplicitNull public var unit: LocalizedText?
    /// The figures asked for, side by side, each once and in the order of the report.
    public var figures: [Figure]
    /// The figures that were added; where the sum is refused, those that no rule of their own keeps out of one.
    public var counted: [String]
    public var leftOut: [LeftOut]
    /// Why there is no sum, in full sentences; `null` where there is one.
    @ExplicitNull public var refusal: LocalizedText?
    public var cautions: [LocalizedText]

    public init(
        value: Double? = nil, qualifier: Figure.Qualifier? = nil, union: Bounds? = nil, intersection: Bounds? = nil,
        unit: LocalizedText? = nil, figures: [Figure], counted: [String], leftOut: [LeftOut],
        refusal: LocalizedText? = nil, cautions: [LocalizedText]
    ) {
        self.value = value
        self.qualifier = qualifier
        self.union = union
        self.intersection = intersection
        self.unit = unit
        self.figures = figures
        self.counted = counted
        self.leftOut = leftOut
        self.refusal = refusal
        self.cautions = cautions
    }

    enum CodingKeys: String, CodingKey {
        case value, qualifier, union, intersection, unit, figures, counted, refusal, cautions
        case leftOut = "left_out"
    }
}

extension FigureTotal {
    /// Adds figures if nothing speaks against it.
    ///
    /// - Parameters:
    ///   - asked: The figures, each once, in the order of the report: the answer does not depend on that of a question.
    ///   - relations: What is declared of figures beside one another.
    init(of asked: [Figure], by relations: FigureRelations) {
        self.init(figures: asked, counted: [], leftOut: [], cautions: [])
        var kept: [Figure] = []
        for figure in asked {
            if let container = relations.container(of: figure, among: asked) {
                let isSame = relations.isSameFact(figure, container)
                leftOut.append(
                    LeftOut(figure: figure.code, reason: isSame ? .same(as: container.code) : .part(of: container.code))
                )
            } else {
                kept.append(figure)
            }
        }
        if kept.count > 1 {
            combine(kept, by: relations)
        } else {
            state(kept)
        }
    }

    /// One figure, as it is printed.
    private mutating func state(_ figures: [Figure]) {
        counted = figures.map(\.code)
        guard let figure = figures.first, let value = figure.value, figure.valueMax == nil else {
            refusal = figures.first.map { .noSingleNumber($0) } ?? .nothingAsked
            return
        }
        self.value = value / Double(figure.valueDenominator ?? 1)
        qualifier = figure.qualifier
        unit = figure.unit
        cautions = Self.cautions(for: figures, by: nil)
    }

    private mutating func combine(_ kept: [Figure], by relations: FigureRelations) {
        let addable = kept.filter { figure in
            guard let reason = figure.reasonOutsideTotals else { return true }
            leftOut.append(LeftOut(figure: figure.code, reason: reason))
            return false
        }
        counted = addable.map(\.code)
        cautions = Self.cautions(for: kept, by: relations)
        let differences = Self.differences(between: addable)
        let isOverlap = relations.overlap(kept)
        let declared = Self.declared(against: kept, by: relations)
        // Of sets within one whole the bounds say more than each pair does.
        let hasBounds = isOverlap && (declared.isEmpty || relations.whole(of: kept) != nil)
        // What is declared says better than the rule of a count why it is not added.
        let others = declared.isEmpty ? kept : kept.filter { $0.misfit != .distinct }
        let reasons = (hasBounds ? [.overlap] : declared) + Self.misfits(among: others) + differences
        guard reasons.isEmpty else {
            refusal = .sentences(reasons)
            if hasBounds, addable.count == kept.count, differences.isEmpty { bound(kept, by: relations) }
            return
        }
        value = addable.compactMap(\.value).reduce(0, +)
        qualifier = Self.leastExact(addable.map(\.qualifier))
        unit = addable.first?.unit
    }

    /// Bounds of sets that overlap; only exact counts have any.
    private mutating func bound(_ sets: [Figure], by relations: FigureRelations) {
        let values = sets.compactMap(\.value)
        guard sets.allSatisfy({ $0.qualifier == .exact }), values.count == sets.count,
            let (smallest, largest) = values.min().flatMap({ low in values.max().map { (low, $0) } })
        else { return }
        let sum = values.reduce(0, +)
        let whole = relations.whole(of: sets)
        // A whole smaller than one of its parts is an error of the tables, of which no bound follows.
        guard whole.map({ $0 >= largest }) ?? true else { return }
        union = Bounds(lower: largest, upper: min(sum, whole ?? sum))
        intersection = Bounds(
            lower: whole.map { max(0, sum - Double(values.count - 1) * $0) } ?? 0, upper: smallest)
        unit = sets.first?.unit
    }

    private static func cautions(for figures: [Figure], by relations: FigureRelations?) -> [LocalizedText] {
        let provisional = figures.filter(\.isProvisional)
        return (provisional.isEmpty ? [] : [.provisional(provisional)])
            + (relations?.findings(of: figures) ?? []).map { .finding($0) }
    }

    /// A sum of « more than » is « more than »; one with « about » is « about ».
    private static func leastExact(_ qualifiers: [Figure.Qualifier]) -> Figure.Qualifier {
        let lower: Set<Figure.Qualifier> = [.moreThan, .atLeast]
        let upper: Set<Figure.Qualifier> = [.atMost, .upTo]
        let others = qualifiers.filter { $0 != .exact }
        if others.isEmpty { return .exact }
        if others.allSatisfy(lower.contains) { return others.contains(.moreThan) ? .moreThan : .atLeast }
        if others.allSatisfy(upper.contains) { return .atMost }
        return .about
    }
}
