import TerritoryKit
import TerritoryFormats

/// How much of a set things cover, for people.
struct CoverageText {
    let language: Language

    func say(_ french: String, _ english: String) -> String { LocalizedText(fr: french, en: english)(language) }

    func text(_ answer: CoverageAnswer) -> String {
        var blocks = [head(answer).wrapped(), ""]
        blocks += answer.rows.isEmpty ? [nothing(answer).wrapped()] : table(answer)
        if answer.rows.count > 1 { blocks += [""] + together(answer).map { $0.wrapped() } }
        if let kept = answer.kept, kept.communes > 0 {
            let text = say(
                "Non classées, mais gardent les effets (\(answer.over):kept)\u{202F}: \(communes(kept.communes)), "
                    + "\(number(kept.municipalPopulation)) habitants.",
                "Not classified, but keep the effects (\(answer.over):kept): \(communes(kept.communes)), "
                    + "\(number(kept.municipalPopulation)) inhabitants.")
            blocks += ["", text.wrapped()]
        }
        if let qpvs = answer.rows.count == 1 ? answer.rows[0].qpvs : answer.qpvs {
            blocks += [""] + qpvAreas(qpvs).map { $0.wrapped() }
        }
        if !answer.definitions.isEmpty { blocks += [""] + definitions(answer) }
        blocks += [""] + vintages(answer.vintages, on: answer.on)
        return blocks.joined(separator: "\n")
    }

    private func head(_ answer: CoverageAnswer) -> String {
        let day = answer.on.map { say(", au \($0.text(in: .french))", ", on \($0.text(in: .english))") } ?? ""
        return say(
            "\(answer.subjects.inQuotes(language))\u{202F}: part de \(answer.over.inQuotes(language))\(day)",
            "\(answer.subjects.inQuotes(language)): part in \(answer.over.inQuotes(language))\(day)")
    }

    private func nothing(_ answer: CoverageAnswer) -> String {
        answer.subjects == "pacts" && answer.on == nil
            ? say(
                "Cette base n’a aucun pacte local\u{202F}: chargez un registre avec «\u{202F}territory load pacts\u{202F}».",
                "This database has no local pact: load a register with “territory load pacts”.")
            : say("Rien de ce genre à cette date.", "Nothing of that kind on that day.")
    }

    private func table(_ answer: CoverageAnswer) -> [String] {
        var table = TextTable(columns: [
            ("", .left), ("communes", .right), ("%", .right), (say("habitants", "inhab."), .right), ("%", .right),
            ("km²", .right), ("%", .right), ("?", .right),
        ])
        table.rows = answer.rows.map {
            row($0.subject.name, $0.covered, $0.share, $0.unknownCommunes)
        }
        return table.lines()
    }

    private func row(_ name: String, _ measure: CommuneTotals, _ share: CommuneShares, _ unknown: Int) -> [String] {
        [
            name, number(measure.communes), percent(share.communes), number(measure.municipalPopulation),
            percent(share.municipalPopulation), number(measure.areaInSquareKilometers.map { Int($0.rounded()) }),
            percent(share.area), unknown == 0 ? "" : number(unknown),
        ]
    }

    private func together(_ answer: CoverageAnswer) -> [String] {
        let (covered, over) = (answer.coveredInScope, answer.wholeOver)
        var lines = [
            say(
                "Ensemble, sans double compte\u{202F}: \(number(covered.communes)) communes sur les "
                    + "\(number(over.communes)) de la région, \(number(covered.municipalPopulation)) habitants sur "
                    + "\(number(over.municipalPopulation)), \(area(covered)) sur \(area(over)).",
                "Together, without double count: \(number(covered.communes)) communes of the region’s "
                    + "\(number(over.communes)), \(number(covered.municipalPopulation)) inhabitants of "
                    + "\(number(over.municipalPopulation)), \(area(covered)) of \(area(over)).")
        ]
        let outside = answer.covered.communes - covered.communes
        if outside > 0 {
            lines.append(
                say(
                    "Hors de la région\u{202F}: \(communes(outside)) de plus, d’EPCI qui en passent la limite.",
                    "Outside the région: \(communes(outside)) more, of EPCIs that cross its border."))
        }
        if answer.timesCovered.contains(where: { $0.times > 1 }) {
            let times = answer.timesCovered.map { times in
                say(
                    "\(communes(times.measure.communes)) \(times.times) fois",
                    "\(communes(times.measure.communes)) \(Self.times(times.times))")
            }
            lines.append(
                say(
                    "Couvertes\u{202F}: \(times.joined(separator: ", ")).", "Covered: \(times.joined(separator: ", "))."
                ))
        }
        if answer.unknownCommunes > 0 {
            lines.append(
                say(
                    "«\u{202F}?\u{202F}»\u{202F}: communes dont la réponse n’est pas connue.",
                    "“?”: communes of which the answer is not known."))
        }
        return lines
    }

