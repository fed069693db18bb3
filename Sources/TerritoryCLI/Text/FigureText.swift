import TerritoryKit
import TerritoryFormats

/// A figure of the report as people read it: how exact, how much, of what, when.
struct FigureText {
    let language: Language

    private func say(_ french: String, _ english: String) -> String { LocalizedText(fr: french, en: english)(language) }

    func value(_ figure: Figure) -> String {
        let text = qualified(amount(figure), figure.qualifier)
        return figure.isProvisional ? text + say(" (provisoire)", " (provisional)") : text
    }

    private func qualified(_ amount: String, _ qualifier: Figure.Qualifier) -> String {
        switch qualifier {
        case .exact, .range: amount
        case .moreThan: say("plus de \(amount)", "more than \(amount)")
        case .nearly: say("près de \(amount)", "nearly \(amount)")
        case .about: say("environ \(amount)", "about \(amount)")
        case .atMost: say("au plus \(amount)", "at most \(amount)")
        case .atLeast: say("au moins \(amount)", "at least \(amount)")
        case .upTo: say("jusqu’à \(amount)", "up to \(amount)")
        }
    }

    private func amount(_ figure: Figure) -> String {
        guard let value = figure.value else { return figure.valueText }
        let unit = unitText(figure)
        if let denominator = figure.valueDenominator { return "\(number(value))/\(denominator)" }
        guard let upper = figure.valueMax else { return number(value) + unit }
        return say("de \(number(value)) à \(number(upper))\(unit)", "\(number(value)) to \(number(upper))\(unit)")
    }

    /// The unit of a figure: counts have theirs in their label, durations and rules do not.
    private func unitText(_ figure: Figure) -> String {
        let sign = unitText(figure.unit)
        guard sign.isEmpty else { return sign }
        let unit = figure.unit(language)
        if ["an", "année", "mois", "jour", "semaine", "heure"].contains(figure.unit.fr) {
            let isOne = (figure.valueMax ?? figure.value ?? 0) < 2
            return "\u{A0}" + (isOne || unit.hasSuffix("s") ? unit : unit + "s")
        }
        return figure.kind == .threshold ? " (\(unit))" : ""
    }

    private func unitText(_ unit: LocalizedText) -> String {
        switch unit(language) {
        case "%": language == .french ? "\u{202F}%" : "%"
        case let name where name.hasPrefix("EUR"): "\u{A0}€" + name.dropFirst(3)
        default: ""
        }
    }

    func number(_ value: Double) -> String {
        let decimals = (0...2).first { (value * [1, 10, 100][$0]).rounded() == value * [1, 10, 100][$0] } ?? 2
        return Decimals.text(value, decimals: decimals, in: language)
    }

    func period(_ figure: Figure) -> String {
        switch (figure.asOf, figure.periodStart, figure.periodEnd) {
        case (let date?, _, _): date
        case (nil, let start?, let end?): start == end ? start : "\(start)–\(end)"
        case (nil, let start?, nil): say("depuis \(start)", "since \(start)")
        case (nil, nil, let end?): say("jusqu’à \(end)", "until \(end)")
        case (nil, nil, nil): figure.periodNote?(language) ?? say("sans date", "undated")
        }
    }

    /// The label, the value, the period and the line of the report.
    func line(_ figure: Figure, indent: Int = 2) -> String {
        let place = figure.line.map { ", l.\u{A0}\($0)" } ?? ""
        let space = String(repeating: " ", count: indent)
        return "\(space)\(figure.label(language))\(language.colon) \(value(figure)) (\(period(figure))\(place))"
            .wrapped(indent: indent + 4)
    }

    func text(_ answer: FiguresAnswer) -> String {
        guard !answer.figures.isEmpty else {
            return say("Aucun chiffre du bilan ne correspond.", "No figure of the report matches.")
        }
        let lines = answer.figures.flatMap { figure -> [String] in
            let scope = scopeText(figure)
            let note = figure.note.map { ["    " + $0(language)] } ?? []
            return ["\(figure.code)", line(figure), "    \(scope)".wrapped(indent: 4)]
                + note.map { $0.wrapped(indent: 4) }
        }
        return (lines + ["", say("Source\u{202F}: ", "Source: ") + answer.document]).joined(separator: "\n")
    }

