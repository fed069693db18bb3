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

    @Test(
        "a name of the past leads to the commune of today: renamed, merged under its code, déléguée, associée",
        arguments: [
            ("rive", "20004", nil), ("val le haut", "20005", "Val-le-Haut"), ("val le bas", "20005", "Val-le-Bas"),
            ("les egaux", "20007", "Les Égaux"), ("retabli", "20011", nil), ("pierre", "20118", nil),
            ("vaux", "96006", nil),
        ] as [(String, String, String?)])
    func names(text: String, code: String, formerName: String?) throws {
        let match = try #require(try fixture.database.search(text).matches.first)
        #expect(match.code == code && match.formerName == formerName)
    }

    @Test("the name of a commune whose ground was split leads to each of those that hold it")
    func split() throws {
        let matches = try fixture.database.search("Partage").matches
        #expect(Set(matches.map(\.code)) == ["20004", "20007"])
        #expect(matches.allSatisfy { $0.formerName == "Partage" })
    }

    @Test("a lookup of such a name is ambiguous, and of a name that one bears today means that one")
    func lookup() throws {
        #expect(try fixture.database.lookup("Partage").candidates.map(\.code) == ["20004", "20007"])
        #expect(throws: LookupError.self) { try fixture.database.territory("Partage") }
        #expect(try fixture.database.territory("Val-le-Bas").code == "20005")
        #expect(try fixture.database.territory("Belle-Rive (96)").code == "96004")
        #expect(throws: LookupError.self) { try fixture.database.territory("Belle-Rive") }
    }

    @Test("no territory comes twice", arguments: ["a", "e", "val", "orme", "belle rive", "rive", "20118", "99"])
    func once(text: String) throws {
        let matches = try fixture.database.search(text, limit: 100).matches
        #expect(Set(matches.map { "\($0.kind) \($0.code)" }).count == matches.count)
    }

    @Test(
        "a code finds its territory, in any letter case",
        arguments: [
            ("20055", "20055"), ("200000003", "200000003"), ("qn02001m", "QN02001M"), ("201", "201"), ("96", "96"),
            ("academie-orme", "academie-orme"), (" 20055 ", "20055"),
        ])
    func code(text: String, code: String) throws {
        #expect(try codes(text).first == code)
    }

    @Test(
        "a code of the past finds the commune of today",
        arguments: [("20006", ["20005"]), ("20012", ["20004", "20007"])])
    func formerCode(text: String, successors: [String]) throws {
        let answer = try fixture.database.search(text)
        #expect(Set(answer.matches.map(\.code)) == Set(successors) && !answer.isApproximate)
        #expect(answer.matches.allSatisfy { $0.formerName != nil })
    }

    @Test(
        "a département behind a name tells homonyms apart",
        arguments: [
            ("Belle-Rive (96)", ["96004"]), ("belle rive 20", ["20004"]), ("Belle-Rive (Haute-Orme)", ["20004"]),
            ("belle rive, basse-orme", ["96004"]), ("Belle-Rive (48)", []), ("Haute-Orme", ["20", "200000001"]),
        ])
    func departement(text: String, expected: [String]) throws {
        #expect(try codes(text) == expected)
    }

    @Test("an EPCI stands with the département of its seat, not with that of most of its communes")
    func seat() throws {
        let metropole = try #require(try fixture.database.search("orme metropole").matches.first)
        #expect(metropole.departement?.code == "96")
    }

    @Test(
        "a letter or two wrong: the nearest name first, and it is said",
        arguments: [
            ("tournebos", "20010"), ("tuornebois", "20010"), ("montegale", "20007"), ("monttegal", "20007"),
            ("st epin le chene", "96005"), ("bellerive", "20004"), ("belle rvie", "20004"), ("les egeaux", "20007"),
            ("montegall (20)", "20007"),
        ])
    func near(text: String, code: String) throws {
        let answer = try fixture.database.search(text)
        #expect(answer.matches.first?.code == code && answer.isApproximate)
    }

    @Test(
        "more letters wrong, or one in a short word or a number, find nothing",
        arguments: ["tornebi", "montigalle", "trios p", "vla", "20056", "montegall (96)"])
    func far(text: String) throws {
        let answer = try fixture.database.search(text)
        #expect(answer.matches.isEmpty && !answer.isApproximate)
    }

    @Test("a name that is found is not beside names near it")
    func exact() throws {
        #expect(try !fixture.database.search("montegal").isApproximate)
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
