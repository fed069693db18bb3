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

    /// A number without needless decimals.
    package static func short(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? fixed(number, 0) : "\(number)"
    }

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