    private func qpvAreas(_ qpvs: QPVCoverage) -> [String] {
        let area = qpvs.areaInSquareKilometers.map { Decimals.text($0, decimals: 2, in: language) } ?? "–"
        var lines = [
            say(
                "Les QPV eux-mêmes, non les communes entières\u{202F}: \(number(qpvs.qpvs)) QPV, \(area) km² "
                    + "(\(percent(qpvs.shareOfArea))\u{202F}% de la surface), \(number(qpvs.publishedPopulation)) habitants "
                    + "publiés (\(qpvs.populationVintage)).",
                "The QPV themselves, not whole communes: \(number(qpvs.qpvs)) QPV, \(area) km² "
                    + "(\(percent(qpvs.shareOfArea))% of the area), \(number(qpvs.publishedPopulation)) inhabitants as "
                    + "published (\(qpvs.populationVintage)).")
        ]
        if qpvs.unpublished > 0 {
            lines.append(
                say(
                    "\(number(qpvs.unpublished)) QPV sans population publiée.",
                    "\(number(qpvs.unpublished)) QPV without a published population."))
        }
        if !qpvs.straddling.isEmpty {
            let names = qpvs.straddling.map { "\($0.name) (\($0.code))" }.joined(separator: ", ")
            let estimate = qpvs.estimatedPopulationOfStraddling.map {
                say(
                    "\u{202F}; \(number($0)) habitants par estimation au prorata des surfaces",
                    "; \(number($0)) inhabitants by areal weighting, an estimate")
            }
            lines.append(
                say(
                    "À cheval sur la limite, non comptés dans ces habitants\u{202F}: \(names)\(estimate ?? "").",
                    "Across the limit, not counted among these inhabitants: \(names)\(estimate ?? "")."))
        }
        return lines
    }

    private func definitions(_ answer: CoverageAnswer) -> [String] {
        let head = say(
            "Selon la définition de \(answer.over.inQuotes(language)) (ci-dessus\u{202F}: celle marquée d’un *)\u{202F}:",
            "By definition of \(answer.over.inQuotes(language)) (above: the one marked *):")
        var table = TextTable(columns: [
            ("", .left), ("communes", .right), (say("habitants", "inhab."), .right), ("+", .right), ("−", .right),
            ("?", .right),
        ])
        table.rows = answer.definitions.map { definition in
            [
                (definition.isDefault ? "* " : "  ") + definition.label(language), number(definition.covered.communes),
                number(definition.covered.municipalPopulation), number(definition.added.communes),
                number(definition.removed.communes),
                definition.unknownCommunes == 0 ? "" : number(definition.unknownCommunes),
            ]
        }
        let meaning = say(
            "«\u{202F}+\u{202F}» et «\u{202F}−\u{202F}»\u{202F}: communes en plus et en moins que sous la définition *.",
            "“+” and “−”: communes more and fewer than under the definition *.")
        return [head.wrapped()] + table.lines() + [meaning.wrapped()]
    }

    /// The vintages that an answer rests on; those that are not of the day asked about are told apart.
    func vintages(_ uses: [VintageUse], on date: CivilDate?) -> [String] {
        let list = uses.filter { !$0.vintage.isEmpty }.map { use in
            let classes =
                use.classes.isEmpty ? "" : " (" + use.classes.map { $0(language) }.joined(separator: ", ") + ")"
            return "\(use.label(language))\(classes)\(language.colon) \(use.vintage)"
        }
        let other = uses.filter { $0.isOfDate == false }
        var lines = list.isEmpty ? [] : [list.joined(separator: " · ").wrapped()]
        lines += uses.compactMap(\.note).map { "\($0(language)).".wrapped() }
        if let date, !other.isEmpty {
            let names = other.map { "\($0.label(language)) (\($0.vintage))" }.joined(separator: ", ")
            lines.append(
                say(
                    "Données d’une autre date que le \(date.text(in: .french)), faute de mieux\u{202F}: \(names).",
                    "Data of another day than \(date.text(in: .english)), for want of better: \(names)."
                ).wrapped())
        }
        return lines
    }

    private static func times(_ count: Int) -> String {
        switch count {
        case 1: "once"
        case 2: "twice"
        default: "\(count) times"
        }
    }

    /// A number of communes; French says one of 0 and 1, English of 1 only.
    func communes(_ count: Int) -> String {
        let isOne = count == 1 || count == 0 && language == .french
        return "\(number(count)) \(isOne ? "commune" : "communes")"
    }

    func number(_ count: Int?) -> String { count.map { Decimals.text($0, in: language) } ?? "–" }

    func percent(_ share: Double?) -> String {
        share.map { Decimals.text(100 * $0, decimals: 1, in: language) } ?? "–"
    }

    private func area(_ measure: CommuneTotals) -> String {
        number(measure.areaInSquareKilometers.map { Int($0.rounded()) }) + "\u{202F}km²"
    }
}

extension String {
    /// Between the quotation marks of a language.
    func inQuotes(_ language: Language) -> String {
        language == .french ? "\(self.inFrenchQuotes)" : "\(self.inEnglishQuotes)"
    }
}
