import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryKit

@Suite("Days of the calendar")
struct CivilDateTests {
    @Test(
        "a day reads as it writes", arguments: ["0001-01-01", "1943-08-12", "2000-02-29", "2024-02-29", "9999-12-31"])
    func roundTrip(text: String) {
        #expect(CivilDate(text)?.description == text)
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "", "2026-1-1", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
            "0000-01-01", "2026/01/01", "01-01-2026", "2026-01-01T00:00", "20260101", "+026-01-01",
        ])
    func refused(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test("days sort as their text does", arguments: 0..<50 as Range<UInt64>)
    func order(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let dates = (0..<20).compactMap { _ in
            CivilDate(
                year: .random(in: 1...9999, using: &random), month: .random(in: 1...12, using: &random),
                day: .random(in: 1...28, using: &random))
        }
        #expect(dates.sorted().map(\.description) == dates.map(\.description).sorted())
    }

    @Test(
        "the day before knows the months and the leap years",
        arguments: [
            ("2026-01-02", "2026-01-01"), ("2026-01-01", "2025-12-31"), ("2024-03-01", "2024-02-29"),
            ("2100-03-01", "2100-02-28"), ("2026-05-01", "2026-04-30"), ("0001-01-01", "0001-01-01"),
        ])
    func dayBefore(day: String, before: String) {
        #expect(CivilDate(day)?.dayBefore.description == before)
    }

    @Test("JSON gives back the day, and refuses what is none")
    func json() throws {
        let date = try #require(CivilDate("2024-02-29"))
        let bytes = try TerritoryJSON.bytes(of: [date])
        #expect(try TerritoryJSON.answer([CivilDate].self, from: bytes) == [date])
        #expect(throws: DecodingError.self) {
            try TerritoryJSON.answer([CivilDate].self, from: Array(#"["2023-02-29"]"#.utf8))
        }
    }
}
