import TerritoryKit
import TerritoryFormats

/// The local pacts of a register, for people.
struct PactText {
    let language: Language

    private func say(_ french: String, _ english: String) -> String { LocalizedText(fr: french, en: english)(language) }

    /// The pacts that cover a territory; none is not the same as no register.
    func lines(_ sheet: TerritorySheet) -> [String] {
        guard let pacts = sheet.pacts else {
            return [
                "",
                say(
                    "Pactes locaux\u{202F}: inconnus, aucun registre n’est chargé.",
                    "Local pacts: unknown, no register is loaded."),
            ]
        }
        guard !pacts.isEmpty else {
            return ["", say("Aucun pacte local du registre.", "No local pact of the register.")]
        }
        return ["", say("Pactes locaux (\(pacts.count))", "Local pacts (\(pacts.count))")]
            + pacts.map { line($0, in: sheet).wrapped(indent: 6) }
            + ["  (\(PactReach.definition(language)))".wrapped(indent: 3)]
    }

    /// The register as such.
    func lines(_ register: PactCounts) -> [String] {
        ["\(register.title(language))".wrapped(indent: 2), "  \(register.definition(language))".wrapped(indent: 2)]
            + ["  \(register.path)"]
    }

    private func line(_ pact: PactReach, in sheet: TerritorySheet) -> String {
        let part = pact.isWhole ? nil : self.part(pact, in: sheet)
        return "  "
            + [pact.title(in: language), pact.carrier, days(pact), part].compactMap { $0 }.joined(separator: " – ")
    }

    private func part(_ pact: PactReach, in sheet: TerritorySheet) -> String {
        guard sheet.kind != .commune, sheet.kind != .qpv else { return say("en partie", "in part") }
        let total = Decimals.text(sheet.communes, in: language)
        return say(
            "en partie, \(pact.communes) commune\(pact.communes > 1 ? "s" : "") sur \(total)",
            "in part, \(pact.communes) of \(total) communes")
    }

    private func days(_ pact: PactReach) -> String? {
        let from = pact.validFrom?.text(in: language)
        let until = pact.validUntil?.text(in: language)
        switch (from, until) {
        case (let from?, let until?): return say("du \(from) au \(until)", "\(from) to \(until)")
        case (let from?, nil): return say("depuis le \(from)", "since \(from)")
        case (nil, let until?): return say("jusqu’au \(until)", "until \(until)")
        case (nil, nil): return nil
        }
    }
}
