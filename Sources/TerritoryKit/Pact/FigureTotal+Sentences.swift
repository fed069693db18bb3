internal import TerritoryFormats

/// What is said of figures that do not add up.
extension LocalizedText {
    static let national = LocalizedText(
        fr: "chiffre national\u{202F}: il n’entre jamais dans un total régional",
        en: "a national figure: it never enters a regional total")
    static let target = LocalizedText(fr: "objectif, et non résultat", en: "a target, not a result")
    static let parameter = LocalizedText(
        fr: "règle ou barème, et non quantité", en: "a rule or a scale, not a quantity")
    static let nothingAsked = LocalizedText(fr: "Aucun chiffre n’est demandé.", en: "No figure is asked for.")
    static let overlap = LocalizedText(
        fr: "Ces chiffres se recouvrent\u{202F}: leur somme compterait deux fois les mêmes.",
        en: "These figures overlap: their sum would count some twice.")

    static func part(of code: String) -> LocalizedText {
        LocalizedText(fr: "déjà compris dans \(code)", en: "already within \(code)")
    }

    static func same(as code: String) -> LocalizedText {
        LocalizedText(fr: "même fait que \(code), imprimé deux fois", en: "the same fact as \(code), printed twice")
    }

    static func sentences(_ sentences: [LocalizedText]) -> LocalizedText {
        LocalizedText { language in sentences.map { $0(language) }.joined(separator: " ") }
    }

    static func isNeverAdded(_ figures: [Figure], _ explanation: LocalizedText) -> LocalizedText {
        sentences([
            LocalizedText(
                fr: "\(list(figures).fr) ne s’ajoutent pas l’un à l’autre.",
                en: "\(list(figures).en) are not to be added."),
            explanation,
        ])
    }

    static func isWithin(_ part: Figure, _ whole: Figure, _ explanation: LocalizedText) -> LocalizedText {
        sentences([
            LocalizedText(
                fr: "\(part.quoted.fr) est compris dans \(whole.quoted.fr)\u{202F}: ce n’est pas une somme.",
                en: "\(part.quoted.en) is within \(whole.quoted.en): this is no sum."),
            explanation,
        ])
    }

    static func misfit(_ misfit: Figure.Misfit, _ figures: [Figure]) -> LocalizedText {
        let (names, isOne) = (list(figures), figures.count == 1)
        func said(_ one: String, _ several: String, _ oneInEnglish: String, _ severalInEnglish: String) -> LocalizedText
        {
            LocalizedText(
                fr: "\(names.fr) \(isOne ? one : several).",
                en: "\(names.en) \(isOne ? oneInEnglish : severalInEnglish).")
        }
        return switch misfit {
        case .national:
            said(
                "est un chiffre national\u{202F}: il n’entre jamais dans un total régional",
                "sont des chiffres nationaux\u{202F}: ils n’entrent jamais dans un total régional",
                "is a national figure: it never enters a regional total",
                "are national figures: they never enter a regional total")
        case .target:
            said(
                "est un objectif, et non un résultat", "sont des objectifs, et non des résultats",
                "is a target, not a result", "are targets, not results")
        case .parameter:
            said(
                "est une règle ou un barème, et non une quantité",
                "sont des règles ou des barèmes, et non des quantités",
                "is a rule or a scale, not a quantity", "are rules or scales, not quantities")
        case .date:
            said("est une date", "sont des dates", "is a date", "are dates")
        case .rate:
            said(
                "est un taux, une part, un rang ou un seuil\u{202F}: il ne s’additionne pas",
                "sont des taux, des parts, des rangs ou des seuils\u{202F}: ils ne s’additionnent pas",
                "is a rate, a share, a rank or a threshold: it is not added",
                "are rates, shares, ranks or thresholds: they are not added")
        case .notAdditive:
            said(
                "ne s’additionne à aucun autre chiffre", "ne s’additionnent à aucun autre chiffre",
                "is not added to any other figure", "are not added to any other figure")
        case .distinct:
            said(
                "compte ce que d’autres chiffres peuvent compter aussi\u{202F}: il ne s’additionne pas",
                "comptent ce que d’autres chiffres peuvent compter aussi\u{202F}: ils ne s’additionnent pas",
                "counts what other figures may count too: it is not added",
                "count what other figures may count too: they are not added")
        }
    }

    /// What differs, and which figures have which value of it.
    static func differ(_ what: String, _ inEnglish: String, _ groups: [(LocalizedText, [Figure])]) -> LocalizedText {
        let french = groups.map { "\($0.fr) pour \(list($1).fr)" }.joined(separator: "\u{202F}; ")
        let english = groups.map { "\($0.en) for \(list($1).en)" }.joined(separator: "; ")
        return LocalizedText(
            fr: "\(what) diffèrent\u{202F}: \(french).", en: "\(inEnglish) differ: \(english).")
    }

    static func stockAndFlow(_ stocks: [Figure], _ flows: [Figure]) -> LocalizedText {
        LocalizedText(
            fr: "Un état à une date (\(list(stocks).fr)) et un nombre sur une période (\(list(flows).fr)) ne "
                + "s’additionnent pas.",
            en: "A state at a date (\(list(stocks).en)) and a number over a period (\(list(flows).en)) do not add up.")
    }

    static func undated(_ figures: [Figure]) -> LocalizedText {
        LocalizedText(
            fr: "Le bilan ne date pas \(list(figures).fr)\u{202F}: rien ne dit qu’ils valent pour la même période.",
            en: "The report gives no date for \(list(figures).en): nothing says that they hold for the same period.")
    }

    static func noSingleNumber(_ figure: Figure) -> LocalizedText {
        figure.value == nil
            ? misfit(.date, [figure])
            : LocalizedText(
                fr: "\(figure.quoted.fr) va d’un nombre à un autre.",
                en: "\(figure.quoted.en) goes from one number to another.")
    }

    static func provisional(_ figures: [Figure]) -> LocalizedText {
        LocalizedText(fr: "provisoire\u{202F}: \(list(figures).fr)", en: "provisional: \(list(figures).en)")
    }

    static func finding(_ finding: MeasureSheet.Finding) -> LocalizedText {
        LocalizedText(
            fr: "constat \(finding.code)\u{202F}: \(finding.label.fr)",
            en: "finding \(finding.code): \(finding.label.en)")
    }

    /// “A”, “B” and “C”.
    private static func list(_ figures: [Figure]) -> LocalizedText {
        let names = figures.map(\.quoted)
        func joined(_ names: [String], _ and: String) -> String {
            guard let last = names.last, names.count > 1 else { return names.first ?? "" }
            return names.dropLast().joined(separator: ", ") + and + last
        }
        return LocalizedText(fr: joined(names.map(\.fr), " et "), en: joined(names.map(\.en), " and "))
    }
}
