import TerritoryKit
import TerritoryFormats

/// What the report says under a measure, and of the contracts, for people.
struct MeasureText {
    let language: Language

    private func say(_ french: String, _ english: String) -> String { LocalizedText(fr: french, en: english)(language) }

    func text(_ sheet: MeasureSheet) -> String {
        let measure = sheet.measure
        let number = measure.number.map { say("Mesure \($0)", "Measure \($0)") }
        let title = [number, measure.label(language)].compactMap { $0 }.joined(separator: "\(language.colon) ")
        let status = "\(title) – \(measure.status.label(language))".wrapped()
        let note = measure.statusNote.map { [$0(language).wrapped()] } ?? []
        return
            ([status] + note
            + section(say("Chiffres", "Figures"), sheet.figures) { FigureText(language: language).line($0) }
            + section(say("Territoires", "Territories"), sheet.statements) { item($0.label, $0.line) }
            + section(say("Dates", "Dates"), sheet.milestones) { milestone in
                "  \(milestone.date)  \(milestone.label(language))\(place(milestone.line))".wrapped(indent: 6)
            }
            + section(say("À lire avec prudence", "To be read with care"), sheet.findings) { finding in
                "  \(finding.code)  \(finding.label(language))".wrapped(indent: 6)
            } + ["", (say("Bilan\u{202F}: ", "Report: ") + sheet.document).wrapped(indent: 2)])
            .joined(separator: "\n")
    }

    func text(_ answer: ContractsAnswer) -> String {
        var table = TextTable(columns: [
            ("Code", .left), (say("Signataire avec l’État", "Signatory with the State"), .left), ("Communes", .right),
            (say("Habitants", "Inhabitants"), .right),
        ])
        table.rows = answer.contracts.map { contract in
            [
                contract.signatory.code, contract.signatory.name, Decimals.text(contract.communes, in: language),
                contract.municipalPopulation.map { Decimals.text($0, in: language) } ?? "?",
            ]
        }
        let period = answer.contracts.first.map { "\($0.validFrom.year)-\($0.validUntil.year)" } ?? ""
        return
            (["Contrats locaux des solidarités \(period)", ""] + table.lines()
            + section(
                say("Ce que le bilan en imprime, sans répartition entre eux", "What the report prints, not split"),
                answer.facts
            ) { fact in
                let value = self.value(of: fact)
                return
                    "  \(fact.label(language))\(value.isEmpty ? "" : "\(language.colon) \(value)")\(place(fact.line))"
                    .wrapped(indent: 6)
            } + ["", (say("Bilan\u{202F}: ", "Report: ") + answer.document).wrapped(indent: 2)]).joined(separator: "\n")
    }

    private func value(of fact: ContractsAnswer.Fact) -> String {
        guard let value = fact.value else { return "" }
        guard let number = Double(value), fact.unit != "year" else { return value }
        let text = FigureText(language: language).number(number)
        switch fact.unit {
        case "EUR": return text + "\u{A0}€"
        case "%": return text + (language == .french ? "\u{202F}%" : "%")
        default: return text
        }
    }

    private func section<Item>(_ title: String, _ items: [Item], _ line: (Item) -> String) -> [String] {
        items.isEmpty ? [] : ["", "\(title) (\(items.count))"] + items.map(line)
    }

    private func item(_ label: LocalizedText, _ line: Int?) -> String {
        "  \(label(language))\(place(line))".wrapped(indent: 6)
    }

    private func place(_ line: Int?) -> String { line.map { " (l.\u{A0}\($0))" } ?? "" }
}
