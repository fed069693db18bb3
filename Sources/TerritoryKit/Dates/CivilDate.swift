internal import TerritoryFormats
/// A day of the Gregorian calendar, without a time or a time zone: what the law and the registers date things by.
public struct CivilDate: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// - Returns: `nil` if there is no such day, or outside the years 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysInMonth(month, year: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The last day that there is, for what has no end.
    package static let distantFuture = CivilDate(unchecked: 9999, 12, 31)

    /// The first day that there is, for what has no beginning.
    package static let distantPast = CivilDate(unchecked: 1, 1, 1)

    package init(unchecked year: Int, _ month: Int, _ day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Reads the form 2026-01-31 (ISO 8601, extended), and no other.
    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count == 10, characters[4] == 0x2D, characters[7] == 0x2D,
            let year = Self.number(characters[0..<4]), let month = Self.number(characters[5..<7]),
            let day = Self.number(characters[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public var description: String {
        "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "\(text.inEnglishQuotes) is not a date: the form 2026-01-31 is expected")
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    private static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy(\.isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension CivilDate {
    /// The same day so many months later, or the last day of that month; the ends of the calendar where that is beyond.
    public func adding(months: Int) -> CivilDate {
        let (count, isBeyond) = (year * 12 + month - 1).addingReportingOverflow(months)
        if isBeyond || count >= 120_000 { return .distantFuture }
        guard count >= 12 else { return CivilDate(unchecked: 1, 1, 1) }
        let (year, month) = (count / 12, count % 12 + 1)
        return CivilDate(unchecked: year, month, min(day, Self.daysInMonth(month, year: year)))
    }
}

extension CivilDate {
    /// The day before; the first day of the calendar is its own.
    package var dayBefore: CivilDate {
        if let date = CivilDate(year: year, month: month, day: day - 1) { return date }
        let (previousYear, previousMonth) = month == 1 ? (year - 1, 12) : (year, month - 1)
        return (28...31).reversed().lazy
            .compactMap { CivilDate(year: previousYear, month: previousMonth, day: $0) }.first ?? self
    }

    /// The day after; the last day of the calendar is its own.
    package var dayAfter: CivilDate {
        CivilDate(year: year, month: month, day: day + 1) ?? CivilDate(year: year, month: month + 1, day: 1)
            ?? CivilDate(year: year + 1, month: 1, day: 1) ?? self
    }
}
