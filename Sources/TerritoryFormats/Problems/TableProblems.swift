// The sentences in which a table is told what is wrong with it.

extension LocalizedText {
    package static let emptyFile = LocalizedText(
        fr: "le fichier est vide\u{202F}; un en-tête et des lignes sont attendus",
        en: "the file is empty; a header and rows are expected")

    package static func duplicateColumn(_ name: String) -> LocalizedText {
        LocalizedText(
            fr: "la colonne \(name.inFrenchQuotes) est là deux fois\u{202F}; une seule est attendue",
            en: "column \(name.inEnglishQuotes) stands twice; it is expected once")
    }

    package static func missingColumn(_ name: String, found: [String]) -> LocalizedText {
        let list = found.prefix(20).map(\.cut).joined(separator: ", ")
        return LocalizedText(
            fr: "la colonne \(name.inFrenchQuotes) manque\u{202F}; colonnes trouvées\u{202F}: \(list)",
            en: "column \(name.inEnglishQuotes) is missing; columns found: \(list)")
    }

    package static func tooManyColumns(_ count: Int) -> LocalizedText {
        LocalizedText(
            fr: "\(count) colonnes\u{202F}; 4\u{202F}096 au plus sont attendues",
            en: "\(count) columns; 4,096 at most are expected")
    }

    package static func fieldCount(found: Int, expected: Int) -> LocalizedText {
        LocalizedText(
            fr: "\(found) champ(s) trouvés, \(expected) attendus d’après l’en-tête",
            en: "\(found) field(s) found, \(expected) expected from the header")
    }

    package static let unterminatedQuote = LocalizedText(
        fr: "un guillemet ouvert sur cette ligne n’est jamais fermé",
        en: "a quotation mark opened on this line is never closed")
}
