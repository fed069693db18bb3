internal import TerritoryFormats
internal import TerritoryKit

/// Two columns of a table of which one is never beyond the other: what ends, ends no sooner than it begins.
///
/// What each value may say by itself, it cannot say beside the other.
struct RowOrder {
    private let lesser: String
    private let greater: String
    private let isOfDays: Bool

    private static func days(_ first: String, _ last: String) -> RowOrder {
        RowOrder(lesser: first, greater: last, isOfDays: true)
    }

    /// The orders that a table keeps.
    static func all(of schema: TableSchema) -> [RowOrder] {
        switch schema.name {
        case Tables.contract.name: [days("valid_from", "valid_until")]
        case Tables.zoning.name: [days("begins", "ends")]
        case Tables.pact.name:
            [
                days("valid_from", "valid_until"),
                RowOrder(lesser: "state_amount", greater: "total_amount", isOfDays: false),
            ]
        default: []
        }
    }

    /// What is wrong with a row, of which each value is right by itself; empty values are beyond nothing.
    func problem(_ schema: TableSchema, _ values: [String]) -> LocalizedText? {
        func text(_ name: String) -> String {
            schema.fields.firstIndex { $0.name == name }.map { values[$0] } ?? ""
        }
        let (low, high) = (text(lesser), text(greater))
        if isOfDays {
            guard let first = CivilDate(low), let last = CivilDate(high), last < first else { return nil }
            return .unexpectedValue(high, column: greater, expected: .orLater(first))
        }
        guard let least = Double(low), let most = Double(high), least > most else { return nil }
        return .unexpectedValue(low, column: lesser, expected: .atMost(high, column: greater))
    }
}

extension LocalizedText {
    static func orLater(_ day: CivilDate) -> LocalizedText {
        LocalizedText(fr: "le \(day) ou après", en: "\(day) or later")
    }

    fileprivate static func atMost(_ number: String, column: String) -> LocalizedText {
        LocalizedText(fr: "\(number) au plus (\(column))", en: "\(number) at most (\(column))")
    }
}
