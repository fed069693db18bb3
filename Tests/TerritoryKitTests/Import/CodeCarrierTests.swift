import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
@testable import TerritoryKit

@Suite("Carrying codes over to today")
struct CodeCarrierTests {
    let cog: COG

    init() throws {
        let country = try FixtureCountry()
        let files: [SourceRole: String] = [
            .communes: "cog_v_commune.csv", .movements: "cog_v_mvt_commune.csv", .regions: "cog_v_region.csv",
            .departements: "cog_v_departement.csv", .arrondissements: "cog_v_arrondissement.csv",
        ]
        var report = ImportReport()
        let sources = try files.reduce(into: RawSources()) { sources, file in
            let entry = SourceList.Entry(
                role: file.key, file: file.value, label: LocalizedText(""), title: "", publisher: "", license: "",
                vintage: "",
                date: try #require(CivilDate("2026-01-01")))
            let path = country.sources + "/" + file.value
            sources.add(
                RawSource(entry: entry, file: path, bytes: try [UInt8](contentsOfFile: path), hash: ""))
        }
        cog = COG(sources, &report)
        #expect(report.problems.isEmpty)
    }

    @Test(
        "the year of a table is that of its codes",
        arguments: [
            (["20001", "20118", "20005"], 2026), (["20001", "20006"], 2024), (["20001", "20006", "20076"], 2024),
            (["20001", "96007"], 2022), (["20001", "20118", "20076", "20012"], 2015), (["20201", "20055"], 2026),
            ([], 2026),
        ] as [([CommuneCode], Int)])
    func vintage(codes: [CommuneCode], year: Int) {
        #expect(CodeCarrier(codes: Set(codes), cog: cog).vintage == year)
    }

    @Test("one wrong code does not hide the year of the others")
    func wrongCode() {
        #expect(CodeCarrier(codes: ["20001", "96007", "20999"], cog: cog).vintage == 2022)
    }

    @Test(
        "a code of 2022 goes to the commune that holds its ground",
        arguments: [
            ("20001", ["20001"]), ("20006", ["20005"]), ("20005", ["20005"]), ("20076", ["20118"]),
            ("96007", ["96006"]),
            // Unknown to the year of the table, a code of today stands for itself.
            ("20118", ["20118"]),
            // Gone long before the table, a code is followed from its last day.
            ("20012", ["20004", "20007"]),
        ] as [(CommuneCode, [CommuneCode])])
    func destination(code: CommuneCode, successors: [CommuneCode]) {
        let carrier = CodeCarrier(codes: ["20001", "20076", "96007"], cog: cog)
        #expect(carrier.destination(of: code) == .communes(successors))
    }

    @Test("an arrondissement municipal is a part of its city")
    func municipalArrondissement() {
        #expect(CodeCarrier(codes: [], cog: cog).destination(of: "20201") == .municipalArrondissement(of: "20055"))
    }

    @Test("a code that never was is unknown, not guessed")
    func unknown() {
        #expect(CodeCarrier(codes: [], cog: cog).destination(of: "20999") == .unknown)
    }
}
