public import TerritoryFormats

extension CivilDate {
    /// The date as people read it, with no-break spaces: 4 mars 2024, or 4 March 2024.
    public func text(in language: Language) -> String {
        let months = language == .french ? Self.frenchMonths : Self.englishMonths
        let day = language == .french && day == 1 ? "1er" : String(day)
        return "\(day)\u{A0}\(months[month - 1])\u{A0}\(year)"
    }

    private static let frenchMonths = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
