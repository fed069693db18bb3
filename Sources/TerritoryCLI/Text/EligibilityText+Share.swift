import TerritoryFormats
import TerritoryKit

// Shares of inhabitants: who counts, and how far from the threshold.

extension EligibilityText {
    /// Every commune that counts in some shares of the same communes: its inhabitants by each census and its outcome,
    /// then the reasons of those that do not count for certain.
    func members(_ shares: [Finding], depth: Int) -> [String] {
        guard let first = shares.first, !first.members.isEmpty else { return [] }
        let columns = shares.map { share in
            (say("hab. \(share.census ?? "")", "inh. \(share.census ?? "")"), TextTable.Alignment.right)
        }
        var table = TextTable(columns: [("", .left), (say("Membre", "Member"), .left)] + columns)
        let populations = shares.map { share in
            Dictionary(share.members.map { ($0.code, $0.municipalPopulation) }) { first, _ in first }
        }
        table.rows = first.members.map { member in
            let outcomes = Set(shares.flatMap(\.members).filter { $0.code == member.code }.map(\.outcome))
            return [mark(outcomes.count == 1 ? member.outcome : .unknown), "\(member.name) (\(member.code))"]
                + populations.map { ($0[member.code] ?? nil).map(number) ?? "–" }
        }
        let indent = String(repeating: "  ", count: depth + 1)
        let reasons = first.members.filter { $0.outcome != .met }.compactMap { member in
            member.reason.map {
                "\(indent)\(mark(member.outcome)) \(member.name)\(language.colon) \($0(language))"
                    .wrapped(indent: 2 * depth + 4)
            }
        }
        return table.lines(width: 80 - indent.count).map { indent + $0 } + reasons
    }

    /// The shares before and after, side by side, one row a census; nothing where there is no share.
    func shares(_ comparison: EligibilityComparison) -> [String] {
        let before = Self.shares(comparison.before)
        let after = Self.shares(comparison.after)
        guard !before.isEmpty || !after.isEmpty else { return [] }
        var table = TextTable(columns: [
            (say("Population", "Population"), .left), (say("Avant", "Before"), .right), ("", .right),
            (say("Après", "After"), .right), ("", .right),
        ])
        let censuses = (before + after).compactMap(\.census).uniqued()
        table.rows = censuses.map { census in
            [census]
                + [before, after].flatMap { shares in
                    shares.first { $0.census == census }.map { [fraction($0), gap($0)] } ?? ["–", ""]
                }
        }
        let threshold = (before + after).lazy.compactMap(\.threshold).first ?? ""
        return [
            "",
            say("Part des habitants, seuil \(threshold)\u{202F}:", "Share of the inhabitants, threshold \(threshold):"),
        ]
            + table.lines()
    }

    /// Those of the territory itself, or of its EPCI, on the day or on the last open one.
    private static func shares(_ report: EligibilityReport) -> [Finding] {
        let proofs = [
            report.finding, report.grouping?.finding, report.lastOpenDay?.finding,
            report.lastOpenDay?.grouping?.finding,
        ]
        return proofs.lazy.compactMap { $0?.shares }.first { !$0.isEmpty } ?? []
    }

    private func fraction(_ share: Finding) -> String {
        let ends = (share.value ?? "").split(separator: "…").compactMap { Fraction(String($0)) }
        return ends.map { end in
            "\(number(end.numerator))/\(number(end.denominator)) "
                + "(\(Decimals.text(100 * end.approximation, decimals: 2, in: language))\(say("\u{202F}", ""))%)"
        }.joined(separator: " … ")
    }

    private func gap(_ share: Finding) -> String {
        guard let margin = share.margin.flatMap({ Int($0) }) else { return "" }
        return (margin < 0 ? "−" : "+") + number(abs(margin))
    }
}
