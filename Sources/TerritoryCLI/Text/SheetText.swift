import TerritoryKit
import TerritoryFormats

/// What is known of a territory, for people.
struct SheetText {
    let language: Language
    /// Zonings that ended before this day are said to have.
    let today: CivilDate

    func text(_ answer: TerritoryAnswer) -> String {
        let former = answer.formerCommune.map { FormerCommuneText(language: language).lines($0) } ?? []
        let sheet = answer.territory.map(lines) ?? []
        return (former + (former.isEmpty || sheet.isEmpty ? [] : [""]) + sheet).joined(separator: "\n")
    }

    func text(_ sheet: TerritorySheet) -> String { lines(sheet).joined(separator: "\n") }

    private func say(_ french: String, _ english: String) -> String { LocalizedText(fr: french, en: english)(language) }

    private func lines(_ sheet: TerritorySheet) -> [String] {
        let kind = sheet.nature?.label ?? sheet.kind.label(language)
        return ["\(sheet.name) (\(kind) \(sheet.code))", ""] + facts(sheet) + zonings(sheet) + shares(sheet)
            + qpvs(sheet) + PactText(language: language).lines(sheet)
    }

    private func facts(_ sheet: TerritorySheet) -> [String] {
        var facts: [(String, String)] = sheet.parents.map { ($0.kind.label(language), "\($0.name) (\($0.code))") }
        if let postcodes = sheet.postcodes { facts.append(self.postcodes(postcodes)) }
        if sheet.kind != .commune, sheet.kind != .qpv { facts.append((say("communes", "communes"), communes(sheet))) }
        if let population = sheet.population {
            facts.append((say("population", "population"), self.population(population)))
        } else if sheet.kind != .qpv {
            facts.append((say("population", "population"), say("inconnue ici", "unknown here")))
        }
        if let area = sheet.areaInSquareKilometers {
            facts.append(
                (say("surface", "area"), Decimals.text(area, decimals: area < 10 ? 2 : 1, in: language) + " km²"))
        }
        if !sheet.isComplete {
            facts.append(
                (
                    say("attention", "caution"),
                    say("cette base n’en a que quelques communes", "this database has a few of its communes only")
                ))
        }
        facts += history(sheet)
        let width = facts.map(\.0.count).max() ?? 0
        return facts.map { name, value in
            let space = String(repeating: " ", count: width - name.count)
            return "  \(name)\(space)  \(value)".wrapped(indent: width + 4)
        }
    }

    private func postcodes(_ postcodes: [Postcode]) -> (String, String) {
        let isOne = postcodes.count < 2
        return (
            say(isOne ? "code postal" : "codes postaux", isOne ? "postcode" : "postcodes"),
            postcodes.isEmpty ? say("aucun", "none") : postcodes.map(\.rawValue).joined(separator: ", ")
        )
    }

    private func communes(_ sheet: TerritorySheet) -> String {
        let count = Decimals.text(sheet.communes, in: language)
        guard !sheet.outsideMembers.isEmpty else { return count }
        let outside = sheet.outsideMembers.prefix(4).map { "\($0.name) (\($0.code))" }.joined(separator: ", ")
        let more = sheet.outsideMembers.count > 4 ? "…" : ""
        return say(
            "\(count), dont \(sheet.outsideMembers.count) hors de la région\u{202F}: \(outside)\(more)",
            "\(count), of which \(sheet.outsideMembers.count) outside the région: \(outside)\(more)")
    }

    private func population(_ population: Population) -> String {
        let municipal = Decimals.text(population.municipal, in: language)
        return say(
            "\(municipal) hab. (municipale, recensement \(population.vintage))",
            "\(municipal) (municipal, census of \(population.vintage))")
    }

    private func history(_ sheet: TerritorySheet) -> [(String, String)] {
        var facts: [(String, String)] = []
        if let date = sheet.codeSince {
            facts.append(
                (say("code depuis", "code since"), say("le \(date.text(in: .french))", date.text(in: .english))))
        }
        if let date = sheet.perimeterSince, date != sheet.codeSince {
            let day = say("le \(date.text(in: .french))", date.text(in: .english))
            facts.append((say("périmètre depuis", "ground since"), day))
        }
        for life in sheet.formerPeriods {
            guard let until = life.until else { continue }
            facts.append(
                (
                    say("autrefois", "formerly"),
                    say(
                        "ce code a été celui de \(life.name), avant le \(until.text(in: .french))",
                        "this code was that of \(life.name), before \(until.text(in: .english))")
                ))
        }
        return facts
    }

    private func zonings(_ sheet: TerritorySheet) -> [String] {
        guard sheet.kind == .commune else { return [] }
        guard !sheet.zonings.isEmpty else { return ["", say("Zonages\u{202F}: inconnus.", "Zonings: unknown.")] }
        var table = TextTable(columns: [
            (say("Zonage", "Zoning"), .left), (say("Classe", "Class"), .left), (say("Millésime", "Vintage"), .left),
        ])
        table.rows = sheet.zonings.map { zoning in
            [zoning.zoningLabel(language), zoning.label(language), vintage(zoning.vintage, ended: zoning.ended)]
        }
        let carried = sheet.zonings.compactMap { zoning -> String? in
            guard let origins = zoning.carriedFrom else { return nil }
            let isMixed = zoning.membership == .partly && zoning.code == "mixed"
            let communes = origins.split(separator: " ").map { isMixed ? $0 : $0.prefix { $0 != "=" } }
                .joined(separator: ", ")
            return say(
                "\(zoning.zoningLabel.fr)\u{202F}: classe reprise de l’ancien découpage (\(communes)).",
                "\(zoning.zoningLabel.en): class carried over from the former communes (\(communes))."
            ).wrapped()
        }
        return [""] + table.lines() + carried
    }

