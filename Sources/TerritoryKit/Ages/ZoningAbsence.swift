internal import TerritoryFormats

/// A day on which a zoning did not exist: its communes are then none, and not unknown.
struct ZoningAbsence {
    var label: LocalizedText
    var begins: CivilDate?
    var ends: CivilDate?

    func reason(on day: CivilDate) -> LocalizedText? {
        if let begins, day < begins {
            return LocalizedText(
                fr: "\(label.fr)\u{202F}: ce zonage n’existait pas encore le \(day.text(in: .french))\u{202F}; "
                    + "il commence le \(begins.text(in: .french))",
                en: "\(label.en): this zoning did not exist yet on \(day.text(in: .english)); it begins on "
                    + "\(begins.text(in: .english))")
        }
        if let ends, day > ends {
            return LocalizedText(
                fr: "\(label.fr)\u{202F}: ce zonage avait pris fin le \(day.text(in: .french))\u{202F}; "
                    + "son dernier jour est le \(ends.text(in: .french))",
                en: "\(label.en): this zoning had ended on \(day.text(in: .english)); its last day is "
                    + "\(ends.text(in: .english))")
        }
        return nil
    }
}
