public import TerritoryFormats

/// A fact that an asker changes, to see what follows: `12145:dsr_perequation=no`.
public struct Assumption: Hashable, Sendable {
    /// The code of a commune, or of an EPCI for a competence.
    public var code: String
    /// A zoning, an indicator, `population`, or `competence-4010`.
    public var fact: String
    /// A class or yes / no, a number, or `unknown`.
    public var value: String

    /// - Returns: `nil` if the text is not in the form CODE:FACT=VALUE.
    public init?(_ text: String) {
        guard let equals = text.firstIndex(of: "="), let colon = text[..<equals].lastIndex(of: ":") else { return nil }
        code = String(text[..<colon]).uppercased()
        fact = String(text[text.index(after: colon)..<equals])
        value = String(text[text.index(after: equals)...])
        guard !code.isEmpty, !fact.isEmpty, !value.isEmpty else { return nil }
    }

    public static let form = LocalizedText(
        fr: "la forme CODE:FAIT=VALEUR est attendue, comme 12145:dsr_perequation=no",
        en: "the form CODE:FACT=VALUE is expected, such as 12145:dsr_perequation=no")

    var text: String { "\(code):\(fact)=\(value)" }
}

extension Eligibility {
    /// The same programmes over facts of which some are changed.
    ///
    /// - Throws: ``EligibilityError`` if a code or a fact is not known, or a value is not one it may have.
    public func assuming(_ assumptions: [Assumption]) throws(EligibilityError) -> Eligibility {
        var changed = self
        let competences = programmes.flatMap(\.criteria).reduce(into: Set<String>()) { codes, criterion in
            guard case .competence(let competence) = criterion.condition else { return }
            codes.formUnion(competence.codes + (competence.perhaps ?? []))
        }
        for assumption in assumptions {
            try changed.facts.apply(assumption, competences: competences)
            changed.assumptions.append(
                LocalizedText(fr: "Hypothèse\u{202F}: \(assumption.text).", en: "Assumption: \(assumption.text)."))
        }
        return changed
    }

    /// The same programmes over the facts as they would be if communes left their EPCI.
    ///
    /// - Throws: ``EligibilityError`` if a code is that of no commune.
    public func without(_ communes: [String]) throws(EligibilityError) -> Eligibility {
        var changed = self
        for code in communes {
            guard let commune = facts.communes[code] else { throw .noSuchCommune(code) }
            changed.facts.communes[code]?.epci = nil
            if let epci = commune.epci { changed.facts.epcis[epci]?.members.removeAll { $0 == code } }
            changed.assumptions.append(
                LocalizedText(
                    fr: "Hypothèse\u{202F}: \(commune.name) (\(code)) n’est plus membre de son EPCI.",
                    en: "Assumption: \(commune.name) (\(code)) is no longer a member of its EPCI."))
        }
        return changed
    }
}

extension EligibilityFacts {
    /// Changes one fact; `competences` are the codes that the programmes ask for.
    fileprivate mutating func apply(
        _ assumption: Assumption, competences: Set<String>
    ) throws(EligibilityError) {
        let (code, fact, value) = (assumption.code, assumption.fact, assumption.value)
        if let competence = competences.first(where: { fact == "competence-\($0)" }) {
            return try applyCompetence(competence, assumption)
        }
        guard fact == "population" || zonings[fact] != nil || indicators[fact] != nil else {
            let known =
                (zonings.keys.sorted() + indicators.keys.sorted() + ["population"]
                + competences.sorted().map { "competence-\($0)" }).joined(separator: ", ")
            throw .notAnAssumption(
                assumption.text,
                expected: LocalizedText(
                    fr: "les faits de ce programme sont \(known)", en: "the facts of this programme are \(known)"))
        }
        guard communes[code] != nil else { throw .noSuchCommune(code) }
        if fact == "population" {
            let count = try count(value, assumption)
            for index in populations.indices { populations[index].fact[code] = count }
        } else if let zoning = zonings[fact] {
            let found = try zoning.class(named: value, assumption)
            for index in zoning.lists.indices { zonings[fact]?.lists[index].fact[code] = found }
        } else if let indicator = indicators[fact] {
            let number = try count(value, assumption).map(Double.init)
            for index in indicator.lists.indices { indicators[fact]?.lists[index].fact[code] = number }
        }
    }

    /// More than any commune has of anything, and little enough for sums.
    private static let largestNumber = 1_000_000_000

    private mutating func applyCompetence(
        _ competence: String, _ assumption: Assumption
    ) throws(EligibilityError) {
        guard epcis[assumption.code] != nil, ["yes", "no"].contains(assumption.value) else {
            throw .notAnAssumption(
                assumption.text,
                expected: LocalizedText(
                    fr: "une compétence est celle d’un EPCI, et vaut yes ou no",
                    en: "a competence is that of an EPCI, and is yes or no"))
        }
        assumedCompetences[assumption.code, default: [:]][competence] = assumption.value == "yes"
    }

    /// - Returns: `nil` for `unknown`.
    private func count(_ text: String, _ assumption: Assumption) throws(EligibilityError) -> Int? {
        if text == "unknown" { return nil }
        guard let number = Int(text), 0...Self.largestNumber ~= number else {
            let most = Language.allCases.map { Decimals.text(Self.largestNumber, in: $0) }
            throw .notAnAssumption(
                assumption.text,
                expected: LocalizedText(
                    fr: "un nombre entier de 0 à \(most[0]), ou unknown, est attendu",
                    en: "a whole number from 0 to \(most[1]), or unknown, is expected"))
        }
        return number
    }
}

extension EligibilityFacts.Zoning {
    /// - Returns: `nil` for `unknown`.
    fileprivate func `class`(named text: String, _ assumption: Assumption) throws(EligibilityError) -> String? {
        if text == "unknown" { return nil }
        if classes[text] != nil { return text }
        let ordered = classes.sorted { $0.value.rank < $1.value.rank }
        let wanted: ZoningMembership? = text == "yes" ? .in : text == "no" ? .out : nil
        if let wanted, let match = ordered.first(where: { $0.value.membership == wanted }) { return match.key }
        let known = (ordered.map(\.key) + ["yes", "no", "unknown"]).joined(separator: ", ")
        throw .notAnAssumption(
            assumption.text,
            expected: LocalizedText(fr: "l’une des valeurs \(known) est attendue", en: "one of \(known) is expected"))
    }
}
