public import TerritoryFormats

/// The answer to a question of eligibility as one sentence, with the reasons that decide.
struct AnswerSentence {
    let programme: Programme
    let subject: LocalizedText
    let date: CivilDate

    private var question: LocalizedText { programme.question }

    func answer(_ version: RuleVersion, _ decision: Decision, epci: String?) -> LocalizedText {
        let reasons = Self.reasons(decision)
        guard programme.nature == .territorial else {
            return LocalizedText(
                fr: "Cela dépend de la personne, non du territoire\u{202F}: \(reasons.fr.uncapitalized)",
                en: "This depends on the person, not on the territory: \(reasons.en.uncapitalized)")
        }
        switch (decision.verdict, decision.way) {
        case (.eligible, .inOwnName), (.eligible, nil):
            return LocalizedText(
                fr: "Oui\u{202F}: \(subject.fr) remplit les conditions pour \(question.fr) (\(version.title.fr)).",
                en: "Yes: \(subject.en) meets the conditions to \(question.en) (\(version.title.en)).")
        case (.eligible, .onlyThroughGrouping):
            return LocalizedText(
                fr:
                    "Seulement par son EPCI\u{202F}: \(epci ?? "") remplit les conditions pour "
                    + "\(question.fr)\u{202F}; \(subject.fr) ne les remplit pas en son nom. \(reasons.fr)",
                en:
                    "Only through its EPCI: \(epci ?? "") meets the conditions to \(question.en); \(subject.en) does not in its "
                    + "own name. "
                    + reasons.en)
        case (.eligible, .throughGrouping):
            return LocalizedText(
                fr:
                    "Oui, au moins par son EPCI\u{202F}: \(epci ?? "") remplit les conditions pour "
                    + "\(question.fr)\u{202F}; pour \(subject.fr) en son nom, les données ne suffisent pas. \(reasons.fr)",
                en:
                    "Yes, through its EPCI at least: \(epci ?? "") meets the conditions to \(question.en); for \(subject.en) in its own name "
                    + "the data do not suffice. \(reasons.en)")
        case (.notEligible, _):
            return LocalizedText(
                fr: "Non\u{202F}: \(subject.fr) ne remplit pas les conditions pour \(question.fr). \(reasons.fr)",
                en: "No: \(subject.en) does not meet the conditions to \(question.en). \(reasons.en)")
        case (.undetermined, _) where decision.own?.outcome == .notMet:
            return LocalizedText(
                fr: "Indéterminé\u{202F}: en son nom, \(subject.fr) ne remplit pas les conditions pour "
                    + "\(question.fr)\u{202F}; les données ne suffisent pas à dire si un groupement les remplit. \(reasons.fr)",
                en:
                    "Undetermined: in its own name, \(subject.en) does not meet the conditions to \(question.en); the "
                    + "data do not suffice to tell whether a grouping does. \(reasons.en)")
        case (.undetermined, _):
            return LocalizedText(
                fr:
                    "Indéterminé\u{202F}: les données ne suffisent pas à dire si \(subject.fr) remplit les conditions pour \(question.fr). "
                    + reasons.fr,
                en:
                    "Undetermined: the data do not suffice to tell whether \(subject.en) meets the conditions to \(question.en). \(reasons.en)"
            )
        }
    }

    /// The answer on a day without a rule, and the verdict that goes with it.
    var withoutRule: (Verdict, LocalizedText) {
        let (fr, en) = (date.text(in: .french), date.text(in: .english))
        if let begins = programme.begins, date < begins {
            return (
                .notEligible,
                LocalizedText(
                    fr: "Non\u{202F}: le \(fr), le programme n’existait pas encore\u{202F}; il commence le "
                        + "\(begins.text(in: .french)).",
                    en: "No: on \(en) the programme did not exist yet; it begins on \(begins.text(in: .english)).")
            )
        }
        if let ended = programme.ended, date > ended {
            return (
                .notEligible,
                LocalizedText(
                    fr: "Non\u{202F}: le \(fr), le programme avait pris fin\u{202F}; son dernier jour est le "
                        + "\(ended.text(in: .french)).",
                    en: "No: on \(en) the programme had ended; its last day is \(ended.text(in: .english)).")
            )
        }
        return (
            .undetermined,
            LocalizedText(
                fr: "Indéterminé\u{202F}: la règle en vigueur le \(fr) n’est pas dans les données.",
                en: "Undetermined: the rule in force on \(en) is not in the data.")
        )
    }

    /// The sentences of the criteria that decide in the territory’s own name, each once.
    private static func reasons(_ decision: Decision) -> LocalizedText {
        let sentences = (decision.own?.decisive ?? []).compactMap(\.statement)
            .reduce(into: [LocalizedText]()) { if !$0.contains($1) { $0.append($1) } }
        return LocalizedText(
            fr: sentences.map(\.fr).joined(separator: " "), en: sentences.map(\.en).joined(separator: " "))
    }
}

extension Finding {
    /// The label and the sentence as one; `nil` for a finding that is made of others, or that was not told.
    public var statement: LocalizedText? {
        guard let sentence, let label else { return sentence }
        return LocalizedText(
            fr: "\(label.fr)\u{202F}: \(sentence.fr.uncapitalized)", en: "\(label.en): \(sentence.en.uncapitalized)")
    }
}

extension String {
    /// The text with a small first letter, where the first word is not an acronym or a name.
    fileprivate var uncapitalized: String {
        let starts = [
            "Population ", "Part ", "Share ", "Municipal ", "Ouvert ", "Open ", "Aucun ", "No ", "Les ", "The ", "Le ",
            "La ", "Il ", "Ni ", "Neither ", "A ", "An ", "Écoles ", "Public ", "Hors ", "Dans ", "In ",
            "Habitants ", "Inhabitants ",
        ]
        return starts.contains { hasPrefix($0) } ? prefix(1).lowercased() + dropFirst() : self
    }
}