    private func vintage(_ vintage: String, ended: CivilDate?) -> String {
        guard let ended, ended < today else { return vintage }
        return "\(vintage), " + say("finie", "ended")
    }

    private func shares(_ sheet: TerritorySheet) -> [String] {
        guard !sheet.zoningShares.isEmpty else { return [] }
        var table = TextTable(columns: [
            (say("Zonage et classe", "Zoning and class"), .left), ("Communes", .right),
            (say("Habitants", "Inhabitants"), .right),
        ])
        var zoning = ""
        for share in sheet.zoningShares {
            if share.zoning != zoning {
                let dated = vintage(share.vintage, ended: share.ended)
                table.rows.append(["\(share.zoningLabel(language)) (\(dated))", "", ""])
                zoning = share.zoning
            }
            table.rows.append([
                "  " + (share.label?(language) ?? say("inconnue", "unknown")),
                Decimals.text(share.communes, in: language),
                share.municipalPopulation.map { Decimals.text($0, in: language) } ?? "?",
            ])
        }
        return [""] + table.lines()
    }

    private func qpvs(_ sheet: TerritorySheet) -> [String] {
        guard sheet.kind != .qpv else { return [] }
        guard !sheet.qpvs.isEmpty else { return ["", noQPV(sheet)] }
        let shown = sheet.qpvs.prefix(20).map { "  \($0.code)  \($0.name)".wrapped(indent: 12) }
        let rest = sheet.qpvs.count - 20
        let more =
            rest > 0 ? [say("  … et \(rest) autres (--format json)", "  … and \(rest) more (--format json)")] : []
        return ["", "QPV (\(sheet.qpvs.count))"] + shown + more + outsideCaution(sheet)
    }

    private func noQPV(_ sheet: TerritorySheet) -> String {
        guard sheet.areQPVsKnown || !sheet.outsideMembers.isEmpty else {
            return say(
                "QPV\u{202F}: inconnus hors de la région de cette base.",
                "QPV: unknown outside the région of this database.")
        }
        return
            ([sheet.areQPVsKnown ? say("Aucun QPV.", "No QPV.") : say("Aucun QPV connu ici.", "No QPV known here.")]
            + outsideCaution(sheet))
            .joined(separator: "\n")
    }

    private func outsideCaution(_ sheet: TerritorySheet) -> [String] {
        guard !sheet.outsideMembers.isEmpty else { return [] }
        return [
            say(
                "Les QPV et la DSR des membres extérieurs à la région ne sont pas dans cette base.",
                "The QPV and the DSR of the members outside the région are not in this database.")
        ]
    }
}

/// What became of a commune of the past, for people.
struct FormerCommuneText {
    let language: Language

    func lines(_ former: FormerCommune) -> [String] {
        let events = former.events.map { event in
            let target = event.after.map { "\($0.code) \($0.name)" } ?? "–"
            let origin = event.before.map { "\($0.code) \($0.name)" } ?? "–"
            return
                "  \(event.date.text(in: language))\(language.colon) \(origin) → \(target) (\(event.kind.label(language)))"
                .wrapped(indent: 4)
        }
        return [headline(former).wrapped()] + events + candidates(former)
    }

    private func headline(_ former: FormerCommune) -> String {
        let name = "\(former.code) \(former.name)"
        let day = former.lastDay.text(in: language)
        switch (former.successors.count, former.successors.first) {
        case (1, let successor?):
            return LocalizedText(
                fr:
                    "\(name) n’est plus une commune sous ce code (dernier jour\u{202F}: \(day))\u{202F}: son territoire est "
                    + "aujourd’hui dans \(successor.code) \(successor.name).",
                en: "\(name) is no longer a commune under this code (last day: \(day)): its ground lies in "
                    + "\(successor.code) \(successor.name) today.")(language)
        case (0, _):
            return LocalizedText(
                fr: "\(name) n’est plus une commune (dernier jour\u{202F}: \(day)), et aucune commune ne lui "
                    + "a succédé.",
                en: "\(name) is no longer a commune (last day: \(day)), and no commune followed it.")(language)
        default:
            return LocalizedText(
                fr: "\(name) n’est plus une commune (dernier jour\u{202F}: \(day)) et son territoire a été "
                    + "partagé\u{202F}: le code seul ne dit pas laquelle de ces communes est demandée.",
                en: "\(name) is no longer a commune (last day: \(day)) and its ground was split: the code "
                    + "alone does not tell which of these communes is asked for.")(language)
        }
    }

    private func candidates(_ former: FormerCommune) -> [String] {
        former.successors.count > 1 ? former.successors.map { "  \($0.code)  \($0.name)" } : []
    }
}
