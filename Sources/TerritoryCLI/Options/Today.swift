import Foundation
import TerritoryKit

extension CivilDate {
    /// The day at Greenwich; `SOURCE_DATE_EPOCH` sets it, so that a run can be made again.
    static var today: CivilDate {
        let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Double.init)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let now = epoch.map { Date(timeIntervalSince1970: $0) } ?? Date()
        let parts = calendar.dateComponents([.year, .month, .day], from: now)
        guard let date = CivilDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0) else {
            preconditionFailure("the system clock is outside the calendar")
        }
        return date
    }
}