    private func scopeText(_ figure: Figure) -> String {
        let places = figure.territories.prefix(4).map(\.name).joined(separator: ", ")
        let more = figure.territories.count > 4 ? "…" : ""
        let where_ = figure.scope == .national ? say("national", "national") : places + more
        let precision =
            switch figure.precision {
            case .explicit: ""
            case .implicit: say(", territoire déduit du contexte", ", territory read from the context")
            case .group: say(", ensemble non réparti", ", together, not split")
            case .partlyLocated: say(", en partie non localisé", ", in part not located")
            }
        return "\(where_)\(precision) – \(figure.measure)"
    }
}

extension FigureText {
    func text(_ total: FigureTotal) -> String {
        var lines: [String] = []
        if let value = total.value, let unit = total.unit {
            let sign = unitText(unit)
            let amount = number(value) + (sign.isEmpty ? " (\(unit(language)))" : sign)
            lines.append(say("Total\u{202F}: ", "Total: ") + qualified(amount, total.qualifier ?? .exact))
        }
        if let refusal = total.refusal {
            lines.append(say("Pas de total\u{202F}: ", "No total: ") + refusal(language))
        }
        if let bounds = total.union {
            lines.append(
                say(
                    "en tout\u{202F}: entre \(number(bounds.lower)) et \(number(bounds.upper))",
                    "in all: between \(number(bounds.lower)) and \(number(bounds.upper))"))
        }
        if let bounds = total.intersection {
            lines.append(
                say(
                    "à la fois dans tous\u{202F}: entre \(number(bounds.lower)) et \(number(bounds.upper))",
                    "in every one: between \(number(bounds.lower)) and \(number(bounds.upper))"))
        }
        lines.append(say("Comptés\u{202F}: ", "Counted: ") + total.counted.joined(separator: ", "))
        lines += total.leftOut.map {
            say("Laissé de côté\u{202F}: ", "Left out: ") + "\($0.figure) (\($0.reason(language)))"
        }
        lines += total.cautions.map { say("Attention\u{202F}: ", "Caution: ") + $0(language) }
        return lines.map { $0.wrapped(indent: 2) }.joined(separator: "\n")
    }

    func text(_ breakdown: FigureBreakdown) -> String {
        var lines = [line(breakdown.figure, indent: 0), ""]
        if let refusal = breakdown.refusal {
            lines.append(say("Pas de répartition\u{202F}: ", "No breakdown: ") + refusal(language))
        }
        var table = TextTable(columns: [("", .left), ("", .left), ("", .right)])
        table.rows = breakdown.rows.map { [$0.territory.code, $0.territory.name, number($0.value)] }
        if !table.rows.isEmpty { lines += table.lines().dropFirst() }
        if let group = breakdown.group {
            let names = group.territories.map(\.name).joined(separator: ", ")
            lines.append(
                say(
                    "Donné ensemble, sans répartition\u{202F}: \(names)\u{202F}: \(number(group.value))",
                    "Given together, not split: \(names): \(number(group.value))"))
        } else if let unlocated = breakdown.unlocated, unlocated > 0 {
            lines.append(
                say(
                    "Sans territoire de ce niveau dans le bilan\u{202F}: \(number(unlocated))",
                    "Without a territory of this level in the report: \(number(unlocated))"))
        }
        return lines.map { $0.wrapped(indent: 2) }.joined(separator: "\n")
    }

    func text(_ answer: MeasuresAnswer) -> String {
        guard !answer.measures.isEmpty else { return say("Aucune mesure ne correspond.", "No measure matches.") }
        var table = TextTable(columns: [
            ("", .right), (say("Mesure", "Measure"), .left), (say("Statut", "Status"), .left),
        ])
        let measures = answer.measures.filter { $0.status != .context }
        table.rows = measures.map { measure in
            [measure.number.map(String.init) ?? "+", measure.label(language), measure.status.label(language)]
        }
        let unnumbered = measures.filter { $0.number == nil }.map(\.code).joined(separator: ", ")
        guard !unnumbered.isEmpty else { return table.lines().joined(separator: "\n") }
        let added = say("+ sans numéro\u{202F}: \(unnumbered)", "+ without a number: \(unnumbered)")
        return (table.lines() + ["", added.wrapped(indent: 2)]).joined(separator: "\n")
    }
}
