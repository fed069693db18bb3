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
    /// For counts of things that overlap or may be the same: how many there are in all.
    @ExplicitNull public var union: Bounds?
    /// For counts of things that overlap: how many are in every count.
    @ExplicitNull public var intersection: Bounds?
    @ExplicitNull public var unit: LocalizedText?
    public var counted: [String]
    public var leftOut: [LeftOut]
    /// Why there is no sum; `null` where there is one.
    @ExplicitNull public var refusal: LocalizedText?
    public var cautions: [LocalizedText]

    public init(
        value: Double? = nil, qualifier: Figure.Qualifier? = nil, union: Bounds? = nil, intersection: Bounds? = nil,
        unit: LocalizedText? = nil, counted: [String], leftOut: [LeftOut], refusal: LocalizedText? = nil,
        cautions: [LocalizedText]
    ) {
        self.value = value
        self.qualifier = qualifier
        self.union = union
        self.intersection = intersection
        self.unit = unit
        self.counted = counted
        self.leftOut = leftOut
        self.refusal = refusal
        self.cautions = cautions
    }

    enum CodingKeys: String, CodingKey {
        case value, qualifier, union, intersection, unit, counted, refusal, cautions
        case leftOut = "left_out"
    }
}

extension FigureTotal {
    /// Adds figures as far as they can be added.
    ///
    /// - Parameters:
    ///   - asked: The figures, in the order in which they are named.
    ///   - all: Every figure, to find the wholes that parts belong to.
    public init(of asked: [Figure], among all: [Figure]) {
        self.init(
            value: nil, qualifier: nil, union: nil, intersection: nil, unit: nil, counted: [], leftOut: [],
            refusal: nil, cautions: [])
        let codes = Set(asked.map(\.code))
        var kept: [Figure] = []
        for figure in asked {
            if let reason = Self.reasonToLeaveOut(figure, from: codes, among: all, isAlone: asked.count == 1) {
                leftOut.append(LeftOut(figure: figure.code, reason: reason))
            } else {
                kept.append(figure)
            }
        }
        counted = kept.map(\.code)
        cautions = Self.cautions(for: kept)
        refusal = Self.refusal(for: kept)
        guard refusal == nil, let first = kept.first else { return }
        unit = first.unit
        combine(kept, among: all)
    }

    private mutating func combine(_ figures: [Figure], among all: [Figure]) {
        let values = figures.compactMap(\.value)
        let sum = values.reduce(0, +)
        guard figures.count > 1 else {
            value = values.first
            qualifier = figures[0].qualifier
            return
        }
        let overlap = figures.contains { $0.aggregation == .overlapping }
        let largest = values.max() ?? 0
        if overlap {
            // A target that is asked for too may be the same things under another name: it is no whole.
            let whole = figures.lazy.compactMap(\.aggregationTarget).first { !counted.contains($0) }
                .flatMap { code in all.first { $0.code == code }?.value }
            union = Bounds(lower: largest, upper: min(sum, whole ?? sum))
            intersection = Bounds(
                lower: whole.map { max(0, sum - Double(values.count - 1) * $0) } ?? 0, upper: values.min() ?? 0)
            refusal = .overlapping
        } else if figures.contains(where: { $0.aggregation == .distinct }) {
            union = Bounds(lower: largest, upper: sum)
            refusal = .distinct
        } else {
            value = sum
            qualifier = Self.leastExact(figures.map(\.qualifier))
        }
    }

    private static func reasonToLeaveOut(
        _ figure: Figure, from codes: Set<String>, among all: [Figure], isAlone: Bool
    ) -> LocalizedText? {
        if isAlone { return nil }
        if figure.scope == .national { return .national }
        if let target = figure.aggregationTarget, codes.contains(target) {
            switch figure.aggregation {
            case .partOf: return .part(of: target)
            case .duplicateOf: return .duplicate(of: target)
            default: break
            }
        }
        switch figure.nature {
        case .target: return .target
        case .parameter: return .parameter
        case .stock, .flow: return nil
        }
    }

