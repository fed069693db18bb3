import TerritoryKit

/// What do figures of the report add up to? Those that must not be summed are not.
enum Figures {
    static func example(_ database: TerritoryDatabase) throws {
        let total = try database.sum(of: ["mn-pl.ruraux", "mn-pl.qpv"]).value
        print(total.value ?? "no total", total.refusal?(.english) ?? "")
    }
}
