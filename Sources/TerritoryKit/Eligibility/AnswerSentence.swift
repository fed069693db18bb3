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
        let verdict = verdictSentence(version, decision, epci: epci)
        let explained = decision.verdict != .eligible || decision.way != .inOwnName && decision.way != nil
        return [verdict, keptEffects(decision), .standIns(decision.standIns, on: date), explained ? reasons : nil]
            .compactMap { $0 }.filter { !$0.fr.isEmpty }.joined
    }

    /// The class that only keeps effects, and until when.
    private func keptEffects(_ decision: Decision) -> LocalizedText? {
        guard let found = decision.keptEffects, let until = found.effectsUntil else { return nil }
        let (fr, en) = (found.sentence?.fr ?? "", found.sentence?.en ?? "")
        return LocalizedText(
            fr: "\(fr) \(subject.fr) n’est donc pas classée\u{202F}: elle garde les effets du zonage qu’elle a quitté, "
                + "jusqu’au \(until.text(in: .french)).",
            en: "\(en) \(subject.en) is therefore not classified: it keeps the effects of the zoning that it has left, "
                + "until \(until.text(in: .english)).")
    }

    private func verdictSentence(_ version: RuleVersion, _ decision: Decision, epci: String?) -> LocalizedText {
        let condition = LocalizedText.condition(decision.conditions)
        switch (decision.verdict, decision.way) {
        case (.eligible, .inOwnName), (.eligible, nil):
            return LocalizedText(
                fr: "Oui\(condition.fr)\u{202F}: \(subject.fr) remplit les conditions pour \(question.fr) "
                    + "(\(version.title.fr)).",
                en: "Yes\(condition.en): \(subject.en) meets the conditions to \(question.en) (\(version.title.en)).")
        case (.eligible, .onlyThroughGrouping):
            return LocalizedText(
                fr:
                    "Seulement par son EPCI\(condition.fr)\u{202F}: \(epci ?? "") remplit les conditions pour "
                    + "\(question.fr)\u{202F}; \(subject.fr) ne les remplit pas en son nom propre.",
                en:
                    "Only through its EPCI\(condition.en): \(epci ?? "") meets the conditions to \(question.en); "
                    + "\(subject.en) does not in its own name.")
        case (.eligible, .throughGrouping):
            return LocalizedText(
                fr:
                    "Oui, au moins par son EPCI\(condition.fr)\u{202F}: \(epci ?? "") remplit les conditions pour "
                    + "\(question.fr)\u{202F}; pour \(subject.fr) en son nom propre, les données ne suffisent pas.",
                en:
                    "Yes, through its EPCI at least\(condition.en): \(epci ?? "") meets the conditions to \(question.en); "
                    + "for \(subject.en) in its own name the data do not suffice.")
        case (.notEligible, _):
            return LocalizedText(
                fr: "Non\u{202F}: \(subject.fr) ne remplit pas les conditions pour \(question.fr).",
                en: "No: \(subject.en) does not meet the conditions to \(question.en).")
        case (.undetermined, _) where decision.own?.outcome == .notMet:
            return LocalizedText(
                fr: "Indéterminé\u{202F}: en son nom propre, \(subject.fr) ne remplit pas les conditions pour "
                    + "\(question.fr)\u{202F}; les données ne suffisent pas à dire si un groupement les remplit.",
                en:
                    "Undetermined: in its own name, \(subject.en) does not meet the conditions to \(question.en); the "
                    + "data do not suffice to tell whether a grouping does.")
        case (.undetermined, _) where decision.isContradicted:
            return LocalizedText(
                fr: "Indéterminé\u{202F}: les données qui tiennent lieu de celles du \(date.text(in: .french)) se "
                    + "contredisent sur le droit de \(subject.fr) à \(question.fr).",
                en: "Undetermined: the data that stand in for those of \(date.text(in: .english)) disagree on whether "
                    + "\(subject.en) meets the conditions to \(question.en).")
        case (.undetermined, _):
            return LocalizedText(
                fr:
                    "Indéterminé\u{202F}: les données ne suffisent pas à dire si \(subject.fr) remplit les conditions pour "
                    + "\(question.fr).",
                en: "Undetermined: the data do not suffice to tell whether \(subject.en) meets the conditions to "
                    + "\(question.en).")
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
        let sentences = (decision.own?.decisive ?? []).compactMap(\.statement).uniqued()
        return LocalizedText(
            fr: sentences.map(\.fr).joined(separator: " "), en: sentences.map(\.en).joined(separator: " "))
    }
}

extension [LocalizedText] {
    /// `nil` where there is none.
    var joinedOrNil: LocalizedText? { isEmpty ? nil : joined }

    /// The sentences one after the other.
    var joined: LocalizedText {
        LocalizedText(fr: map(\.fr).joined(separator: " "), en: map(\.en).joined(separator: " "))
    }
}

extension LocalizedText {
    /// What follows “yes”: on what condition it is one.
    static func condition(_ conditions: [LocalizedText]) -> LocalizedText {
        guard !conditions.isEmpty else { return LocalizedText(fr: "", en: "") }
        let (fr, en) = (conditions.map(\.fr), conditions.map(\.en))
        return LocalizedText(
            fr: ", à condition que " + fr.joined(separator: " et que "),
            en: ", on condition that " + en.joined(separator: " and that "))
    }

    /// What stood in for the data of a day; `nil` where nothing did.
    static func standIns(_ sources: [FactSource], on day: CivilDate) -> LocalizedText? {
        guard !sources.isEmpty else { return nil }
        return LocalizedText(
            fr: "Tiennent lieu de données du \(day.text(in: .french))\u{202F}: \(list(sources).fr).",
            en: "These stand in for data of \(day.text(in: .english)): \(list(sources).en).")
    }

    /// The names of sources with their vintages.
    static func list(_ sources: [FactSource]) -> LocalizedText {
        let labels = sources.map(\.label).uniqued()
        func text(_ language: Language) -> String {
            labels.map { label in
                let vintages = sources.filter { $0.label == label }.map(\.vintage).joined(separator: ", ")
                return "\(label(language)) (\(vintages))"
            }.joined(separator: ", ")
        }
        return LocalizedText(fr: text(.french), en: text(.english))
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
