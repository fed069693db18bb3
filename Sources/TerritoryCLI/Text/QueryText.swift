import TerritoryKit
import TerritoryFormats

/// The answer to a query, for people.
struct QueryText {
    let language: Language

    private var coverage: CoverageText { CoverageText(language: language) }

    func text(_ answer: QueryAnswer) -> String {
        var table = TextTable(columns: [
            ("Code", .left), (coverage.say("Nom", "Name"), .left), ("communes", .right),
            (coverage.say("habitants", "inhab."), .right), ("km²", .right),
        ])
        let isOfCommunes = answer.subject == TerritoryKind.commune.rawValue
        table.rows = answer.rows.map { row in
            let mark = row.isUnknown ? " ?" : row.isInScope ? "" : coverage.say(" (hors région)", " (outside)")
            let counts =
                isOfCommunes ? "" : "\(coverage.number(row.covered.communes))/\(coverage.number(row.whole.communes))"
            let measure = isOfCommunes ? row.whole : row.covered
            return [
                row.code, row.name + mark, counts, coverage.number(measure.municipalPopulation),
                coverage.number(measure.areaInSquareKilometers.map { Int($0.rounded()) }),
            ]
        }
        if isOfCommunes {
            table.columns.remove(at: 2)
            for place in table.rows.indices { table.rows[place].remove(at: 2) }
        }
        let list = answer.rows.isEmpty ? [coverage.say("Aucun résultat.", "No result.")] : table.lines()
        return (list + ["", total(answer).wrapped()] + coverage.vintages(answer.vintages, on: answer.on))
            .joined(separator: "\n")
    }

    private func total(_ answer: QueryAnswer) -> String {
        let set = answer.set
        let count = answer.rows.count
        let results = coverage.say(
            "\(coverage.number(count)) \(count > 1 ? "résultats" : "résultat").",
            "\(coverage.number(count)) \(count == 1 ? "result" : "results").")
        let area = coverage.number(set.areaInSquareKilometers.map { Int($0.rounded()) })
        var text = coverage.say(
            "\(results) Ensemble interrogé\u{202F}: \(coverage.communes(set.communes)), "
                + "\(coverage.number(set.municipalPopulation)) habitants, "
                + "\(area)\u{202F}km²",
            "\(results) Set asked about: \(coverage.communes(set.communes)), "
                + "\(coverage.number(set.municipalPopulation)) inhabitants, \(area) km²")
        if answer.outside.communes > 0 {
            text += coverage.say(
                ", dont \(coverage.number(answer.outside.communes)) hors de la région",
                ", \(coverage.number(answer.outside.communes)) of them outside the région")
        }
        if answer.unknownCommunes > 0 {
            text += coverage.say(
                "\u{202F}; \(coverage.communes(answer.unknownCommunes)) dont la réponse n’est pas connue",
                "; \(coverage.communes(answer.unknownCommunes)) of which the answer is not known")
        }
        return text + "."
    }
}

/// What lies nearest, for people.
struct NearestText {
    let language: Language

    /// What is asked for; `isKnown` tells that nothing unknown can be nearer.
    private func heading(_ answer: NearestAnswer, isKnown: Bool) -> String {
        let known = isKnown ? "" : "known "
        // « Depuis » stands before any name: « de » would not before a vowel.
        return switch answer.what.lowercased().replacing("-", with: "_") {
        case "qpv", "qpvs":
            say("QPV \(isKnown ? "" : "connus ")les plus proches, depuis", "The nearest \(known)QPV to")
        case "france_services":
            say(
                "Points France services \(isKnown ? "" : "connus ")les plus proches, depuis",
                "The nearest \(known)France services points to")
        default:
            say(
                "Communes \(isKnown ? "" : "connues ")de \(answer.what.inQuotes(language)) les plus proches, depuis",
                "The nearest \(known)communes of \(answer.what.inQuotes(language)) to")
        }
    }

    private func say(_ french: String, _ english: String) -> String { language == .french ? french : english }

    func text(_ answer: NearestAnswer) -> String {
        let coverage = CoverageText(language: language)
        let head =
            "\(heading(answer, isKnown: answer.rows.first?.isCertain ?? true)) \(answer.from)"
            + say("\u{202F}:", ":")
        guard !answer.rows.isEmpty else { return head + "\n" + say("Aucun résultat.", "No result.") }
        var table = TextTable(columns: [
            ("Code", .left), (say("Nom", "Name"), .left), (say("Distance", "Distance"), .right),
        ])
        table.rows = answer.rows.map { row in
            let kilometers = Decimals.text(row.distanceInMeters / 1_000, decimals: 1, in: language)
            let distance =
                row.isInside
                ? "0"
                : row.distanceInMeters == 0 ? say("limitrophe", "adjacent") : "\(kilometers)\u{202F}km"
            return [row.code, row.place.map { "\(row.name), \($0)" } ?? row.name, distance]
        }
        var doubt: [String] = []
        let known = answer.knownWithinMeters ?? .infinity
        let doubtful = answer.rows.filter { !$0.isCertain }
        if doubtful.contains(where: { $0.distanceInMeters <= known }) {
            doubt.append(
                say(
                    "La réponse n’est pas connue pour \(coverage.communes(answer.unknownCommunes)), dont une au moins est "
                        + "plus proche.",
                    "The answer is not known for \(coverage.communes(answer.unknownCommunes)), of which one at least is "
                        + "nearer."
                ).wrapped())
        }
        if doubtful.contains(where: { $0.distanceInMeters > known }) {
            let kilometers = Decimals.text(known / 1_000, decimals: 0, in: language)
            let nothing = say(
                "La base ne connaît pas tout autour d’ici\u{202F}: il peut y en avoir de plus proches.",
                "The database does not know all around here: some may be nearer.")
            let text =
                known < 1_000
                ? nothing
                : say(
                    "Au-delà de \(kilometers)\u{202F}km d’ici, la base ne connaît pas tout\u{202F}: il peut y en avoir de plus "
                        + "proches.",
                    "Beyond \(kilometers) km from here the database does not know all: some may be nearer.")
            doubt.append(text.wrapped())
        }
        return ([head.wrapped()] + table.lines() + doubt + coverage.vintages(answer.vintages, on: answer.on))
            .joined(separator: "\n")
    }
}

extension CoverageText {
    /// What covers a set of communes, by kind.
    func text(_ answer: CoveringAnswer) -> String {
        let head = say(
            "Ce qui couvre \(answer.asked.inQuotes(language)) (\(communes(answer.whole.communes)))\u{202F}:",
            "What covers \(answer.asked.inQuotes(language)) (\(communes(answer.whole.communes))):")
        var table = TextTable(columns: [
            ("", .left), ("", .left), ("communes", .right), (say("% surface", "% area"), .right),
        ])
        table.rows = answer.layers.map { layer in
            let category = layer.category.map { "\(language.colon) \($0(language))" } ?? ""
            let code = layer.kind == "zoning" ? "" : " (\(layer.code))"
            return [
                kind(layer.kind), layer.name(language) + category + code, number(layer.covered.communes),
                percent(layer.share.area),
            ]
        }
        return ([head.wrapped(), ""] + table.lines() + [""] + vintages(answer.vintages, on: answer.on))
            .joined(separator: "\n")
    }

    private func kind(_ kind: String) -> String {
        switch kind {
        case "contract": say("contrat", "contract")
        case "pact": say("pacte", "pact")
        case "zoning": say("zonage", "zoning")
        default: TerritoryKind(rawValue: kind)?.label(language) ?? kind
        }
    }
}
