import TerritoryKit

/// Answers whether a commune is eligible for the canteen tariff on a day, and why.
enum CanteenTariff {
    static func example(_ database: TerritoryDatabase) throws {
        guard let day = CivilDate("2024-11-15"), let today = CivilDate("2026-11-27") else { return }
        let eligibility = try database.eligibility(["cantine"])
        let commune = try database.eligibilitySubject(database.territory("12208"))
        let report = try eligibility.report("cantine", for: commune, on: day, today: today)
        print(report.verdict.rawValue, report.answer(.english))
        for finding in report.finding?.decisive ?? [] { print(finding.statement?(.english) ?? finding.kind) }
    }
}
