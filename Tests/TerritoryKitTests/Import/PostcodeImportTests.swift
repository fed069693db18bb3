import TerritoryTestSupport
import Testing
@testable import TerritoryBuild
internal import TerritoryFormats
import TerritoryKit

@Suite("Postcodes")
struct PostcodeImportTests {
    /// The fixture country, whose list of sources names no file of postcodes, imported with one.
    private static func importedCountry() throws -> (FixtureCountry, PackageImport.Outcome) {
        let country = try FixtureCountry()
        let outcome = try country.runImport(
            replacements: ["postcode": country.sources + "/fictif_laposte_codes_postaux.csv"])
        return (country, outcome)
    }

    @Test("none is read where no file is given: those of a commune are unknown")
    func unknown() throws {
        let fixture = try FixtureDatabase()
        #expect(try fixture.database.sheet(for: "20001").territory?.postcodes == nil)
        #expect(try !fixture.database.search("20100").arePostcodesKnown)
        #expect(try fixture.country.readPackage().rows(Tables.communePostcode).isEmpty)
    }

    @Test("a commune has several, and several communes have one")
    func several() throws {
        let (country, _) = try Self.importedCountry()
        let database = try country.build()
        func postcodes(_ code: String) throws -> [String]? {
            try database.sheet(for: code).territory?.postcodes?.map(\.rawValue)
        }
        #expect(try postcodes("20001") == ["20100"])
        #expect(try postcodes("20005") == ["20120", "20130"])
        #expect(try postcodes("20118") == ["20140"])
        #expect(try postcodes("20055") == ["20151", "20152"])
        #expect(try postcodes("96006") == [])
        #expect(try postcodes("200000001") == nil)
        let answer = try database.search("20140")
        #expect(Set(answer.matches.map(\.code)) == ["20010", "20011", "20118"])
        #expect(answer.arePostcodesKnown && answer.matches.allSatisfy { $0.postcode?.rawValue == "20140" })
    }

    @Test("five digits that are a commune’s code and a postcode find both, each told")
    func both() throws {
        let (country, _) = try Self.importedCountry()
        let matches = try country.build().search("20004").matches
        #expect(matches.map(\.code) == ["20004", "20007"])
        #expect(matches.map(\.postcode?.rawValue) == [nil, "20004"])
    }

    @Test("old codes are carried to the communes of today, once told; what is unknown or missing is told")
    func notices() throws {
        let (country, outcome) = try Self.importedCountry()
        let file = country.sources + "/fictif_laposte_codes_postaux.csv"
        let found = outcome.notices.filter { $0.file == file }.map { $0.sentence(in: .english).dropFirst(file.count) }
        #expect(
            found == [
                ":8: code 20006 (geography of 2024) is carried over to 20005",
                ":13: code 20076 (geography of 2024) is carried over to 20118",
                ":21: “98799” is not a commune of the code officiel géographique, of today or of the past",
                ": no row for 1 commune(s) (96006); what this file would say of them is unknown",
            ])
    }

    @Test("five digits that are neither are told to be neither")
    func neither() throws {
        let (country, _) = try Self.importedCountry()
        let answer = try country.build().search("20999")
        #expect(answer.matches.isEmpty && answer.arePostcodesKnown)
    }

    @Test("the package says that their licence is not sure")
    func licence() throws {
        let (country, _) = try Self.importedCountry()
        let source = try #require(
            try country.build().sources().sources.first { $0.path == "data/postcodes.csv" })
        #expect(
            source.license == "notspecified" && source.publisher == "La Poste fictive" && source.codeVintage == 2024)
        let resource = try #require(try country.readPackage().sources.first { $0.path == "data/postcodes.csv" })
        #expect(resource.licenses.map(\.name) == ["notspecified"])
    }

    @Test(
        "what is no postcode, and a column that is missing, are refused with their line",
        arguments: [
            (
                "20003,COEUR D ORME,20110", "20003,COEUR D ORME,2011",
                ":5: “2011” is not a postcode: five digits expected"
            ),
            ("code_postal", "cp", ":1: column “code_postal / Code_postal” is missing"),
            ("20003,COEUR", "2003,COEUR", ":5: “2003” is not the INSEE code of a commune"),
        ])
    func refused(old: String, new: String, sentence: String) throws {
        let country = try FixtureCountry()
        try country.edit("raw/fictif_laposte_codes_postaux.csv", replacing: old, with: new)
        let file = country.sources + "/fictif_laposte_codes_postaux.csv"
        let error = try #require(throws: ImportError.self) {
            try country.runImport(replacements: ["postcode": file])
        }
        #expect(error.problems.contains { $0.sentence(in: .english).hasPrefix(file + sentence) })
    }

    @Test("a file for a role that the list of sources does not have is refused, not dropped")
    func unlisted() throws {
        let country = try FixtureCountry()
        try country.edit(
            "package/data/reference/sources.csv",
            replacing:
                "postcode,,codes postaux,postcodes,Codes postaux,La Poste fictive,notspecified,2024,2024-01-01,,,,,,\n",
            with: "")
        let error = try #require(throws: ImportError.self) {
            try country.runImport(replacements: ["postcode": country.sources + "/fictif_laposte_codes_postaux.csv"])
        }
        #expect(error.problems.map { $0.sentence(in: .english) }.contains { $0.contains("no source for “postcode”") })
    }
}
