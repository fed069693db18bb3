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
        let pages = measure.citation.map { " (\($0.pages(language)))" } ?? ""
        let status = "\(title)\(pages) – \(measure.status.label(language))".wrapped()
        let note = measure.statusNote.map { [$0(language).wrapped()] } ?? []
        return
            ([status] + note
            + section(say("Chiffres", "Figures"), sheet.figures) {
                FigureText(language: language).line($0, isCited: $0.citation?.heading != measure.code)
            }
            + section(say("Territoires", "Territories"), sheet.statements) { item($0, under: measure) }
            + section(say("Dates", "Dates"), sheet.milestones) { milestone in
                "  \(milestone.date)  \(milestone.label(language))\(place(milestone.citation, under: measure))"
                    .wrapped(indent: 6)
            }
            + section(say("À lire avec prudence", "To be read with care"), sheet.findings) { finding in
                let places = elsewhere(finding, than: measure)
                return "  \(finding.code)  \(finding.label(language))\(places)".wrapped(indent: 6)
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
            + [
                "",
                say("Ce que le bilan en imprime, sans répartition entre eux", "What the report prints, not split")
                    + " (\(answer.facts.count))",
            ] + facts(answer.facts)
            + ["", (say("Bilan\u{202F}: ", "Report: ") + answer.document).wrapped(indent: 2)]).joined(separator: "\n")
    }

    /// The facts under the headings that the report prints them under.
    private func facts(_ facts: [ContractsAnswer.Fact]) -> [String] {
        var heading: Citation?
        return facts.flatMap { fact -> [String] in
            let value = self.value(of: fact)
            let line = "    \(fact.label(language))\(value.isEmpty ? "" : "\(language.colon) \(value)")".wrapped(
                indent: 8)
            guard let citation = fact.citation, citation != heading else { return [line] }
            heading = citation
            return ["  \(citation.text(language))".wrapped(indent: 4), line]
        }
    }

    private func value(of fact: ContractsAnswer.Fact) -> String {
        guard let value = fact.value else { return "" }
        guard let number = Double(value), fact.unit != "year" else { return value.replacing("/", with: "–") }
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

    private func item(_ statement: PactSheet.Statement, under measure: PactMeasure) -> String {
        "  \(statement.label(language))\(place(statement.citation, under: measure))".wrapped(indent: 6)
    }

    /// Under which other headings a finding looks; a finding about most of the report names none.
    private func elsewhere(_ finding: MeasureSheet.Finding, than measure: PactMeasure) -> String {
        let others = finding.citations.filter { $0.heading != measure.code }
        guard !others.isEmpty, others.count <= 3 else { return "" }
        return " (\(others.map { $0.text(language) }.joined(separator: language.semicolon + " ")))"
    }

    /// Where the report prints something, unless it is under the measure that is shown.
    private func place(_ citation: Citation?, under measure: PactMeasure? = nil) -> String {
        guard let citation, citation.heading != measure?.code else { return "" }
        return " (\(citation.text(language)))"
    }
}