    private static func refusal(for figures: [Figure]) -> LocalizedText? {
        guard let first = figures.first else { return .nothingLeft }
        guard figures.count > 1 else { return nil }
        if let figure = figures.first(where: { $0.value == nil || $0.aggregation.isNeverAdded }) {
            return .notAdditive(figure.code)
        }
        if let figure = figures.first(where: { $0.unit != first.unit }) { return .units(first.unit, figure.unit) }
        if figures.contains(where: { $0.nature != first.nature }) { return .stockAndFlow }
        return nil
    }

    private static func cautions(for figures: [Figure]) -> [LocalizedText] {
        var cautions: [LocalizedText] = []
        let provisional = figures.filter(\.isProvisional).map(\.code)
        if !provisional.isEmpty { cautions.append(.provisional(provisional)) }
        if figures.count > 1, Set(figures.map { [$0.periodStart, $0.periodEnd, $0.asOf] }).count > 1 {
            cautions.append(.periods)
        }
        let shared = figures.flatMap { figure in figure.findings.map { ($0, figure.code) } }
            .reduce(into: [String: [String]]()) { $0[$1.0, default: []].append($1.1) }
            .filter { $0.value.count > 1 && $0.key.hasPrefix("C") }
        cautions += shared.keys.sorted().map { .finding($0) }
        return cautions
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

extension Figure.Aggregation {
    fileprivate var isNeverAdded: Bool {
        switch self {
        case .ratio, .weightedMean, .notAdditive: true
        case .sum, .distinct, .overlapping, .partOf, .duplicateOf: false
        }
    }
}

extension LocalizedText {
    fileprivate static let national = LocalizedText(
        fr: "chiffre national\u{202F}: il n’entre jamais dans un total régional",
        en: "a national figure: it never enters a regional total")
    fileprivate static let target = LocalizedText(
        fr: "objectif, et non résultat", en: "a target, not a result")
    fileprivate static let parameter = LocalizedText(
        fr: "règle ou barème, et non quantité", en: "a rule or a scale, not a quantity")
    fileprivate static let nothingLeft = LocalizedText(
        fr: "aucun de ces chiffres ne peut entrer dans un total",
        en: "none of these figures can enter a total")
    fileprivate static let stockAndFlow = LocalizedText(
        fr: "un état à une date et un montant sur une période ne s’additionnent pas",
        en: "a state at a date and an amount over a period do not add up")
    fileprivate static let overlapping = LocalizedText(
        fr: "ces ensembles se recouvrent\u{202F}: leur somme compterait deux fois les mêmes",
        en: "these sets overlap: their sum would count some twice")
    fileprivate static let distinct = LocalizedText(
        fr: "ces décomptes peuvent désigner les mêmes\u{202F}: seul un encadrement est possible",
        en: "these counts may be of the same things: only bounds are possible")
    fileprivate static let periods = LocalizedText(
        fr: "les périodes diffèrent", en: "the periods differ")

    fileprivate static func part(of code: String) -> LocalizedText {
        LocalizedText(fr: "déjà compris dans \(code)", en: "already within \(code)")
    }

    fileprivate static func duplicate(of code: String) -> LocalizedText {
        LocalizedText(fr: "même fait que \(code), imprimé deux fois", en: "the same fact as \(code), printed twice")
    }

    fileprivate static func notAdditive(_ code: String) -> LocalizedText {
        LocalizedText(
            fr: "\(code) est un taux, une part ou un seuil\u{202F}: il ne s’additionne pas",
            en: "\(code) is a rate, a share or a threshold: it is not added")
    }

    fileprivate static func units(_ left: LocalizedText, _ right: LocalizedText) -> LocalizedText {
        LocalizedText(
            fr: "les unités diffèrent\u{202F}: \(left.fr), \(right.fr)", en: "the units differ: \(left.en), \(right.en)"
        )
    }

    fileprivate static func provisional(_ codes: [String]) -> LocalizedText {
        let list = codes.joined(separator: ", ")
        return LocalizedText(fr: "provisoire\u{202F}: \(list)", en: "provisional: \(list)")
    }

    fileprivate static func finding(_ code: String) -> LocalizedText {
        LocalizedText(
            fr: "voir le constat \(code)\u{202F}: ces chiffres peuvent se recouper ou se contredire",
            en: "see finding \(code): these figures may overlap or contradict each other")
    }
}
