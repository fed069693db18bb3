import TerritoryKit
import Testing
@testable import TerritoryBuild

@Suite("The list of sources")
struct SourceListTests {
    private static let header =
        "role,file,label_fr,label_en,title,publisher,license,vintage,date,valid_from,valid_until,stand_in_months,"
        + "precision_m,precision_fr,precision_en\n"
    private static func line(_ vintage: Int) -> String {
        "population,\(vintage).csv,p,p,Census \(vintage),Insee,etalab-2.0,\(vintage),\(vintage + 3)-01-01,"
            + "\(vintage + 3)-01-01,\(vintage + 3)-12-31,60,,,\n"
    }

    private func list() -> SourceList {
        var problems: [SourceProblem] = []
        let text = Self.header + Self.line(2022) + Self.line(2023)
        // The problems are the roles that the text leaves out.
        return SourceList(file: "sources.csv", bytes: Array(text.utf8), problems: &problems)
    }

    @Test("a census given as one more list comes into force as late as those that are listed")
    func delay() throws {
        var list = list()
        list.add("new.csv", to: .populations, try #require(Vintage("2021")))
        let entries = try #require(list.entries[.populations])
        #expect(entries.map(\.vintage) == ["2021", "2022", "2023"])
        #expect(entries[0].file == "new.csv" && entries[0].date == CivilDate(unchecked: 2024, 1, 1))
        #expect(entries[0].validity.from == CivilDate(unchecked: 2024, 1, 1))
        #expect(entries[0].validity.until == CivilDate(unchecked: 2024, 12, 31))
    }

    @Test("a file in the place of a list of the same vintage keeps its dates and its title")
    func replacement() throws {
        var list = list()
        let before = try #require(list.entries[.populations]?.first)
        list.add("new.csv", to: .populations, try #require(Vintage("2022")))
        var expected = before
        expected.file = "new.csv"
        #expect(list.entries[.populations]?.first == expected && list.entries[.populations]?.count == 2)
    }
}
