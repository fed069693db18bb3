import TerritoryKit

/// How much of a zoning the contracts cover, for people.
struct CoverageText {
    let language: Language

    private func say(_ french: String, _ english: String) -> String { Phrase(fr: french, en: english)(language) }

    func text(_ answer: ContractCoverageAnswer) -> String {
        var table = TextTable(columns: [
            ("Code", .left), (say("Contrat avec", "Contract with"), .left), ("Communes", .right), ("", .right),
            (say("Habitants", "Inhabitants"), .right), ("", .right),
        ])
        table.rows = answer.rows.map { row in
            [row.territory.code, row.territory.name] + cells(row.covered, of: row.whole)
        }
        let title = say(
            "Contrats et zonage «\u{202F}\(answer.zoningLabel.fr)\u{202F}» (\(answer.vintage))\u{202F}: communes classées et "
                + "part du contrat.",
            "Contracts and the zoning “\(answer.zoningLabel.en)” (\(answer.vintage)): classified communes, and share of "
                + "the contract.")
        let together = say(
            "Ensemble, sans double compte\u{202F}: \(number(answer.covered.communes)) des \(number(answer.whole.communes)) "
                + "communes classées de la région, \(number(answer.covered.municipalPopulation)) habitants.",
            "Together, each commune once: \(number(answer.covered.communes)) of the \(number(answer.whole.communes)) "
                + "classified communes of the région, \(number(answer.covered.municipalPopulation)) inhabitants.")
        return ([title.wrapped(), ""] + table.lines() + ["", together.wrapped()]).joined(separator: "\n")
    }

    private func number(_ count: Int) -> String { Decimals.text(count, in: language) }

    private func cells(
        _ part: ContractCoverageAnswer.Measure, of whole: ContractCoverageAnswer.Measure
    ) -> [String] {
        [
            number(part.communes), share(part.communes, of: whole.communes), number(part.municipalPopulation),
            share(part.municipalPopulation, of: whole.municipalPopulation),
        ]
    }

    private func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "–" }
        return Decimals.text(100 * Double(part) / Double(whole), in: language)
            + (language == .french ? "\u{202F}%" : "%")
    }
}

/// The canteen tariff, for people.
struct CanteenText {
    let language: Language

    private func say(_ french: String, _ english: String) -> String { Phrase(fr: french, en: english)(language) }

    func text(_ report: CanteenReport) -> String {
        let name = "\(report.commune.name) (\(report.commune.code))"
        let headline =
            switch report.verdict {
            case .eligible: say("\(name)\u{202F}: éligible.", "\(name): eligible.")
            case .notEligible: say("\(name)\u{202F}: non éligible.", "\(name): not eligible.")
            case .undetermined:
                say(
                    "\(name)\u{202F}: indéterminé, les données ne suffisent pas.",
                    "\(name): undetermined, the data do not suffice.")
            }
        let criteria = report.criteria.map { criterion in
            let mark = [.met: "✓", .notMet: "✗"][criterion.finding] ?? "?"
            let vintage = criterion.vintage.map { " (\($0))" } ?? ""
            return "\(mark) \(criterion.explanation(language))\(vintage)".wrapped(indent: 2)
        }
        return (["\(title) – \(headline)".wrapped()] + criteria + [closed.wrapped()]).joined(separator: "\n")
    }

    func text(_ answer: CanteenCountsAnswer) -> String {
        var table = TextTable(columns: [
            (say("Département", "Département"), .left), ("Communes", .right), ("DSR", .right),
            (say("+ école", "+ school"), .right), (say("par exemple", "such as"), .left),
        ])
        table.rows = answer.rows.map { row in
            let examples = row.examples.prefix(2).map(\.name).joined(separator: ", ")
            return [
                "\(row.departement.code) \(row.departement.name)", number(row.communes), number(row.dsrPerequation),
                number(row.withSchool), examples.count > 34 ? examples.prefix(33) + "…" : examples,
            ]
        }
        table.rows.append([
            say("Région", "Région"), number(answer.rows.reduce(0) { $0 + $1.communes }),
            number(answer.rows.reduce(0) { $0 + $1.dsrPerequation }),
            number(answer.rows.reduce(0) { $0 + $1.withSchool }), "",
        ])
        let meaning = say(
            "«\u{202F}DSR\u{202F}»\u{202F}: communes éligibles à la fraction péréquation (\(answer.dsrVintage))\u{202F}; "
                + "«\u{202F}+ école\u{202F}»\u{202F}: celles qui ont en plus une école élémentaire publique "
                + "(\(answer.schoolVintage)). La compétence de restauration scolaire n’est pas dans les données\u{202F}: le "
                + "nombre d’éligibles n’est connu qu’entre ces bornes.",
            "“DSR”: communes eligible for the péréquation fraction (\(answer.dsrVintage)); “+ school”: those of them with "
                + "a public elementary school (\(answer.schoolVintage)). Who is in charge of school catering is not in "
                + "the data: the number of eligible communes is not known more closely.")
        return ([title, ""] + table.lines() + ["", meaning.wrapped(), closed.wrapped()]).joined(separator: "\n")
    }

    private var title: String { say("Tarification sociale des cantines", "Social canteen tariff") }

    private var closed: String {
        say(
            "Règles en vigueur depuis le 1er avril 2021\u{202F}; aucune commune nouvelle n’est admise après le 25 juillet "
                + "2025, les conventions en cours continuent.",
            "Rules in force since 1 April 2021; no new commune is admitted after 25 July 2025, running conventions go on."
        )
    }

    private func number(_ count: Int) -> String { Decimals.text(count, in: language) }
}
