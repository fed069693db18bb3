import TerritoryKit
import TerritoryFormats

extension EligibilityText {
    /// The proof, criterion by criterion, then amounts and cautions.
    func explanation(_ report: EligibilityReport) -> [String] {
        var blocks: [String] = []
        blocks += proof(report.finding, report.grouping)
        if let open = report.lastOpenDay {
            let head = say(
                "Le dernier jour d’ouverture, \(open.on.text(in: .french))\u{202F}:",
                "On the last open day, \(open.on.text(in: .english)):")
            blocks += ["", head] + proof(open.finding, open.grouping)
        }
        if !report.parameters.isEmpty {
            blocks += ["", say("Montants en vigueur\u{202F}:", "Amounts in force:")] + report.parameters.map(parameter)
        }
        if !report.cautions.isEmpty {
            blocks += ["", say("Précautions\u{202F}:", "Cautions:")]
            blocks += report.cautions.map { "- \($0(language))".wrapped(indent: 2) }
        }
        return blocks
    }

    private func proof(_ own: Finding?, _ grouping: EligibilityReport.Grouping?) -> [String] {
        var blocks: [String] = []
        if let own { blocks += ["", say("En son nom propre\u{202F}:", "In its own name:")] + lines(own, depth: 0) }
        if let grouping {
            let name = "\(grouping.territory.name) (\(grouping.territory.code))"
            blocks += ["", say("Par \(name)\u{202F}:", "Through \(name):")] + lines(grouping.finding, depth: 0)
        }
        return blocks
    }

    private func lines(_ finding: Finding, depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        var text = (finding.statement ?? finding.label)?(language) ?? heading(finding)
        if finding.members.isEmpty, finding.sentence != nil, !finding.sources.isEmpty {
            text += " [" + finding.sources.map { "\($0.publisher), \($0.vintage)" }.joined(separator: "; ") + "]"
        }
        let line = "\(indent)\(mark(finding.outcome)) \(text)".wrapped(indent: 2 * depth + 2)
        let note = finding.note.map { "\(indent)  (\($0(language)))".wrapped(indent: 2 * depth + 3) }
        let own = [line] + [note].compactMap { $0 }
        // The shares of several lists are of the same members: one table has them all.
        if finding.kind == "lists", !finding.shares.isEmpty {
            return own + finding.parts.flatMap { lines(withoutMembers($0), depth: depth + 1) }
                + members(finding.shares, depth: depth + 1)
        }
        return own + members([finding], depth: depth) + finding.parts.flatMap { lines($0, depth: depth + 1) }
    }

    private func heading(_ finding: Finding) -> String {
        switch finding.kind {
        case "all_of": say("toutes ces conditions", "all of these")
        case "any_of": say("l’une de ces conditions", "one of these")
        case "lists": say("listes qui tiennent lieu de celle du jour", "lists that stand in for that of the day")
        case "not": say("condition à ne pas remplir", "condition that must not be met")
        default: ""
        }
    }

    private func withoutMembers(_ finding: Finding) -> Finding {
        var finding = finding
        finding.members = []
        return finding
    }

    func mark(_ outcome: Finding.Outcome) -> String {
        switch outcome {
        case .met: "✓"
        case .notMet: "✗"
        case .unknown: "?"
        }
    }

    private func parameter(_ parameter: EligibilityReport.ParameterValue) -> String {
        let decimals = parameter.value == parameter.value.rounded() ? 0 : 2
        let value = Decimals.text(parameter.value, decimals: decimals, in: language)
        let condition = parameter.condition.map { ", \($0(language))" } ?? ""
        let unit = parameter.unit(language)
        // English writes the sign of a currency first: €3 a meal.
        let amount = language == .english && unit.hasPrefix("€") ? "€\(value)\(unit.dropFirst())" : "\(value) \(unit)"
        return "- \(parameter.label(language))\(language.colon) \(amount)\(condition)".wrapped(indent: 2)
    }

    /// The communes of a territory with their answers, or the numbers by département.
    func text(_ list: EligibilityList, showsCommunes: Bool) -> String {
        var blocks = ["\(title(list.title)), \(day(list.on))".wrapped()]
        if let version = list.version { blocks.append(rule(version).wrapped(indent: 2)) }
        if let note = list.version?.note { blocks.append(note(language).wrapped()) }
        for assumption in list.assumptions { blocks.append(assumption(language).wrapped()) }
        if let condition = condition(list.conditions) { blocks.append(condition.wrapped()) }
        if let standIns = standIns(list.standIns, on: list.on) { blocks.append(standIns.wrapped()) }
        blocks.append("")
        blocks += showsCommunes ? communes(list) : counts(list)
        if let open = list.lastOpenDay { blocks += [""] + text(open) }
        if let published = list.published { blocks += [""] + text(published) }
        if !showsCommunes, !list.cautions.isEmpty {
            blocks += [""] + list.cautions.map { "- \($0(language))".wrapped(indent: 2) }
        }
        return blocks.joined(separator: "\n")
    }

