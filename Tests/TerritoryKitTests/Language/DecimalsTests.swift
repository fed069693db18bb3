import TerritoryTestSupport
import Testing
import TerritoryFormats

@Suite("Numbers as people read them")
struct DecimalsTests {
    @Test(
        "each language has its marks",
        arguments: [
            (6_124_653.5, 1, "6\u{202F}124\u{202F}653,5", "6,124,653.5"), (999, 0, "999", "999"),
            (1000, 0, "1\u{202F}000", "1,000"), (-1234.56, 2, "-1\u{202F}234,56", "-1,234.56"), (0, 0, "0", "0"),
            (0.125, 2, "0,12", "0.12"), (-0.001, 2, "0,00", "0.00"), (999.999, 2, "1\u{202F}000,00", "1,000.00"),
        ] as [(Double, Int, String, String)])
    func text(number: Double, decimals: Int, french: String, english: String) {
        #expect(Decimals.text(number, decimals: decimals, in: .french) == french)
        #expect(Decimals.text(number, decimals: decimals, in: .english) == english)
    }

    @Test(
        "a fixed number has a point, whatever the locale",
        arguments: [(0.5, 3, "0.500"), (-2, 0, "-2"), (1e7, 1, "10000000.0")])
    func fixed(number: Double, decimals: Int, text: String) {
        #expect(Decimals.fixed(number, decimals) == text)
    }

    @Test("whole numbers keep every digit once the marks are gone", arguments: 0..<50 as Range<UInt64>)
    func digits(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let number = Int.random(in: -1_000_000_000...1_000_000_000, using: &random)
        for language in Language.allCases {
            #expect(Int(Decimals.text(number, in: language).filter { $0.isNumber || $0 == "-" }) == number)
        }
    }

    @Test("a phrase speaks the language asked for")
    func phrase() {
        let phrase = LocalizedText(fr: "oui", en: "yes")
        #expect(Language.allCases.map { phrase($0) } == ["oui", "yes"])
    }

    @Test("quotation marks are those of the language")
    func quotes() {
        #expect("Œuf".inFrenchQuotes == "«\u{202F}Œuf\u{202F}»")
        #expect("Œuf".inEnglishQuotes == "“Œuf”")
    }
}
