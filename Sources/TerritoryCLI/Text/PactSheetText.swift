import TerritoryKit
import TerritoryFormats

/// Everything known of a territory, for people.
struct PactSheetText {
    let language: Language
    /// Whether figures of larger territories and of the nation are listed, or counted only.
    let isFull: Bool

    private func say(_ french: String, _ english: String) -> String { LocalizedText(fr: french, en: english)(language) }

    func text(_ sheet: PactSheet, today: CivilDate) -> String {
        return
            ([SheetText(language: language, today: today).text(sheet.territory)] + contracts(sheet) + indicators(sheet)
            + figures(
                say("Chiffres du bilan 2024 pour ce territoire", "Figures of the 2024 report for it"), sheet.figures)
            + statements(sheet)
            + figures(
                say(
                    "Donnés pour plusieurs territoires ensemble, non répartis", "Given for several together, not split"),
                sheet.groupFigures)
            + figures(say("Au sein du territoire", "Within it"), sheet.figuresWithin)
            + aside(
                say("Au-dessus (jamais à additionner aux précédents)", "Above it (never to be added)"),
                sheet.figuresAbove)
            + aside(say("Nationaux (jamais à additionner)", "National (never to be added)"), sheet.nationalFigures)
            + ["", (say("Bilan\u{202F}: ", "Report: ") + sheet.document).wrapped(indent: 2)])
            .joined(separator: "\n")
    }

    private func contracts(_ sheet: PactSheet) -> [String] {
        let title = say("Contrats locaux des solidarités 2024-2027", "Contrats locaux des solidarités 2024-2027")
        guard !sheet.contracts.isEmpty else { return ["", title, "  " + say("aucun", "none")] }
        let total = sheet.territory.communes
        return ["", title]
            + sheet.contracts.map { contract in
                let part =
                    contract.communes < total
                    ? say(
                        " – \(contract.communes) commune\(contract.communes > 1 ? "s" : "") sur \(total)",
                        " – \(contract.communes) of \(total) communes")
                    : ""
                return "  \(contract.signatory.name) (\(contract.signatory.code))\(part)"
            }
    }

    private func indicators(_ sheet: PactSheet) -> [String] {
        let readings = sheet.indicators.filter { $0.row.aggregate.members > 0 }
        guard !readings.isEmpty else { return [] }
        var table = TextTable(columns: [
            (say("Indicateurs", "Indicators"), .left), ("", .right), ("", .left), ("", .left),
        ])
        let text = AggregateText(language: language)
        table.rows = readings.map { reading in
            let coverage =
                reading.row.aggregate.isComplete && reading.row.straddlingQPVs.isEmpty ? "" : text.coverage(reading.row)
            return [
                "  " + reading.indicator.label(language), text.value(reading.row, reading.indicator),
                reading.indicator.period, coverage,
            ]
        }
        return [""] + table.lines() + text.incompleteness(readings.map(\.row))
    }

    private func figures(_ title: String, _ figures: [Figure]) -> [String] {
        guard !figures.isEmpty else { return [] }
        return ["", "\(title) (\(figures.count))"] + figures.map { FigureText(language: language).line($0) }
    }

    private func aside(_ title: String, _ figures: [Figure]) -> [String] {
        guard !figures.isEmpty else { return [] }
        if isFull { return self.figures(title, figures) }
        return [
            "",
            "\(title)\(language.colon) \(figures.count) "
                + (figures.count == 1
                    ? say("chiffre, avec --full", "figure, with --full")
                    : say("chiffres, avec --full", "figures, with --full")),
        ]
    }

    private func statements(_ sheet: PactSheet) -> [String] {
        guard !sheet.statements.isEmpty else { return [] }
        return ["", say("Ce que le bilan dit de ce territoire", "What the report says of it")]
            + sheet.statements.map { statement in
                let place = statement.citation.map { " (\($0.text(language)))" } ?? ""
                return "  \(statement.label(language))\(place)".wrapped(indent: 6)
            }
    }

    /// How much of the population a value stands for, where it is not all.
    private func partial(_ row: AggregateAnswer.Row) -> String {
        guard row.isComplete == false else { return "" }
        guard let share = row.countedPopulationShare else {
            return " (\(row.aggregate.counted)/\(row.aggregate.members + row.straddlingQPVs.count))"
        }
        return " (\(AggregateText(language: language).percent(share)))"
    }

    func text(_ answer: ComparisonAnswer) -> String {
        var table = TextTable(
            columns: [(say("Indicateur", "Indicator"), .left)] + answer.territories.map { ($0.code, .right) })
        let text = AggregateText(language: language)
        table.rows = answer.lines.filter { line in line.rows.contains { $0.aggregate.members > 0 } }.map { line in
            ["\(line.indicator.label(language))"]
                + line.rows.map { row in
                    text.value(row, line.indicator) + partial(row)
                }
        }
        let names = answer.territories.map { "\($0.code)\(language.colon) \($0.name)" }
        let caution = say(
            "Entre parenthèses, la part de la population dont la valeur est connue, ou des QPV\u{202F}: un taux fondé sur "
                + "les seules grandes communes n’est pas celui du territoire. – pas de valeur.",
            "In brackets, the share of the population whose value is known, or of the QPV: a rate that rests on the large "
                + "communes alone is not that of the territory. – no value.")
        let marks = text.incompleteness(answer.lines.flatMap(\.rows))
        return (names + [""] + table.lines() + [""] + marks + [caution.wrapped()]).joined(separator: "\n")
    }

    func text(_ answer: ReconciliationAnswer) -> String {
        let figure = FigureText(language: language)
        let blocks = answer.rows.map { row -> String in
            let left = row.left.value.map(figure.number) ?? "?"
            let right = row.right.flatMap(\.value).map(figure.number)
            let mark = [.agrees: "✓", .differs: "≠", .unknown: "?", .derived: "→"][row.outcome] ?? "·"
            let places = row.citations.map { $0.text(language) }.joined(separator: language.semicolon + " ")
            let sides = right.map { "\(left) \(Self.signs[row.relation] ?? "|") \($0)" } ?? left
            let difference =
                row.difference.map { $0 == 0 ? "" : " (\($0 > 0 ? "+" : "−")\(figure.number(abs($0))))" } ?? ""
            return "\(mark) \(row.label(language))\(language.colon) \(sides)\(difference)".wrapped(indent: 2) + "\n"
                + "  \(row.explanation(language))".wrapped(indent: 2)
                + (places.isEmpty ? "" : "\n" + "  (\(places))".wrapped(indent: 2))
        }
        let legend = say(
            "✓ tient, ≠ ne tient pas, · à ne pas comparer ni ajouter, → calculé, sans "
                + "nombre imprimé en regard, ? inconnu\u{202F}; = égal, ≈ à l’arrondi près, ≤ au plus, "
                + "⊇ comprend, entre parenthèses la différence.",
            "✓ holds, ≠ does not hold, · neither to be compared nor added, → "
                + "computed, with no printed number beside it, ? unknown; = equal, ≈ but for rounding, ≤ at most, "
                + "⊇ contains, in brackets the difference.")
        return ([legend.wrapped(), ""] + blocks).joined(separator: "\n")
    }

    private static let signs: [Reconciliation.Relation: String] = [
        .equals: "=", .about: "≈", .atMost: "≤", .contains: "⊇", .notComparable: "|",
    ]
}
