internal import TerritoryFormats
internal import TerritoryKit

// The sentences in which a source is told what is wrong with it.

extension LocalizedText {
    static func unexpectedColumn(_ name: String) -> LocalizedText {
        LocalizedText(
            fr: "la colonne \(name.inFrenchQuotes) n’est pas attendue ici",
            en: "column \(name.inEnglishQuotes) is not expected here")
    }

    static func invalid(_ code: InvalidCode, column: String) -> LocalizedText {
        LocalizedText(
            fr: "\(code.sentence(in: .french)) (colonne \(column.inFrenchQuotes))",
            en: "\(code.sentence(in: .english)) (column \(column.inEnglishQuotes))")
    }

    static func unexpectedValue(_ value: String, column: String, expected: LocalizedText) -> LocalizedText {
        LocalizedText(
            fr: "\(value.isEmpty ? "rien" : "\(value.inFrenchQuotes)") dans la colonne "
                + "\(column.inFrenchQuotes)\u{202F}; attendu\u{202F}: \(expected(.french))",
            en:
                "\(value.isEmpty ? "nothing" : "\(value.inEnglishQuotes)") in column \(column.inEnglishQuotes); expected: \(expected(.english))"
        )
    }

    static func duplicate(_ value: String, column: String, firstLine: Int) -> LocalizedText {
        LocalizedText(
            fr: "\(value.inFrenchQuotes) est déjà à la ligne \(firstLine)\u{202F}; "
                + "une seule ligne est attendue pour \(column.inFrenchQuotes)",
            en:
                "\(value.inEnglishQuotes) already stands on line \(firstLine); one row is expected for each \(column.inEnglishQuotes)"
        )
    }

    static func unknownReference(_ value: String, column: String, table: String) -> LocalizedText {
        LocalizedText(
            fr: "\(value.inFrenchQuotes) (colonne \(column.inFrenchQuotes)) n’est pas dans \(table)",
            en: "\(value.inEnglishQuotes) (column \(column.inEnglishQuotes)) is not in \(table)")
    }

    static func notInCOG(_ code: String) -> LocalizedText {
        LocalizedText(
            fr: "\(code.inFrenchQuotes) n’est pas une commune du code officiel géographique, ni d’aujourd’hui ni "
                + "d’autrefois",
            en: "\(code.inEnglishQuotes) is not a commune of the code officiel géographique, of today or of the past")
    }
}

extension LocalizedText {
    static func missingResource(_ path: String) -> LocalizedText {
        LocalizedText(
            fr: "la ressource \(path.inFrenchQuotes) n’est pas décrite\u{202F}; elle est indispensable",
            en: "resource \(path.inEnglishQuotes) is not described; it is required")
    }

    static func notAScope(_ text: String) -> LocalizedText {
        LocalizedText(
            fr: "\(text.inFrenchQuotes) n’est pas un périmètre\u{202F}; attendu\u{202F}: région sous la forme "
                + "region:76, ou france",
            en: "\(text.inEnglishQuotes) is not a scope; expected: a région in the form region:76, or france")
    }

    static let notADescriptor = LocalizedText(
        fr: "ce n’est pas la description d’un paquet de données (Frictionless Data Package) écrite par "
            + "l’import",
        en: "this is not the description of a data package (Frictionless Data Package) written by the import")

    static func edited(found: String, expected: String) -> LocalizedText {
        LocalizedText(
            fr: "ce n’est plus le fichier importé (\(found.prefix(15))…, attendu \(expected.prefix(15))…)\u{202F}; "
                + "l’importer de nouveau, ou accepter les fichiers modifiés pour que la base signale la "
                + "modification",
            en:
                "this is no longer the file that was imported (\(found.prefix(15))…, expected \(expected.prefix(15))…); "
                + "import it again, or accept edited files so that the database states the edit")
    }
}

extension LocalizedText {
    static func oneOf(_ values: [String]) -> LocalizedText {
        let list = values.joined(separator: ", ")
        return LocalizedText(fr: "l’une des valeurs \(list)", en: "one of \(list)")
    }

    static let isoDate = LocalizedText(fr: "une date de la forme 2026-01-31", en: "a date in the form 2026-01-31")

    static func missingRole(_ role: String) -> LocalizedText {
        LocalizedText(
            fr: "aucune source pour \(role.inFrenchQuotes)\u{202F}; une ligne avec ce rôle est attendue",
            en: "no source for \(role.inEnglishQuotes); a row with this role is expected")
    }
}
