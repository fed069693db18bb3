internal import TerritoryFormats

// What a finding says, in both languages.

extension LocalizedText {
    static func window(_ window: DateWindow, on date: CivilDate, isMet: Bool) -> LocalizedText {
        func day(_ date: CivilDate, _ language: Language) -> String { date.text(in: language) }
        func bounds(_ language: Language) -> String {
            let isFrench = language == .french
            let from = window.from.map { (isFrench ? "depuis le " : "from ") + day($0, language) }
            let until = window.until.map { (isFrench ? "jusqu’au " : "until ") + day($0, language) }
            return [from, until].compactMap { $0 }.joined(separator: " ")
        }
        return LocalizedText(
            fr:
                "Ouvert \(bounds(.french))\u{202F}; le \(day(date, .french)) est \(isMet ? "dans" : "hors de") ce délai.",
            en: "Open \(bounds(.english)); \(day(date, .english)) is \(isMet ? "within" : "outside") that time.")
    }

    static func noClass(in zoning: LocalizedText?) -> LocalizedText {
        guard let zoning else {
            return LocalizedText(fr: "Les données n’ont pas ce zonage.", en: "The data do not have this zoning.")
        }
        return LocalizedText(
            fr: "\(zoning.fr)\u{202F}: la classe de cette commune n’est pas connue.",
            en: "\(zoning.en): the class of this commune is not known.")
    }

    static func noList(of zoning: LocalizedText, _ known: [FactSource], on day: CivilDate) -> LocalizedText {
        let vintages = known.map(\.vintage).joined(separator: ", ")
        guard !known.isEmpty else { return .noClass(in: zoning) }
        return LocalizedText(
            fr: "\(zoning.fr)\u{202F}: la liste du \(day.text(in: .french)) n’est pas connue\u{202F}; celle qui l’est "
                + "(\(vintages)) en est trop loin pour en tenir lieu.",
            en:
                "\(zoning.en): the list of \(day.text(in: .english)) is not known; the one that is (\(vintages)) is too far "
                + "from it to stand in.")
    }

    static func `class`(
        _ found: LocalizedText, in zoning: LocalizedText, _ source: FactSource, on day: CivilDate, isInPart: Bool
    ) -> LocalizedText {
        var fr = "\(zoning.fr)\u{202F}: \(found.fr)"
        var en = "\(zoning.en): \(found.en)"
        if source.standsIn {
            fr += " (\(source.vintage), qui tient lieu du \(day.text(in: .french)))"
            en += " (\(source.vintage), which stands in for \(day.text(in: .english)))"
        }
        if isInPart {
            fr += "\u{202F}; la réponse dépend du lieu dans la commune"
            en += "; the answer depends on the place within the commune"
        }
        return LocalizedText(fr: fr + ".", en: en + ".")
    }

    static func noPopulation(on date: CivilDate) -> LocalizedText {
        LocalizedText(
            fr: "La population au \(date.text(in: .french)) n’est pas connue.",
            en: "The population on \(date.text(in: .english)) is not known.")
    }

    static func population(_ population: Int, _ condition: PopulationCondition, source: FactSource?) -> LocalizedText {
        let threshold = condition.below ?? condition.atLeast ?? 0
        let isBelow = population < threshold
        let gap = abs(threshold - population)
        func count(_ number: Int, _ language: Language) -> String { Decimals.text(number, in: language) }
        let vintage = source.map { " (\($0.vintage))" } ?? ""
        func distance(_ language: Language) -> String {
            let isFrench = language == .french
            let limit = (isFrench ? "le seuil de " : "the threshold of ") + count(threshold, language)
            guard gap > 0 else { return (isFrench ? "soit exactement " : "exactly ") + limit }
            let side = isFrench ? (isBelow ? "de moins que" : "de plus que") : isBelow ? "below" : "above"
            return (isFrench ? "soit " : "") + "\(count(gap, language)) \(side) \(limit)"
        }
        var fr = "Population municipale de \(count(population, .french))\(vintage), \(distance(.french))"
        var en = "Municipal population of \(count(population, .english))\(vintage), \(distance(.english))"
        if condition.definition == .dgf {
            fr +=
                isBelow
                ? "\u{202F}; la population DGF, seule prise en compte, peut être supérieure et n’est pas connue"
                : "\u{202F}; la population DGF, seule prise en compte, n’est jamais inférieure"
            en +=
                isBelow
                ? "; the DGF population, which alone counts, may be larger and is not known"
                : "; the DGF population, which alone counts, is never smaller"
        }
        return LocalizedText(fr: fr + ".", en: en + ".")
    }

