import Foundation
import TerritoryTestSupport
import Testing
import TerritoryFormats
import TerritoryKit

@Suite("Official codes")
struct CodeTests {
    @Test(
        "the code of a commune parses to itself",
        arguments: ["01001", "12145", "2A004", "2B033", "75056", "97401", "98735"])
    func communes(text: String) throws {
        #expect(try CommuneCode(validating: text).rawValue == text)
    }

    @Test(
        "what is not five characters of a commune is refused",
        arguments: ["", "1214", "121456", "2C004", "A2004", "2a004", "12 45", "12-45", "١٢١٤٥", "12A45", "1214é"])
    func notCommunes(text: String) {
        #expect(CommuneCode(rawValue: text) == nil)
    }

    @Test("the code of a département parses to itself", arguments: ["01", "2A", "2B", "95", "971", "976", "988"])
    func departements(text: String) throws {
        #expect(try DepartementCode(validating: text).rawValue == text)
    }

    @Test("what is not a département is refused", arguments: ["", "1", "2C", "97", "98", "123", "9744", "97A", "2a"])
    func notDepartements(text: String) {
        #expect(DepartementCode(rawValue: text) == nil)
    }

    @Test("the code of a région is two digits", arguments: [("76", true), ("01", true), ("7", false), ("2A", false)])
    func regions(text: String, isCode: Bool) {
        #expect(RegionCode(rawValue: text)?.rawValue == (isCode ? text : nil))
    }

    @Test(
        "the code of an arrondissement is that of its département and a digit",
        arguments: [("121", true), ("2A1", true), ("9742", true), ("12", false), ("1211", false), ("97A2", false)])
    func arrondissements(text: String, isCode: Bool) {
        #expect(ArrondissementCode(rawValue: text)?.rawValue == (isCode ? text : nil))
    }

    @Test(
        "the code of an EPCI is nine digits",
        arguments: [("243100518", true), ("24310051", false), ("24310051A", false), ("243 100 518", false)])
    func epcis(text: String, isCode: Bool) {
        #expect(EPCICode(rawValue: text)?.rawValue == (isCode ? text : nil))
    }

    @Test(
        "the code of a QPV is QN, five characters and a letter",
        arguments: [
            ("QN03016M", true), ("QN2A101M", true), ("QP031016", false), ("QN03016", false), ("qn03016m", false),
            ("QN030161", false),
        ])
    func qpvs(text: String, isCode: Bool) {
        #expect(QPVCode(rawValue: text)?.rawValue == (isCode ? text : nil))
    }

    @Test("any five digits parse to themselves, and sort as text", arguments: 0..<50 as Range<UInt64>)
    func digits(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let texts = (0..<20).map { _ in (0..<5).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined() }
        #expect(try texts.map { try CommuneCode(validating: $0) }.sorted().map(\.rawValue) == texts.sorted())
    }

    @Test("the refusal says what was found and what was expected, in both languages")
    func sentences() throws {
        let error = try #require(throws: InvalidCode.self) { try CommuneCode(validating: "5935") }
        #expect(
            error.sentence(in: .english)
                == "“5935” is not the INSEE code of a commune: five characters expected, such as 12145 or 2A004")
        #expect(
            error.sentence(in: .french)
                == "«\u{202F}5935\u{202F}» n’est pas un code INSEE de commune\u{202F}: cinq caractères attendus, "
                + "par exemple 12145 ou 2A004")
    }

    @Test("every kind of code says its own form", arguments: Language.allCases)
    func expectations(language: Language) {
        let all: [any OfficialCode.Type] = [
            CommuneCode.self, DepartementCode.self, RegionCode.self, ArrondissementCode.self, EPCICode.self,
            QPVCode.self, Postcode.self,
        ]
        #expect(Set(all.map { $0.expectation(language) }).count == all.count)
    }

    @Test("JSON gives back the code, and refuses what is none")
    func json() throws {
        let code = try CommuneCode(validating: "2A004")
        #expect(try JSONDecoder().decode([CommuneCode].self, from: JSONEncoder().encode([code])) == [code])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CommuneCode].self, from: Data(#"["2C004"]"#.utf8))
        }
    }

    @Test(
        "a scope is a région or France, and writes itself as it is read",
        arguments: [
            ("region:76", true), ("france", true), ("region:7", false), ("France", false), ("76", false), ("", false),
        ])
    func scopes(text: String, isScope: Bool) {
        #expect(Scope(text)?.description == (isScope ? text : nil))
    }
}
