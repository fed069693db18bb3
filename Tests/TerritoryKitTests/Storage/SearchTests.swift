import TerritoryTestSupport
import Testing
internal import TerritoryKit
import TerritoryFormats

@Suite("Territories by name")
struct SearchTests {
    let fixture: FixtureDatabase

    init() throws { fixture = try FixtureDatabase() }

    private func codes(_ text: String) throws -> [String] { try fixture.database.search(text).matches.map(\.code) }

    @Test(
        "case, accents, ligatures, hyphens and apostrophes do not matter",
        arguments: [
            ("L'Œuf-Clos", "20002"), ("l’oeuf clos", "20002"), ("OEUF CLOS", "20002"), ("coeur d'orme", "20003"),
            ("retabli les bains", "20011"), ("aether", "96006"), ("Noel", "96003"), ("saint epain", "96005"),
            ("st-épain le chêne", "96005"), ("trois p", "20055"), ("  Montégal ", "20007"), ("l isle d aval", "96002"),
        ])
    func folded(text: String, code: String) throws {
        #expect(try codes(text).first == code)
    }

    @Test("homonyms come with their département, the larger first")
    func homonyms() throws {
        let matches = try fixture.database.search("belle rive").matches
        #expect(matches.map(\.code) == ["20004", "96004"])
        #expect(matches.map(\.departement?.name) == ["Haute-Orme", "Basse-Orme"])
    }

    @Test("a whole name comes before a name that begins so, and both before the others")
    func order() throws {
        let matches = try fixture.database.search("orme").matches
        #expect(matches.first?.name.hasPrefix("Orme") == true)
        #expect(Set(matches.map(\.code)).isSuperset(of: ["20001", "20003", "200000003", "99", "academie-orme"]))
    }

    @Test("the name of a commune of the past leads to the one that holds its ground")
    func former() throws {
        let match = try #require(try fixture.database.search("saint cyr l'etang").matches.first)
        #expect(match.code == "20118" && match.name == "Pierre-Haute" && match.formerName == "Saint-Cyr-l'Étang")
    }

    @Test("the name of a commune whose ground was split leads to none")
    func split() throws {
        #expect(try codes("Partage").isEmpty)
    }

    @Test("a search that is cut says so")
    func cut() throws {
        #expect(try fixture.database.search("orme", limit: 1).isTruncated)
        #expect(try fixture.database.search("orme", limit: 1).matches.count == 1)
        #expect(try !fixture.database.search("outremont", limit: 2).isTruncated)
    }

    @Test("a limit is brought within its bounds", arguments: [-5, 0, 1])
    func limit(limit: Int) throws {
        #expect(try fixture.database.search("orme", limit: limit).matches.count == 1)
    }

    @Test(
        "text without a word, or that means something to SQL, finds nothing",
        arguments: ["", " ", "%", "_", "'; DROP TABLE commune; --", "*", "😀"])
    func nothing(text: String) throws {
        #expect(try codes(text).isEmpty)
    }

    @Test(
        "QPV, EPCIs, régions and academies are found by name",
        arguments: [
            ("les deux rives", "QN02001M"), ("orme metropole", "200000003"), ("vallees", "99"),
            ("académie", "academie-orme"), ("basse orme", "96"),
        ])
    func kinds(text: String, code: String) throws {
        #expect(try codes(text).first == code)
    }

    @Test(
        "a name that is folded twice is folded once",
        arguments: ["L'Œuf-Clos", "St-Œr", "ÉÀÇ ÿ", "L’Haÿ-les-Roses", "Y", "ßtraße"])
    func idempotent(name: String) {
        #expect(NameFolding.fold(NameFolding.fold(name)) == NameFolding.fold(name))
    }

    @Test(
        "saints are written out",
        arguments: [
            ("St-Jean", "saint jean"), ("Ste Anne", "sainte anne"), ("Sts", "saints"),
            ("Stes-Maries", "saintes maries"), ("Est", "est"),
        ])
    func saints(name: String, folded: String) {
        #expect(NameFolding.fold(name) == folded)
    }

    @Test("the letters of French names fold as Unicode folds them")
    func frenchLetters() {
        let french = "àâäçèéêëîïôöùûüÿÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŸœŒæÆ"
        let letters = (french + "abcXYZ 09-'’.(").map(String.init) + ["e\u{301}", "ñ", "ß"]
        var random = SplitMix64(seed: 25)
        for _ in 0..<2000 {
            let name = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                letters.randomElement(using: &random) ?? ""
            }.joined()
            #expect(NameFolding.plain(name) == NameFolding.slowPlain(name), "\(name)")
        }
    }
}
