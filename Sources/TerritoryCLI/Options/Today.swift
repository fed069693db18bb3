import Foundation
import TerritoryFormats
import TerritoryKit

extension CivilDate {
    /// The day at Greenwich; `SOURCE_DATE_EPOCH` sets it, so that a run can be made again.
    ///
    /// - Throws: ``InvalidEpoch`` where the variable is no time of ours.
    static var today: CivilDate {
        get throws {
            let epoch = try ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].map(InvalidEpoch.seconds)
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = .gmt
            let now = epoch.map { Date(timeIntervalSince1970: Double($0)) } ?? Date()
            let parts = calendar.dateComponents([.year, .month, .day], from: now)
            guard let date = CivilDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0) else {
                throw InvalidEpoch(text: "\(now.timeIntervalSince1970)")
            }
            return date
        }
    }
}

/// A `SOURCE_DATE_EPOCH` that is no number of seconds.
struct InvalidEpoch: TerritoryError, Hashable {
    var text: String

    /// The last second of 2999.
    private static let last = 32_503_679_999

    static func seconds(_ text: String) throws(InvalidEpoch) -> Int {
        guard let seconds = Int(text), String(seconds) == text, 0...last ~= seconds else {
            throw InvalidEpoch(text: text)
        }
        return seconds
    }

    var cause: ErrorCause { .malformedQuestion }

    var message: LocalizedText {
        LocalizedText(
            fr:
                "SOURCE_DATE_EPOCH vaut \(text.inFrenchQuotes)\u{202F}; un nombre entier de secondes depuis le 1er janvier "
                + "1970 est attendu, jusqu’à 2999",
            en:
                "SOURCE_DATE_EPOCH is \(text.inEnglishQuotes); a whole number of seconds since 1 January 1970 is expected, "
                + "up to 2999")
    }
}
