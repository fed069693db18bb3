/// Why a row has no position.
public enum RowDefect: String, CaseIterable, Hashable, Sendable, Error {
    case missingCoordinate
    case notANumber
    case latitudeOutOfRange
    case longitudeOutOfRange
    case wrongFieldCount
    case unclosedQuote
    case rowTooLong
    case notAnObject

    /// The reason in words, without a comma, a quote or a full stop.
    public var reason: String {
        switch self {
        case .missingCoordinate: "no longitude or no latitude"
        case .notANumber: "longitude or latitude is not a number"
        case .latitudeOutOfRange: "latitude beyond 90 degrees"
        case .longitudeOutOfRange: "longitude beyond 180 degrees"
        case .wrongFieldCount: "not as many fields as the header"
        case .unclosedQuote: "a quote is never closed"
        case .rowTooLong: "row too long"
        case .notAnObject: "not a JSON object"
        }
    }
}

extension RowDefect {
    /// Its place among the cases.
    var place: Int {
        switch self {
        case .missingCoordinate: 0
        case .notANumber: 1
        case .latitudeOutOfRange: 2
        case .longitudeOutOfRange: 3
        case .wrongFieldCount: 4
        case .unclosedQuote: 5
        case .rowTooLong: 6
        case .notAnObject: 7
        }
    }
}
