import TerritoryBuild
import TerritoryFormats
import TerritoryKit

/// What the command adds to the sentences of the library: which of its commands and options help.
enum CommandMessages {
    /// How to go on after an error, to stand after its sentence.
    static func hint(for error: any TerritoryError) -> LocalizedText? {
        switch error {
        case StorageError.missing:
            LocalizedText(
                fr: "\u{202F}; «\u{202F}territory build\u{202F}» la construit", en: "; “territory build” makes it")
        case StorageError.otherVersion, StorageError.damaged, StorageError.edited, StorageError.notATerritoryDatabase:
            LocalizedText(
                fr: "\u{202F}; «\u{202F}territory build\u{202F}» en construit une", en: "; “territory build” makes one")
        case LookupError.noSuchName:
            LocalizedText(
                fr: "\u{202F}; «\u{202F}territory search\u{202F}» cherche par nom",
                en: "; “territory search” searches names")
        case LookupError.noSuchCode(let text, _) where Postcode(rawValue: text) != nil:
            LocalizedText(
                fr: "\u{202F}; si c’est un code postal, voir «\u{202F}territory search \(text)\u{202F}»",
                en: "; if it is a postcode, see “territory search \(text)”")
        case LookupError.noSuchMeasure:
            LocalizedText(
                fr: "\u{202F}; «\u{202F}territory measures\u{202F}» les liste", en: "; “territory measures” lists them")
        case LookupError.noSuchIndicator, LookupError.noSuchFigure:
            LocalizedText(
                fr:
                    "\u{202F}; «\u{202F}territory figures\u{202F}» et «\u{202F}territory indicators\u{202F}» les listent",
                en: "; “territory figures” and “territory indicators” list them")
        case EligibilityError.noSubject(let territory):
            LocalizedText(
                fr: "\u{202F}; --in \(territory.code) liste ses communes",
                en: "; --in \(territory.code) lists its communes")
        case EligibilityError.noRule(_, _, let known) where known.contains(.commune):
            LocalizedText(
                fr: "\u{202F}; --in CODE liste les communes d’un territoire",
                en: "; --in CODE lists the communes of a territory")
        default: nil
        }
    }

    static func refusal(_ count: Int) -> LocalizedText {
        LocalizedText(
            fr: "\(count) problème(s)\u{202F}: rien n’a été écrit.", en: "\(count) problem(s): nothing was written.")
    }

    static func tooManyWords(_ count: Int, most: Int) -> LocalizedText {
        LocalizedText(
            fr:
                "\(count) mots dans la commande, \(most) au plus sont lus\u{202F}; une longue liste se donne dans un fichier",
            en: "\(count) words in the command, \(most) at most are read; a long list goes into a file")
    }

    static func tooLongWord(_ word: String, most: Int) -> LocalizedText {
        LocalizedText(
            fr:
                "un mot de \(word.utf8.count) octets, \(word.inFrenchQuotes)\u{202F}; \(most) au plus sont lus, une longue "
                + "liste se donne dans un fichier",
            en:
                "a word of \(word.utf8.count) bytes, \(word.inEnglishQuotes); \(most) at most are read, a long list goes "
                + "into a file")
    }

    static func fault(_ kind: String) -> LocalizedText {
        LocalizedText(
            fr: "le programme est en défaut (\(kind))\u{202F}; merci de le signaler avec la commande",
            en: "the program is at fault (\(kind)); please report it with the command")
    }
}
