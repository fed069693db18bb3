import TerritoryKit
import TerritoryFormats

/// An indicator over territories, for people.
struct AggregateText {
    let language: Language

    private func say(_ french: String, _ english: String) -> String { LocalizedText(fr: french, en: english)(language) }

    func text(_ answer: AggregateAnswer) -> String {
        let indicator = answer.indicator
        let source = indicator.source.map { " – \($0)" } ?? ""
        let unit = indicator.unit(language) == "%" ? "" : "\(indicator.unit(language)), "
        let title = "\(indicator.label(language)) (\(unit)\(indicator.period))\(source)".wrapped()
        let notes = indicator.note.map { [$0(language).wrapped()] } ?? []
        guard !answer.rows.isEmpty else {
            return ([title, "", say("Aucun territoire.", "No territory.")]).joined(separator: "\n")
        }
        var table = TextTable(columns: [
            ("", .left), ("", .left), (say("Valeur", "Value"), .right), (say("Couverture", "Coverage"), .left),
        ])
        table.rows = answer.rows.map { row in
            [row.territory.code, row.territory.name, value(row, indicator), coverage(row)]
        }
        let remarks = incompleteness(answer.rows) + notes + refusals(answer)
        return ([title, ""] + table.lines() + (remarks.isEmpty ? [] : [""]) + remarks).joined(separator: "\n")
    }

    func text(_ answer: IndicatorsAnswer) -> String {
        var table = TextTable(columns: [
            ("Code", .left), (say("Indicateur", "Indicator"), .left), (say("Période", "Period"), .left),
        ])
        table.rows = answer.indicators.map { [$0.code, $0.label(language), $0.period] }
        return table.lines().joined(separator: "\n")
    }

    func value(_ row: AggregateAnswer.Row, _ indicator: Indicator) -> String {
        guard let value = row.aggregate.value else { return "–" }
        let mark = row.isComplete == false ? "* " : ""
        let number = mark + Decimals.text(value, decimals: indicator.decimals, in: language)
        guard indicator.unit(language) == "%" else { return number }
        return number + (language == .french ? "\u{202F}%" : "%")
    }

    /// What the mark of incomplete values means, where one is there.
    func incompleteness(_ rows: some Sequence<AggregateAnswer.Row>) -> [String] {
        guard rows.contains(where: { $0.isComplete == false }) else { return [] }
        let meaning = AggregateAnswer.completeness(language)
        return ["* \(say("incomplète", "incomplete"))\(language.colon) \(meaning)".wrapped(indent: 2)]
    }

    /// What entered the value, and what did not.
    func coverage(_ row: AggregateAnswer.Row) -> String {
        let aggregate = row.aggregate
        guard !aggregate.isComplete || !row.straddlingQPVs.isEmpty else { return say("complète", "complete") }
        var parts = ["\(aggregate.counted)/\(aggregate.members)"]
        if let share = row.countedPopulationShare, aggregate.counted < aggregate.members {
            parts.append(say("\(percent(share)) hab.", "\(percent(share)) inh."))
        }
        if aggregate.suppressed > 0 {
            parts.append(say("secret \(aggregate.suppressed)", "suppressed \(aggregate.suppressed)"))
        }
        if aggregate.missing > 0 { parts.append(say("absent \(aggregate.missing)", "missing \(aggregate.missing)")) }
        if !row.straddlingQPVs.isEmpty {
            let codes = row.straddlingQPVs.map(\.code).joined(separator: " ")
            parts.append(say("non partagé\u{202F}: \(codes)", "not split: \(codes)"))
        }
        return parts.joined(separator: ", ")
    }

    func percent(_ share: Double) -> String {
        Decimals.text(100 * share, in: language) + (language == .french ? "\u{202F}%" : "%")
    }

    /// The reasons for which territories have no value, each once.
    private func refusals(_ answer: AggregateAnswer) -> [String] {
        var seen: [String] = []
        for reason in answer.rows.compactMap({ $0.aggregate.refusal?(language) }) where !seen.contains(reason) {
            seen.append(reason)
        }
        return seen.map { "–\(language.colon) \($0)".wrapped(indent: 2) }
    }
}
