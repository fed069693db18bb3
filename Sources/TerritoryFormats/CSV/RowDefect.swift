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
    case coordinateTwice

    /// The reason in English, without a comma, a quote or a full stop: what tables are completed with.
    public var reason: String { message.en }

    public var message: LocalizedText {
        switch self {
        case .missingCoordinate:
            LocalizedText(fr: "pas de longitude ou pas de latitude", en: "no longitude or no latitude")
        case .notANumber:
            LocalizedText(
                fr: "la longitude ou la latitude n’est pas un nombre", en: "longitude or latitude is not a number")
        case .latitudeOutOfRange:
            LocalizedText(fr: "latitude au-delà de 90 degrés", en: "latitude beyond 90 degrees")
        case .longitudeOutOfRange:
            LocalizedText(fr: "longitude au-delà de 180 degrés", en: "longitude beyond 180 degrees")
        case .wrongFieldCount:
            LocalizedText(fr: "pas autant de champs que l’en-tête", en: "not as many fields as the header")
        case .unclosedQuote: LocalizedText(fr: "un guillemet n’est jamais fermé", en: "a quote is never closed")
        case .rowTooLong: LocalizedText(fr: "ligne trop longue", en: "row too long")
        case .notAnObject: LocalizedText(fr: "ce n’est pas un objet JSON", en: "not a JSON object")
        case .coordinateTwice:
            LocalizedText(
                fr: "la longitude ou la latitude est là deux fois", en: "longitude or latitude stands twice")
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
        case .coordinateTwice: 8
        }
    }
}
