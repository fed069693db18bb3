internal import TerritoryKit

/// Days from one to another, both included, in UTC; `nil` for an open end.
struct DayInterval: Hashable, Sendable {
    var from: CivilDate?
    var until: CivilDate?

    /// Reads an instant of RFC 3339, or two of which one may be `..` or nothing (OGC API – Features, `datetime`).
    ///
    /// A day alone stands for all of it, and so does a day with a bare `T`, which GDAL sends.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        func end(_ text: String) -> CivilDate?? {
            text.isEmpty || text == ".." ? .some(nil) : Self.day(text).map { .some($0) }
        }
        switch parts.count {
        case 1:
            guard let day = Self.day(text) else { return nil }
            (from, until) = (day, day)
        case 2:
            guard let from = end(parts[0]), let until = end(parts[1]) else { return nil }
            if let from, let until, until < from { return nil }
            (self.from, self.until) = (from, until)
            if from != nil, until != nil, Self.isReversed(parts[0], parts[1]) { return nil }
        default: return nil
        }
    }

    func meets(_ period: LayerPeriod) -> Bool {
        (from ?? CivilDate.distantPast) <= (period.until ?? .distantFuture)
            && (period.from ?? CivilDate.distantPast) <= (until ?? .distantFuture)
    }

    /// Two instants of one day can still be the wrong way round.
    private static func isReversed(_ start: String, _ end: String) -> Bool {
        guard let start = instant(start), let end = instant(end) else { return false }
        return start.day == end.day && start.second > end.second
    }

    private static func day(_ text: String) -> CivilDate? { instant(text)?.day }

    /// The day in UTC, and the second of it.
    private static func instant(_ text: String) -> (day: CivilDate, second: Double)? {
        let text = text.uppercased()
        guard text.utf8.count >= 10, let day = CivilDate(String(text.prefix(10))) else { return nil }
        let rest = text.dropFirst(10)
        if rest.isEmpty || rest == "T" { return (day, 0) }
        guard rest.first == "T" else { return nil }
        let time = rest.dropFirst()
        guard let zone = time.lastIndex(where: { "Z+-".contains($0) }),
            let second = seconds(time[..<zone]), let offset = offset(time[zone...])
        else { return nil }
        let total = second - Double(offset)
        if total < 0 { return (day.dayBefore, total + 86400) }
        if total >= 86400, second < 86400 { return (day.dayAfter, total - 86400) }
        return (day, total)
    }

    private static func seconds(_ text: Substring) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = digits(parts[0]), let minute = digits(parts[1]), hour < 24, minute < 60
        else { return nil }
        let fraction = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        // A minute may have a leap second.
        guard (1...2).contains(fraction.count), let second = digits(fraction[0]), second <= 60 else { return nil }
        if fraction.count == 2 {
            guard !fraction[1].isEmpty, fraction[1].count <= 12, fraction[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 })
            else { return nil }
        }
        return Double(hour * 3600 + minute * 60 + second)
    }

    /// Seconds east of Greenwich.
    private static func offset(_ text: Substring) -> Int? {
        if text == "Z" { return 0 }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hour = digits(parts[0]), let minute = digits(parts[1]), hour < 24, minute < 60
        else { return nil }
        return (text.first == "-" ? -1 : 1) * (hour * 3600 + minute * 60)
    }

    private static func digits(_ text: Substring) -> Int? {
        guard text.utf8.count == 2, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int(text)
    }
}
