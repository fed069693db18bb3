internal import TerritoryFormats

extension LocalizedText {
    static func noValue(of indicator: LocalizedText?) -> LocalizedText {
        guard let indicator else {
            return LocalizedText(
                fr: "Les données n’ont pas cet indicateur.", en: "The data do not have this indicator.")
        }
        return LocalizedText(
            fr: "\(indicator.fr)\u{202F}: valeur inconnue pour ce territoire.",
            en: "\(indicator.en): value unknown for this territory.")
    }

    static func value(
        _ value: Double, of label: LocalizedText, _ source: FactSource, isDecisive: Bool
    ) -> LocalizedText {
        let decimals = value == value.rounded() ? 0 : 2
        let doubt =
            isDecisive
            ? LocalizedText(fr: "", en: "")
            : LocalizedText(
                fr: "\u{202F}; cela ne suffit pas à dire non, car ce qui n’y est pas compté pourrait suffire",
                en: "; this does not suffice for a no, as what is not counted there might do")
        let vintage = source.vintage
        return LocalizedText(
            fr: "\(label.fr)\u{202F}: \(Decimals.text(value, decimals: decimals, in: .french)) (\(vintage))"
                + "\(doubt.fr).",
            en: "\(label.en): \(Decimals.text(value, decimals: decimals, in: .english)) (\(vintage))"
                + "\(doubt.en).")
    }

    static func noPerimeter(on day: CivilDate) -> LocalizedText {
        LocalizedText(
            fr: "Les périmètres des QPV au \(day.text(in: .french)) ne sont pas dans les données.",
            en: "The perimeters of the QPV on \(day.text(in: .english)) are not in the data.")
    }

    static func isQPV(_ name: TerritoryReference) -> LocalizedText {
        LocalizedText(fr: "\(name.name) (\(name.code)) est un QPV.", en: "\(name.name) (\(name.code)) is a QPV.")
    }

    static func holds(_ found: [TerritoryReference], areKnown: Bool) -> LocalizedText {
        let names = found.prefix(5).map { "\($0.name) (\($0.code))" }.joined(separator: ", ")
        let list = names + (found.count > 5 ? "…" : "")
        switch (found.isEmpty, areKnown) {
        case (false, _):
            return LocalizedText(
                fr: "QPV dans la commune, en tout ou en partie\u{202F}: \(found.count)\u{202F}; \(list).",
                en: "QPV in the commune, in whole or in part: \(found.count); \(list).")
        case (true, true):
            return LocalizedText(fr: "Aucun QPV dans la commune.", en: "No QPV in the commune.")
        case (true, false):
            return LocalizedText(
                fr: "Les QPV ne sont pas connus hors de la région de la base.",
                en: "QPV are not known outside the région of the database.")
        }
    }

    // `precision`: metres, where the position is too near to the perimeter as it is drawn.
    static func near(_ place: EligibilitySubject.PlaceFacts, within precision: Double?) -> LocalizedText {
        guard place.areQPVsKnown else { return holds([], areKnown: false) }
        guard let qpv = place.nearestQPV, let distance = place.distanceInMeters else {
            return LocalizedText(fr: "Aucun QPV dans la base.", en: "No QPV in the database.")
        }
        let name = "\(qpv.name) (\(qpv.code))"
        let (fr, en) = (
            Decimals.text(distance.rounded(), in: .french), Decimals.text(distance.rounded(), in: .english)
        )
        if let precision {
            let metres = Decimals.short(precision)
            return LocalizedText(
                fr:
                    "À \(fr)\u{202F}m du bord du QPV \(name), \(place.isInside ? "à l’intérieur" : "à l’extérieur")\u{202F}; "
                    + "son tracé n’est connu qu’à \(metres)\u{202F}m près.",
                en:
                    "\(en)\u{A0}m \(place.isInside ? "inside" : "outside") the edge of QPV \(name), which is known to within "
                    + "\(metres)\u{A0}m only.")
        }
        return place.isInside
            ? LocalizedText(
                fr: "Dans le QPV \(name), à \(fr)\u{202F}m de son bord.",
                en: "In QPV \(name), \(en)\u{A0}m from its edge.")
            : LocalizedText(
                fr: "Hors QPV\u{202F}; le plus proche, \(name), est à \(fr)\u{202F}m.",
                en: "In no QPV; the nearest, \(name), is \(en)\u{A0}m away.")
    }