    private func communes(_ list: EligibilityList) -> [String] {
        var table = TextTable(columns: [
            ("Code", .left), (say("Commune", "Commune"), .left), (say("Réponse", "Answer"), .left),
        ])
        table.rows = list.rows.map { [$0.code, $0.name, verdict($0)] }
        return table.lines() + ["", sum(list.total).wrapped()]
    }

    private func sum(_ total: EligibilityList.Count) -> String {
        say(
            "\(number(total.communes)) communes\u{202F}: \(number(total.eligible)) oui "
                + "(dont \(number(total.onlyThroughGrouping)) seulement par leur EPCI), \(number(total.notEligible)) non, "
                + "\(number(total.undetermined)) indéterminées.",
            "\(number(total.communes)) communes: \(number(total.eligible)) yes "
                + "(\(number(total.onlyThroughGrouping)) of them only through their EPCI), "
                + "\(number(total.notEligible)) no, \(number(total.undetermined)) undetermined.")
    }

    /// What the programme gave on its last open day.
    private func text(_ open: EligibilityList.LastOpenDay) -> [String] {
        let head = say(
            "Fermé depuis\u{202F}; le dernier jour d’ouverture, le \(open.on.text(in: .french)) "
                + "(\(open.version.title.fr))\u{202F}: \(sum(open.total))",
            "Closed since; on the last open day, \(open.on.text(in: .english)) (\(open.version.title.en)): "
                + "\(sum(open.total))")
        return ([head] + [condition(open.conditions), standIns(open.standIns, on: open.on)].compactMap { $0 })
            .map { $0.wrapped() }
    }

    private func condition(_ conditions: [LocalizedText]) -> String? {
        guard !conditions.isEmpty else { return nil }
        let list = conditions.map { $0(language) }
        return say(
            "Un oui vaut à condition que \(list.joined(separator: ", ou, selon le cas, que ")).",
            "A yes holds on condition that \(list.joined(separator: " or, as the case may be, that ")).")
    }

    private func standIns(_ sources: [FactSource], on day: CivilDate) -> String? {
        guard !sources.isEmpty else { return nil }
        let list = sources.map { $0.name(language) }.joined(separator: ", ")
        return say(
            "Tiennent lieu de données du \(day.text(in: .french))\u{202F}: \(list).",
            "These stand in for data of \(day.text(in: .english)): \(list).")
    }

    private func counts(_ list: EligibilityList) -> [String] {
        var table = TextTable(columns: [
            (say("Département", "Département"), .left), ("Communes", .right), (say("oui", "yes"), .right),
            (say("dont EPCI", "by EPCI"), .right), (say("non", "no"), .right), (say("indét.", "undet."), .right),
        ])
        func row(_ name: String, _ count: EligibilityList.Count) -> [String] {
            [
                name, number(count.communes), number(count.eligible), number(count.onlyThroughGrouping),
                number(count.notEligible), number(count.undetermined),
            ]
        }
        table.rows = list.departements.map { row("\($0.departement.code) \($0.departement.name)", $0.count) }
        table.rows.append(row(say("Ensemble", "Whole"), list.total))
        let meaning = say(
            "«\u{202F}dont EPCI\u{202F}»\u{202F}: communes que seul leur EPCI peut engager.",
            "“by EPCI”: communes that only their EPCI can bring in.")
        return table.lines() + [meaning.wrapped()]
    }

    private func text(_ published: PublishedComparison) -> [String] {
        let place = published.figure.citation.map { "\(language.semicolon) \($0.text(language))" } ?? ""
        let head = say(
            "Publié (\(published.figure.label.fr), \(published.figure.code)\(place))\u{202F}: "
                + "\(number(published.figure.value)). Lectures possibles, au \(published.on.text(in: .french))\u{202F}:",
            "Published (\(published.figure.label.en), \(published.figure.code)\(place)): "
                + "\(number(published.figure.value)). Possible readings, on \(published.on.text(in: .english)):")
        var table = TextTable(columns: [("", .left), ("communes", .right), (say("inconnues", "unknown"), .right)])
        table.rows = published.readings.map { [$0.label(language), number($0.met), number($0.unknown)] }
        return [head.wrapped()] + table.lines() + [published.explanation(language).wrapped()]
    }

    private func verdict(_ row: EligibilityList.Row) -> String {
        switch (row.verdict, row.way) {
        case (.eligible, .onlyThroughGrouping): say("seulement par son EPCI", "only through its EPCI")
        case (.eligible, .throughGrouping): say("oui, au moins par son EPCI", "yes, through its EPCI at least")
        case (.eligible, _): say("oui", "yes")
        case (.notEligible, _): say("non", "no")
        case (.undetermined, _): say("indéterminé", "undetermined")
        }
    }

    func number(_ count: Int) -> String { Decimals.text(count, in: language) }
}