    static func share(
        _ share: PopulationShare, atLeast threshold: Fraction, census: FactSource, unknown names: [String]
    ) -> LocalizedText {
        func part(_ fraction: Fraction, _ language: Language) -> String {
            let counts = [fraction.numerator, fraction.denominator].map { Decimals.text($0, in: language) }
            let percent = Decimals.text(100 * fraction.approximation, decimals: 2, in: language)
            let sign = language == .french ? "\u{202F}%" : "%"
            return "\(counts[0]) \(language == .french ? "sur" : "of") \(counts[1]) (\(percent)\(sign))"
        }
        func sentence(_ language: Language) -> String {
            let isFrench = language == .french
            let isSettled = share.unknownMembers.isEmpty
            var text =
                isSettled
                ? part(share.low, language)
                : isFrench
                    ? "entre \(part(share.low, .french)) et \(part(share.high, .french))"
                    : "between \(part(share.low, .english)) and \(part(share.high, .english))"
            text =
                (isFrench
                    ? "Habitants des communes qui remplissent la condition (population \(census.vintage))\u{202F}: "
                    : "Inhabitants of communes that meet the condition (population of \(census.vintage)): ") + text
            text += (isFrench ? "\u{202F}; seuil " : "; threshold ") + threshold.description
            if let margin = share.margin(to: threshold) {
                let count = Decimals.text(abs(margin), in: language)
                text +=
                    isFrench
                    ? ", \(margin < 0 ? "manqué de" : "dépassé de") \(count)"
                    : ", \(margin < 0 ? "missed by" : "exceeded by") \(count)"
            }
            guard !isSettled else { return text + "." }
            let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? "…" : "")
            return text
                + (isFrench
                    ? "\u{202F}; réponse inconnue pour \(names.count) \(names.count == 1 ? "commune" : "communes")\u{202F}: \(shown)."
                    : "; answer unknown for \(names.count) \(names.count == 1 ? "commune" : "communes"): \(shown).")
        }
        return LocalizedText(fr: sentence(.french), en: sentence(.english))
    }

    static func competence(
        _ byEPCI: Finding.Outcome, codes: [String], epci: String?, isKnown: Bool, source: FactSource?
    ) -> LocalizedText {
        guard let epci else {
            return LocalizedText(
                fr: "La commune n’est membre d’aucun EPCI à fiscalité propre.",
                en: "The commune is a member of no EPCI.")
        }
        let vintage = source.map { " (\($0.title), \($0.vintage))" } ?? ""
        let list = codes.joined(separator: ", ")
        switch (byEPCI, isKnown) {
        case (.met, _):
            return LocalizedText(
                fr: "\(epci) exerce la compétence \(list)\(vintage).", en: "\(epci) holds competence \(list)\(vintage)."
            )
        case (.notMet, _):
            return LocalizedText(
                fr: "\(epci) n’exerce pas la compétence \(list)\(vintage).",
                en: "\(epci) does not hold competence \(list)\(vintage).")
        case (.unknown, true):
            return LocalizedText(
                fr: "\(epci) exerce la compétence \(list)\(vintage), qui ne dit pas qui a la charge de ce service.",
                en: "\(epci) holds competence \(list)\(vintage), which does not tell who runs this service.")
        case (.unknown, false):
            return LocalizedText(
                fr: "Les compétences de \(epci) ne sont pas connues\(vintage).",
                en: "The competences of \(epci) are not known\(vintage).")
        }
    }
}