    static func member(_ kind: MembershipCondition.Kind, _ outcome: Finding.Outcome, names: [String]) -> LocalizedText {
        let list = names.joined(separator: ", ")
        guard !names.isEmpty else {
            return kind == .epci && outcome == .notMet
                ? LocalizedText(fr: "Membre d’aucun EPCI à fiscalité propre.", en: "A member of no EPCI.")
                : LocalizedText(fr: "Aucune commune connue.", en: "No commune that is known.")
        }
        let isOne = names.count == 1
        switch outcome {
        case .met:
            return LocalizedText(
                fr: "\(list) \(isOne ? "est" : "sont") sur la liste.",
                en: "\(list) \(isOne ? "is" : "are") on the list.")
        case .notMet:
            return LocalizedText(
                fr: "\(list) \(isOne ? "n’est" : "ne sont") pas sur la liste.",
                en: "\(list) \(isOne ? "is" : "are") not on the list.")
        case .unknown:
            return LocalizedText(
                fr: "\(list)\u{202F}: en partie seulement sur la liste.", en: "\(list): on the list in part only.")
        }
    }

    static let noPacts = LocalizedText(
        fr: "Aucun registre des pactes n’est chargé\u{202F}; leurs périmètres ne sont pas dans les données.",
        en: "No register of the pacts is loaded; their areas are not in the data.")

    static let noCommunesForPacts = LocalizedText(
        fr: "Les communes de ce lieu ne sont pas toutes connues\u{202F}: les pactes qui le couvrent ne le sont pas.",
        en: "The communes of this place are not all known: nor are the pacts that cover it.")

    static func noPact(among count: Int) -> LocalizedText {
        LocalizedText(
            fr: "Aucun des pactes en vigueur du registre (\(count)) ne le couvre.",
            en: "None of the pacts in force in the register (\(count)) covers it.")
    }

    // Each pact with the QPV for which alone it covers the place.
    static func pacts(_ pacts: [(reach: PactReach, qpvs: [TerritoryReference])], isInPart: Bool) -> LocalizedText {
        func list(_ language: Language) -> String {
            pacts.map { pact in
                let qpvs = pact.qpvs.map { "\($0.name) (\($0.code))" }.joined(separator: ", ")
                let only =
                    qpvs.isEmpty
                    ? LocalizedText("")
                    : LocalizedText(fr: ", pour le QPV \(qpvs) seul", en: ", for the QPV \(qpvs) only")
                return pact.reach.title(in: language) + only(language)
            }.joined(separator: language.semicolon + " ")
        }
        return isInPart
            ? LocalizedText(
                fr: "Couvert en partie par \(list(.french)).", en: "Covered in part by \(list(.english)).")
            : LocalizedText(fr: "Couvert par \(list(.french)).", en: "Covered by \(list(.english)).")
    }

    static func noPerimeterOfEPCIs(on day: CivilDate) -> LocalizedText {
        LocalizedText(
            fr: "Les membres de l’EPCI au \(day.text(in: .french)) ne sont pas connus.",
            en: "The members of the EPCI on \(day.text(in: .english)) are not known.")
    }

    static func noRegister(_ known: [FactSource], on day: CivilDate) -> LocalizedText {
        guard !known.isEmpty else {
            return LocalizedText(
                fr: "Les données n’ont pas les compétences des EPCI.",
                en: "The data do not have the competences of EPCIs.")
        }
        let vintages = known.map(\.vintage).joined(separator: ", ")
        return LocalizedText(
            fr: "Les compétences connues (\(vintages)) sont trop loin du \(day.text(in: .french)) pour en tenir lieu.",
            en:
                "The competences that are known (\(vintages)) are too far from \(day.text(in: .english)) to stand in for them."
        )
    }
}
