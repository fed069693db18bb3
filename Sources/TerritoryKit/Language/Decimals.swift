internal import Foundation

/// Numbers as people read them, the same on every machine whatever its locale.
public enum Decimals {
    /// A number with a decimal point and so many decimals.
    public static func fixed(_ number: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", locale: nil, number)
    }

    /// A number with the decimal mark and the grouping of a language: 6 124 653,5 or 6,124,653.5.
    public static func text(_ number: Double, decimals: Int = 0, in language: Language) -> String {
        let parts = fixed(abs(number), decimals).split(separator: ".")
        let isNegative = number < 0 && parts.joined().contains { $0 != "0" }
        let whole = grouped(String(parts[0]), with: language == .french ? "\u{202F}" : ",")
        let mark = language == .french ? "," : "."
        return (isNegative ? "-" : "") + whole + (parts.count > 1 ? mark + parts[1] : "")
    }

    public static func text(_ number: Int, in language: Language) -> String { text(Double(number), in: language) }

    private static func grouped(_ digits: String, with separator: String) -> String {
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        groups.insert(rest, at: 0)
        return groups.joined(separator: separator)
    }
}

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
