import TerritoryTestSupport
import Testing
internal import TerritoryFormats
@testable import TerritoryBuild
@testable import TerritoryKit

@Suite("Several lists of one zoning, side by side")
struct SeveralListsTests {
    private static let rules = """
        programme: essai
        title: {fr: Essai, en: Trial}
        question: {fr: essayer, en: try}
        nature: territorial
        check_every_months: 12
        versions:
          - code: premiere
            from: 2019-01-01
            title: {fr: première, en: first}
            reference: {title: Loi}
            checked_on: 2026-02-01
            confidence: stated
            subjects:
              commune:
                zoning: {code: dsr_perequation, classes: [eligible]}
        """

    /// The fixture country with a list of 2024 made by hand beside that of 2026: 20001 was out, 20055 was in.
    private func country() throws -> FixtureCountry {
        let country = try FixtureCountry()
        let list = try [UInt8](contentsOfFile: country.sources + "/fictif_ofgl_dsr_2026.csv").text
            .replacing("_2026", with: "_2024").replacing(
                "20001,Orme-la-Vieille,20,1", with: "20001,Orme-la-Vieille,20,0"
            )
            .replacing("20055,Trois-Ponts,20,0", with: "20055,Trois-Ponts,20,1")
        try [UInt8](list.utf8).write(toFile: country.sources + "/dsr_2024.csv")
        try country.runImport(
            replacements: ["dsr": country.sources + "/dsr_2024.csv"], vintage: Vintage("2024"))
        try [UInt8](Self.rules.utf8).write(toFile: country.package + "/data/rules/essai.yaml")
        try [UInt8](contentsOfFile: Repository.root + "/data/rules/schema.json")
            .write(toFile: country.package + "/data/rules/schema.json")
        return country
    }

    private func reports(_ database: TerritoryDatabase, _ day: String) throws -> [String: EligibilityReport] {
        let eligibility = try database.eligibility(["essai"])
        let date = try #require(CivilDate(day))
        return try ["20001", "20002", "20055"].reduce(into: [:]) {
            $0[$1] = try eligibility.report("essai", for: .commune($1), on: date, today: date)
        }
    }

    @Test("the list of the day decides; those of other years do not move, and beyond their reach nothing is known")
    func listOfTheDay() throws {
        let (both, alone) = (try country().build(), try FixtureDatabase())
        try [UInt8](Self.rules.utf8).write(toFile: alone.country.package + "/data/rules/essai.yaml")
        try [UInt8](contentsOfFile: Repository.root + "/data/rules/schema.json")
            .write(toFile: alone.country.package + "/data/rules/schema.json")
        let one = try alone.country.build()

        // On a day of 2024, the list of 2024; before it was there, that of 2026 stood in and said otherwise.
        let (with, without) = (try reports(both, "2024-11-15"), try reports(one, "2024-11-15"))
        #expect(with["20001"]?.verdict == .notEligible && without["20001"]?.verdict == .eligible)
        #expect(with["20055"]?.verdict == .eligible && without["20055"]?.verdict == .notEligible)
        #expect(with.values.allSatisfy(\.standIns.isEmpty) && without.values.allSatisfy { !$0.standIns.isEmpty })
        #expect(with["20001"]?.finding?.sources.map(\.vintage) == ["2024"])

        // Those of 2026 do not move, those of 2020 stay undetermined.
        #expect(try reports(both, "2026-05-01").mapValues(\.verdict) == reports(one, "2026-05-01").mapValues(\.verdict))
        #expect(try reports(both, "2020-05-01").values.allSatisfy { $0.verdict == .undetermined })

        // Between two lists both stand in: where they disagree the answer is undetermined, and each is shown.
        let between = try reports(both, "2025-06-01")
        #expect(between["20001"]?.verdict == .undetermined && between["20002"]?.verdict == .eligible)
        #expect(between["20001"]?.finding?.parts.map(\.outcome) == [.notMet, .met])
        #expect(between["20001"]?.answer.en.contains("disagree") == true)
    }

    @Test("sets, coverage and sheets take the list of the day, and without a day the latest")
    func sets() throws {
        let database = try country().build()
        func codes(_ day: String?) throws -> (known: [String], unknown: Int) {
            let answer = try database.query(
                "dsr_perequation and commune:20001 or dsr_perequation and commune:20055",
                on: day.flatMap { CivilDate($0) })
            return (answer.rows.filter { !$0.isUnknown }.map(\.code), answer.rows.count { $0.isUnknown })
        }
        #expect(try codes(nil) == (["20001"], 0) && codes("2026-05-01") == (["20001"], 0))
        #expect(try codes("2024-11-15") == (["20055"], 0))
        #expect(try codes("2025-06-01") == ([], 2))
        #expect(
            try database.sheet(for: "20001").territory?.zonings.first { $0.zoning == "dsr_perequation" }?.vintage
                == "2026")
        let sources = try database.sources().sources.filter { $0.role == "dsr" }
        #expect(
            sources.map(\.vintage) == ["2024", "2026"] && sources[0].validUntil == CivilDate(unchecked: 2024, 12, 31))
    }

    @Test("a vintage is a year, a school year or a day, and no other text")
    func vintage() {
        #expect(Vintage("2024")?.until == CivilDate(unchecked: 2024, 12, 31))
        #expect(Vintage("2022-2023")?.from == CivilDate(unchecked: 2022, 9, 1))
        #expect(Vintage("2024-06-20").map { $0.from == CivilDate(unchecked: 2024, 6, 20) && $0.until == nil } == true)
        for text in ["", "24", "2024-2026", "2024-06-31", "2024-06", "DSR 2024", "99999"] {
            #expect(Vintage(text) == nil)
        }
    }

    @Test("a role with one list only takes no second")
    func oneListOnly() throws {
        let country = try FixtureCountry()
        let error = try #require(throws: ImportError.self) {
            try country.runImport(replacements: ["epci": "fictif_dgcl_epci_perimetre.csv"], vintage: Vintage("2024"))
        }
        #expect(error.problems.map(\.message.en).contains { $0.contains("has one list only") })
    }
}
