internal import TerritoryFormats

/// What the tables declare of figures beside one another: which lies within which, which may count the same things, and
/// which are never added.
///
/// It rests on what `reconcile` shows (the control totals), on the findings, and on the rule of each figure.
struct FigureRelations {
    private let figures: [String: Figure]
    private let findings: [String: MeasureSheet.Finding]
    private var reasons: [Pair: LocalizedText] = [:]
    private var containments: Set<Containment> = []

    /// Two codes, in no order.
    private struct Pair: Hashable {
        let first: String
        let second: String

        init(_ one: String, _ other: String) {
            (first, second) = one < other ? (one, other) : (other, one)
        }
    }

    private struct Containment: Hashable {
        let part: String
        let whole: String
    }

    init(figures: [Figure], controlTotals: [Reconciliation], findings: [MeasureSheet.Finding]) {
        self.figures = Dictionary(figures.map { ($0.code, $0) }) { first, _ in first }
        self.findings = Dictionary(findings.map { ($0.code, $0) }) { first, _ in first }
        for total in controlTotals { take(total) }
        for finding in findings where finding.isNeverAdded { take(finding, figures) }
    }

    /// What stands on one side of a control total is compared with the other side, and not added to it.
    private mutating func take(_ total: Reconciliation) {
        guard let left = names(in: total.left, of: total), let right = total.right.flatMap({ names(in: $0, of: total) })
        else { return }
        for one in left {
            for other in right where one.code != other.code {
                let pair = Pair(one.code, other.code)
                guard reasons[pair] == nil else { continue }
                if total.relation == .contains {
                    reasons[pair] = .isWithin(other, one, total.explanation)
                    containments.insert(Containment(part: other.code, whole: one.code))
                } else {
                    reasons[pair] = .isNeverAdded([one, other], total.explanation)
                }
            }
        }
    }

    /// The figures of a side.
    ///
    /// Of a quotient or a difference, which is neither figure, only a ban says something of them.
    private func names(in side: Reconciliation.Side, of total: Reconciliation) -> [Figure]? {
        let tokens = side.expression.split { " ()".contains($0) }.map(String.init)
        let names = tokens.compactMap { figures[$0] }
        let isSum = names.count == 1 || tokens.allSatisfy { $0 == "+" || figures[$0] != nil }
        return isSum && !tokens.contains("/") || total.relation == .notComparable ? names : nil
    }

    private mutating func take(_ finding: MeasureSheet.Finding, _ all: [Figure]) {
        let concerned = all.filter { $0.findings.contains(finding.code) }
        for (place, one) in concerned.enumerated() {
            for other in concerned.dropFirst(place + 1) {
                let pair = Pair(one.code, other.code)
                guard reasons[pair] == nil else { continue }
                reasons[pair] = .isNeverAdded([one, other], finding.handling ?? finding.label)
            }
        }
    }
}

extension FigureRelations {
    /// What is declared against adding two figures.
    func reason(against one: Figure, _ other: Figure) -> LocalizedText? {
        reasons[Pair(one.code, other.code)] ?? reasons[Pair(original(of: one).code, original(of: other).code)]
    }

    /// The figure among others that already holds a figure: its first printing, or a whole that it is a part of.
    func container(of figure: Figure, among others: [Figure]) -> Figure? {
        let first = original(of: figure)
        // Of several printings of a fact the first stays.
        let printings = others.filter { original(of: $0).code == first.code }
        if let kept = printings.first(where: { $0.code == first.code }) ?? printings.first, kept.code != figure.code {
            return kept
        }
        let wholes = wholes(of: first)
        return others.first { $0.code != figure.code && wholes.contains(original(of: $0).code) }
    }

    /// Whether two figures print the same fact.
    func isSameFact(_ one: Figure, _ other: Figure) -> Bool { original(of: one).code == original(of: other).code }

    /// The figure that a repetition repeats; itself for any other.
    private func original(of figure: Figure) -> Figure {
        var (current, seen) = (figure, Set<String>())
        while current.aggregation == .duplicateOf, seen.insert(current.code).inserted,
            let next = current.aggregationTarget.flatMap({ figures[$0] })
        {
            current = next
        }
        return current
    }

    /// The wholes that a figure is declared a part of, at any depth.
    private func wholes(of figure: Figure) -> Set<String> {
        var (current, wholes) = (figure, Set<String>())
        while current.aggregation == .partOf,
            let next = current.aggregationTarget.flatMap({ figures[$0] }).map(original),
            wholes.insert(next.code).inserted
        {
            current = next
        }
        return wholes
    }

    /// Whether every two of the figures are declared to overlap.
    func overlap(_ asked: [Figure]) -> Bool {
        asked.allSatisfy { one in
            asked.allSatisfy { other in
                one.code == other.code || one.overlaps == other.code || other.overlaps == one.code
                    || (one.overlaps != nil && one.overlaps == other.overlaps)
            }
        }
    }

    /// The size of the whole that all the figures are declared to lie within; `nil` if there is none.
    func whole(of asked: [Figure]) -> Double? {
        guard let target = asked.first?.overlaps, let whole = figures[target],
            asked.allSatisfy({ containments.contains(Containment(part: $0.code, whole: target)) })
        else { return nil }
        return whole.value
    }

    /// The contradictions that concern more than one of the figures.
    func findings(of asked: [Figure]) -> [MeasureSheet.Finding] {
        let counts = asked.flatMap(\.findings).reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        return counts.filter { $0.value > 1 && $0.key.hasPrefix("C") }.keys.sorted().compactMap { findings[$0] }
    }
}

extension Figure {
    fileprivate var overlaps: String? { aggregation == .overlapping ? aggregationTarget : nil }
}
