public import TerritoryFormats
public import TerritoryKit

/// A vintage as an importer is told it, and the days that it stands for.
///
/// `2024` is the whole year, `2022-2023` the school year from September to August, and `2024-06-20` a list of that day,
/// which holds until the next.
public struct Vintage: Hashable, Sendable {
    public let text: String
    public let from: CivilDate
    public let until: CivilDate?

    /// - Returns: `nil` for a text in none of the three forms.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        func year(_ part: String) -> Int? {
            part.utf8.count == 4 && CivilDate("\(part)-01-01") != nil ? Int(part) : nil
        }
        switch parts.count {
        case 1:
            guard let year = year(parts[0]) else { return nil }
            (from, until) = (CivilDate(unchecked: year, 1, 1), CivilDate(unchecked: year, 12, 31))
        case 2:
            guard let first = year(parts[0]), let last = year(parts[1]), last == first + 1 else { return nil }
            (from, until) = (CivilDate(unchecked: first, 9, 1), CivilDate(unchecked: last, 8, 31))
        default:
            guard let day = CivilDate(text) else { return nil }
            (from, until) = (day, nil)
        }
        self.text = text
    }

    public static let form = LocalizedText(
        fr: "une année (2024), une année scolaire (2022-2023) ou un jour (2024-06-20)",
        en: "a year (2024), a school year (2022-2023) or a day (2024-06-20)")
}
