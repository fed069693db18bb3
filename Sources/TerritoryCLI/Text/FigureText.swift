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

    /// The label, the value and the period, with the measure and the page of the report unless they stand elsewhere.
    func line(_ figure: Figure, indent: Int = 2, isCited: Bool = true) -> String {
        // A figure that is a date needs no other.
        let period = figure.kind == .date && figure.isUndated ? nil : figure.periodText(language)
        let details = [period, isCited ? figure.citation?.text(language) : nil].compactMap { $0 }
        let space = String(repeating: " ", count: indent)
        let text = "\(figure.label(language))\(language.colon) \(value(figure))"
        let aside = details.isEmpty ? "" : " (\(details.joined(separator: language.semicolon + " ")))"
        return (space + text + aside).wrapped(indent: indent + 4)
    }

    func text(_ answer: FiguresAnswer) -> String {
        guard !answer.figures.isEmpty else {
            return say("Aucun chiffre du bilan ne correspond.", "No figure of the report matches.")
        }
        let lines = answer.figures.flatMap { figure -> [String] in
            let scope = scopeText(figure)
            let note = figure.note.map { ["    " + $0(language)] } ?? []
            let place = figure.citation.map { ["    " + say("Bilan\u{202F}: ", "Report: ") + $0.text(language)] } ?? []
            return ["\(figure.code)", line(figure, isCited: false), "    \(scope)".wrapped(indent: 4)]
                + (place + note).map { $0.wrapped(indent: 4) }
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
        return where_ + precision
    }
}

extension FigureText {
    func text(_ total: FigureTotal) -> String {
        let lines = total.refusal.map { refused(total, $0) } ?? added(total)
        let cautions = total.cautions.map { say("Attention\u{202F}: ", "Caution: ") + $0(language) }
        return (lines + cautions).map { $0.wrapped(indent: 2) }.joined(separator: "\n")
    }

    private func added(_ total: FigureTotal) -> [String] {
        guard let value = total.value, let unit = total.unit else { return [] }
        let sign = unitText(unit)
        let amount = number(value) + (sign.isEmpty ? " (\(unit(language)))" : sign)
        return [say("Total\u{202F}: ", "Total: ") + qualified(amount, total.qualifier ?? .exact)]
            + total.figures.filter { total.counted.contains($0.code) }.map { line($0) }
            + total.leftOut.map { left in
                say("Laissé de côté\u{202F}: ", "Left out: ") + "\(left.figure) (\(left.reason(language)))"
            }
    }

    /// Why there is no total, what is known instead, and the figures side by side.
    private func refused(_ total: FigureTotal, _ refusal: LocalizedText) -> [String] {
        var lines = [say("Pas de total. ", "No total. ") + refusal(language)]
        if let bounds = total.union {
            lines.append(
                say(
                    "En tout, sans compter deux fois\u{202F}: entre \(number(bounds.lower)) et \(number(bounds.upper))",
                    "In all, counting none twice: between \(number(bounds.lower)) and \(number(bounds.upper))"))
        }
        if let bounds = total.intersection {
            lines.append(
                say(
                    "À la fois dans tous\u{202F}: entre \(number(bounds.lower)) et \(number(bounds.upper))",
                    "In every one: between \(number(bounds.lower)) and \(number(bounds.upper))"))
        }
        return lines + [say("Côte à côte\u{202F}:", "Side by side:")] + total.figures.map { line($0) }
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
        let measures = answer.measures.filter { $0.status != .context }
        let lines = measures.map { measure in
            let number = measure.number.map(String.init) ?? "+"
            let pages = measure.citation.map { " (\($0.pages(language)))" } ?? ""
            let space = String(repeating: " ", count: max(0, 2 - number.count))
            return "\(space)\(number)  \(measure.label(language))\(pages) – \(measure.status.label(language))"
                .wrapped(indent: 4)
        }
        let unnumbered = measures.filter { $0.number == nil }.map(\.code).joined(separator: ", ")
        guard !unnumbered.isEmpty else { return lines.joined(separator: "\n") }
        let added = say("+ sans numéro\u{202F}: \(unnumbered)", "+ without a number: \(unnumbered)")
        return (lines + ["", added.wrapped(indent: 2)]).joined(separator: "\n")
    }
}
