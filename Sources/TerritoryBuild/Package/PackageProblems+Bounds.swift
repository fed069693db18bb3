internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

extension LocalizedText {
    /// A character that does not show is told by its number.
    static func hidden(_ character: Unicode.Scalar) -> LocalizedText {
        LocalizedText(
            fr: "le caractère \(character.codePoint) ne se voit pas\u{202F}; un texte sur une ligne, sans caractère de "
                + "commande ni de sens d’écriture, est attendu",
            en: "the character \(character.codePoint) does not show; a text on one line, without control or direction "
                + "characters, is expected")
    }

    static func hidden(_ character: Unicode.Scalar, column: String) -> LocalizedText {
        hidden(character).inColumn(column)
    }

    static func tooLong(_ count: Int, column: String) -> LocalizedText { tooLong(count).inColumn(column) }

    private func inColumn(_ name: String) -> LocalizedText {
        LocalizedText(
            fr: "colonne \(name.inFrenchQuotes)\u{202F}: \(fr)", en: "column \(name.inEnglishQuotes): \(en)")
    }

    static func tooLong(_ count: Int) -> LocalizedText {
        LocalizedText(
            fr: "un texte de \(Decimals.text(count, in: .french)) octets\u{202F}; "
                + "\(Decimals.text(Bounds.textLength, in: .french)) au plus sont attendus",
            en: "a text of \(Decimals.text(count, in: .english)) bytes; "
                + "\(Decimals.text(Bounds.textLength, in: .english)) at most are expected")
    }

    static func outOfBounds(_ text: String, _ bounds: ClosedRange<Double>) -> LocalizedText {
        let expected = number(within: bounds)
        return LocalizedText(
            fr: "\(text.inFrenchQuotes)\u{202F}; attendu\u{202F}: \(expected.fr)",
            en: "\(text.inEnglishQuotes); expected: \(expected.en)")
    }

    static func number(within bounds: ClosedRange<Double>) -> LocalizedText {
        func text(_ number: Double, _ language: Language) -> String {
            abs(number) < 1e15 ? Decimals.text(number, in: language) : number < 0 ? "-10¹⁵" : "10¹⁵"
        }
        return LocalizedText(
            fr: "un nombre de \(text(bounds.lowerBound, .french)) à \(text(bounds.upperBound, .french)), avec un point "
                + "décimal",
            en: "a number from \(text(bounds.lowerBound, .english)) to \(text(bounds.upperBound, .english)), with a "
                + "decimal point")
    }

    static func wholeNumber(within bounds: ClosedRange<Int>) -> LocalizedText {
        let (least, most) = (bounds.lowerBound, bounds.upperBound)
        return LocalizedText(
            fr: "un nombre entier de \(least) à \(Decimals.text(most, in: .french)), en chiffres seuls",
            en: "a whole number from \(least) to \(Decimals.text(most, in: .english)), in digits alone")
    }

    static func notADay(_ text: String) -> LocalizedText {
        LocalizedText(
            fr: "\(text.inFrenchQuotes) n’est pas un jour\u{202F}; \(day.fr) est attendue",
            en: "\(text.inEnglishQuotes) is not a day; \(day.en) is expected")
    }

    static let day = LocalizedText(
        fr: "une date de la forme 2026-01-31, de 1789 à 2999", en: "a date in the form 2026-01-31, from 1789 to 2999")

    static func unreadableExpression(_ text: String, _ reason: LocalizedText) -> LocalizedText {
        LocalizedText(
            fr: "\(text.inFrenchQuotes) (colonne \("expression".inFrenchQuotes)), \(reason.fr)",
            en: "\(text.inEnglishQuotes) (column \("expression".inEnglishQuotes)), \(reason.en)")
    }

    static func notAllOfFrance(_ regions: [String]) -> LocalizedText {
        let list = regions.prefix(12).joined(separator: ", ")
        return LocalizedText(
            fr:
                "le périmètre est france, mais ces communes n’en sont qu’une partie (régions incomplètes ou seules\u{202F}: "
                + "\(list))\u{202F}; un périmètre tel que region:76 est attendu",
            en:
                "the scope is france, but these communes are a part of it only (régions incomplete or alone: \(list)); a "
                + "scope such as region:76 is expected")
    }

    static func notInFrance(_ position: Position, isSwapped: Bool) -> LocalizedText {
        let place = "\(Decimals.short(position.longitude)), \(Decimals.short(position.latitude))"
        return LocalizedText(
            fr: "la position \(place) est hors de France\u{202F}; la longitude puis la latitude sont attendues"
                + (isSwapped ? ", et elles semblent inversées" : ""),
            en: "position \(place) is outside France; the longitude, then the latitude, are expected"
                + (isSwapped ? ", and they seem to be swapped" : ""))
    }

    static func describedTwice(_ path: String) -> LocalizedText {
        LocalizedText(
            fr: "\(path.inFrenchQuotes) est décrit deux fois\u{202F}; une seule ressource est attendue",
            en: "\(path.inEnglishQuotes) is described twice; one resource is expected")
    }

    static func sourceTwice(_ role: String, _ vintage: String) -> LocalizedText {
        LocalizedText(
            fr: "la source \(role.inFrenchQuotes), \(vintage.inFrenchQuotes), est là deux fois\u{202F}; une seule est "
                + "attendue",
            en: "the source \(role.inEnglishQuotes), \(vintage.inEnglishQuotes), stands twice; one is expected")
    }

    static let noRow = LocalizedText(
        fr: "il n’y a qu’un en-tête\u{202F}; une ligne au moins est attendue",
        en: "there is a header only; one row at least is expected")
}
