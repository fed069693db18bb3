import TerritoryKit
import TerritoryFormats

/// Answers about eligibility, for people: short, or with every criterion.
struct EligibilityText {
    let language: Language

    func say(_ french: String, _ english: String) -> String { LocalizedText(fr: french, en: english)(language) }

    func text(_ report: EligibilityReport, explains: Bool) -> String {
        var blocks = ["\(title(report.title)) – \(subject(report.subject)), \(day(report.on))".wrapped()]
        blocks.append(report.answer(language).wrapped())
        if let open = report.lastOpenDay {
            let head = say(
                "Au dernier jour d’ouverture, le \(open.on.text(in: .french))\u{202F}: \(open.answer.fr)",
                "On the last open day, \(open.on.text(in: .english)): \(open.answer.en)")
            blocks.append(head.wrapped())
        }
        if let version = report.version { blocks.append(rule(version).wrapped(indent: 2)) }
        if let note = report.version?.note { blocks.append(note(language).wrapped()) }
        if let unlisted = report.unlisted { blocks.append(unlisted(language).wrapped()) }
        for assumption in report.assumptions { blocks.append(assumption(language).wrapped()) }
        if explains { blocks += explanation(report) }
        return blocks.joined(separator: "\n")
    }

    func text(_ comparison: EligibilityComparison, explains: Bool) -> String {
        [
            say("Avant", "Before"), text(comparison.before, explains: explains), "", say("Après", "After"),
            text(comparison.after, explains: explains),
        ].joined(separator: "\n") + shares(comparison).map { "\n" + $0 }.joined()
    }

    /// Every programme for one territory.
    func text(_ reports: [EligibilityReport], explains: Bool) -> String {
        guard let first = reports.first else {
            return say(
                "Aucun programme n’a de règle pour ce territoire.", "No programme has a rule for this territory.")
        }
        if explains { return reports.map { text($0, explains: true) }.joined(separator: "\n\n") }
        let head = "\(subject(first.subject)), \(day(first.on))"
        let lines = reports.map { report in
            "\(mark(report)) \(report.title(language)) (\(report.programme))\(language.colon) \(report.answer(language))"
                .wrapped(indent: 2)
        }
        let legend = say(
            "✓ oui, ≈ par son EPCI, ✗ non, ? indéterminé, → selon la personne",
            "✓ yes, ≈ through its EPCI, ✗ no, ? undetermined, → depends on the person")
        return ([head, legend, ""] + lines).joined(separator: "\n")
    }

    func text(_ programmes: [Programme], on date: CivilDate) -> String {
        guard !programmes.isEmpty else {
            return say("Cette base n’a aucun programme.", "This database has no programme.")
        }
        var table = TextTable(columns: [
            (say("Programme", "Programme"), .left), (say("Titre", "Title"), .left),
            (say("Règle", "Rule"), .left),
        ])
        table.rows = programmes.map {
            [$0.code, $0.title(language), $0.version(on: date)?.title(language) ?? "–"]
        }
        return table.lines().joined(separator: "\n")
    }

    func warning(_ version: EligibilityReport.Version, _ programme: String) -> String {
        say(
            "Attention\u{202F}: la règle de \(programme.inFrenchQuotes) a été vérifiée pour la dernière fois le "
                + "\(version.checkedOn.text(in: .french))\u{202F}; elle est à revoir.",
            "Warning: the rule of \(programme.inEnglishQuotes) was last checked on \(version.checkedOn.text(in: .english)); it is due "
                + "for review."
        ).wrapped()
    }

    func title(_ title: LocalizedText) -> String { title(language) }

    func subject(_ subject: EligibilityReport.Subject) -> String {
        subject.code.map { "\(subject.name) (\($0))" } ?? subject.name
    }

    func day(_ date: CivilDate) -> String {
        say("au \(date.text(in: .french))", "on \(date.text(in: .english))")
    }

    func rule(_ version: EligibilityReport.Version) -> String {
        let until = version.until.map { say(" au \($0.text(in: .french))", " to \($0.text(in: .english))") }
        let from = say(
            "\(until == nil ? "depuis le" : "du") \(version.from.text(in: .french))",
            "from \(version.from.text(in: .english))")
        let confidence =
            switch version.confidence {
            case .stated: ""
            case .deduced: say(", règle déduite", ", deduced rule")
            case .generalKnowledge: say(", règle non relue à la source", ", rule not read again at its source")
            }
        return say(
            "Règle\u{202F}: \(version.title.fr), \(from)\(until ?? "") (\(version.reference.title)\(confidence)), "
                + "vérifiée le \(version.checkedOn.text(in: .french)).",
            "Rule: \(version.title.en), \(from)\(until ?? "") (\(version.reference.title)\(confidence)), checked on "
                + "\(version.checkedOn.text(in: .english)).")
    }

    private func mark(_ report: EligibilityReport) -> String {
        switch (report.verdict, report.way) {
        case (.undetermined, _) where report.nature == .personal && report.version != nil: "→"
        case (.eligible, .onlyThroughGrouping): "≈"
        case (.eligible, _): "✓"
        case (.notEligible, _): "✗"
        case (.undetermined, _): "?"
        }
    }
}
