import TerritoryFormats
import TerritoryKit

/// Territories found by name or by code, for people.
struct SearchText {
    let language: Language

    /// Two names of a commune and its département stand on a line.
    private static let width = 120

    func text(_ answer: SearchAnswer) -> String {
        let lines = answer.matches.isEmpty ? [nothing(answer).wrapped()] : matches(answer)
        return (lines + postcodeCaution(answer)).joined(separator: "\n")
    }

    private func say(_ french: String, _ english: String) -> String { LocalizedText(fr: french, en: english)(language) }

    private func nothing(_ answer: SearchAnswer) -> String {
        let asked = answer.asked.trimmingSpaces
        if answer.arePostcodesKnown, Postcode(rawValue: asked) != nil {
            return say(
                "\(asked.inFrenchQuotes) n’est ni le code d’un territoire ni un code postal de cette base "
                    + "(\(answer.data.scopeText)).",
                "\(asked.inEnglishQuotes) is neither the code of a territory nor a postcode in this database "
                    + "(\(answer.data.scopeText)).")
        }
        return CodeForm.isKnown(asked)
            ? say(
                "Aucun territoire n’a le code \(answer.asked.inFrenchQuotes) dans cette base "
                    + "(\(answer.data.scopeText)).",
                "No territory has the code \(answer.asked.inEnglishQuotes) in this database "
                    + "(\(answer.data.scopeText)).")
            : say(
                "Aucun territoire ne s’appelle \(answer.asked.inFrenchQuotes) dans cette base "
                    + "(\(answer.data.scopeText)).",
                "No territory is called \(answer.asked.inEnglishQuotes) in this database "
                    + "(\(answer.data.scopeText)).")
    }

    private func matches(_ answer: SearchAnswer) -> [String] {
        let near = say(
            "Aucun nom ne correspond exactement\u{202F}; noms voisins\u{202F}:", "No name matches exactly; near names:")
        let cut = say(
            "… et d’autres\u{202F}: précisez le nom ou augmentez --limit.",
            "… and others: give more of the name, or raise --limit.")
        var table = TextTable(columns: [("Code", .left), (say("Nom", "Name"), .left), ("", .left)])
        table.rows = answer.matches.map { match in
            let place = match.departement.map { ", \($0.name) (\($0.code))" } ?? ""
            return [match.code, match.name + origin(match), match.kind.label(language) + place]
        }
        return (answer.isApproximate ? [near] : []) + table.lines(width: Self.width).dropFirst()
            + (answer.isTruncated ? [cut] : [])
    }

    /// What led to a territory, where its name of today or its code did not.
    private func origin(_ match: SearchAnswer.Match) -> String {
        if let former = match.formerName { return say(" (autrefois \(former))", " (formerly \(former))") }
        if let postcode = match.postcode { return say(" (code postal \(postcode))", " (postcode \(postcode))") }
        return ""
    }

    /// Five digits may be a postcode: a file without any says what it took them for, and how to have them.
    private func postcodeCaution(_ answer: SearchAnswer) -> [String] {
        guard !answer.arePostcodesKnown, Postcode(rawValue: answer.asked.trimmingSpaces) != nil else { return [] }
        let reading =
            answer.matches.isEmpty
            ? say(
                "Si c’est un code postal\u{202F}: cette base n’en a pas.",
                "If it is a postcode: this database has none.")
            : say(
                "Lu comme un code Insee de commune\u{202F}; cette base n’a pas les codes postaux.",
                "Read as the INSEE code of a commune; this database has no postcodes.")
        let remedy = say(
            "«\u{202F}territory import --file postcode=FICHIER\u{202F}», puis «\u{202F}territory build\u{202F}», les ajoutent "
                + "(voir docs/data-sources.md).",
            "“territory import --file postcode=FILE”, then “territory build”, add them (see docs/data-sources.md).")
        return [reading.wrapped(), remedy.wrapped()]
    }
}
