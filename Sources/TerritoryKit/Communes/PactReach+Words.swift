public import TerritoryFormats

extension PactReach {
    /// What ground it covers, in a few words: rural, QPV; what is not known is told.
    public var ground: [LocalizedText] {
        let rural = Self.word(
            coversRural, LocalizedText("rural"), perhaps: LocalizedText(fr: "peut-être rural", en: "perhaps rural"))
        let qpv = Self.word(
            coversQPV, LocalizedText("QPV"), perhaps: LocalizedText(fr: "peut-être des QPV", en: "perhaps QPV"))
        return [rural, qpv].compactMap { $0 }
    }

    private static func word(_ covers: Bool?, _ word: LocalizedText, perhaps: LocalizedText) -> LocalizedText? {
        covers.map { $0 ? word : nil } ?? perhaps
    }

    /// Its name, with its code and what ground it covers.
    public func title(in language: Language) -> String {
        let ground = ground.map { $0(language) }.joined(separator: ", ")
        return "\(name) (\(code)\(ground.isEmpty ? "" : language.semicolon + " " + ground))"
    }
}

extension PactCounts {
    /// The register in one line.
    public var title: LocalizedText {
        func unknown(_ count: Int, _ words: LocalizedText, _ language: Language) -> String {
            count == 0 ? "" : " (\(words(language)) \(count))"
        }
        let words = LocalizedText(fr: "inconnu pour", en: "unknown for")
        return LocalizedText(
            fr: "Registre des pactes locaux\u{202F}: \(pacts) \(pacts > 1 ? "pactes" : "pacte"), dont "
                + "\(rural) \(rural > 1 ? "couvrent" : "couvre") du territoire rural\(unknown(ruralUnknown, words, .french)) "
                + "et \(qpv) des QPV\(unknown(qpvUnknown, words, .french))",
            en: "Register of local pacts: \(pacts) \(pacts == 1 ? "pact" : "pacts"), of which \(rural) "
                + "\(rural == 1 ? "covers" : "cover") rural ground\(unknown(ruralUnknown, words, .english)) and \(qpv) QPV"
                + unknown(qpvUnknown, words, .english))
    }
}
