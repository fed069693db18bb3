import TerritoryKit
import TerritoryFormats

/// What a position lies in, for people.
struct PlaceText {
    let language: Language

    func text(_ answer: PlaceAnswer) -> String {
        guard answer.commune != nil else {
            let outside = LocalizedText(
                fr: "Cette position n’est dans aucune commune de cette base (\(answer.data.scopeText)).",
                en: "This position lies in no commune of this database (\(answer.data.scopeText)).")
            return ([outside(language)] + nearest(answer)).joined(separator: "\n")
        }
        let places = [
            answer.commune, answer.epci, answer.arrondissement, answer.departement, answer.region, answer.qpv,
        ]
        .compactMap { $0 }
        let width = places.map { $0.kind.label(language).count }.max() ?? 0
        let lines = places.map { place in
            let label = place.kind.label(language)
            return label + String(repeating: " ", count: width - label.count) + "  \(place.name) (\(place.code))"
        }
        return (lines + borders(answer) + nearest(answer)).joined(separator: "\n")
    }

    private func borders(_ answer: PlaceAnswer) -> [String] {
        guard !answer.nearBorders.isEmpty else { return [] }
        let list = answer.nearBorders.map { border in
            "\(border.commune.name) (\(border.commune.code)), \(Self.distance(border.distanceInMeters, in: language))"
        }.joined(separator: "; ")
        return [
            LocalizedText(
                fr: "Près d’une limite, plus que les contours ne sont précis\u{202F}: peut-être dans \(list).",
                en: "Nearer to a border than the boundaries are precise: perhaps in \(list).")(language).wrapped()
        ]
    }

    private func nearest(_ answer: PlaceAnswer) -> [String] {
        guard answer.areQPVsKnown || answer.commune == nil else {
            let unknown = LocalizedText(
                fr: "QPV\u{202F}: inconnus hors de la région de cette base.",
                en: "QPV: unknown outside the région of this database.")
            return [unknown(language)]
        }
        guard let qpv = answer.nearestQPV else { return [] }
        let distance = Self.distance(qpv.distanceInMeters, in: language)
        if qpv.isInDoubt {
            return [
                LocalizedText(
                    fr: "Peut-être dans le QPV \(qpv.code) \(qpv.name)\u{202F}: à \(distance) de son bord, "
                        + "\(qpv.isInside ? "à l’intérieur" : "à l’extérieur") de son tracé, qui n’est pas si précis.",
                    en:
                        "Perhaps in QPV \(qpv.code) \(qpv.name): \(distance) \(qpv.isInside ? "inside" : "outside") its edge "
                        + "as it is drawn, which is not so precise.")(language).wrapped()
            ]
        }
        let sentence =
            qpv.isInside
            ? LocalizedText(
                fr:
                    "Dans le QPV \(qpv.code), à \(distance) de son bord. Les périmètres sont ici simplifiés\u{202F}: seule "
                    + "la vérification officielle à l’adresse fait foi.",
                en: "In QPV \(qpv.code), \(distance) from its edge. Perimeters are simplified here: only the official "
                    + "check of the address counts.")
            : LocalizedText(
                fr: "Hors QPV. Le plus proche\u{202F}: \(qpv.code) \(qpv.name), à \(distance).",
                en: "In no QPV. The nearest: \(qpv.code) \(qpv.name), \(distance) away.")
        return [sentence(language).wrapped()]
    }

    static func distance(_ meters: Double, in language: Language) -> String {
        meters < 1000
            ? Decimals.text(meters, in: language) + " m"
            : Decimals.text(meters / 1000, decimals: 1, in: language) + " km"
    }
}

/// What the database is made of, for people.
struct SourcesText {
    let language: Language

    func text(_ answer: SourcesAnswer) -> String {
        let head = LocalizedText(
            fr:
                "Base \(answer.data.scopeText), \(answer.data.vintage), construite le \(answer.buildDate.text(in: .french))",
            en:
                "Database \(answer.data.scopeText), \(answer.data.vintage), built on \(answer.buildDate.text(in: .english))"
        )(language)
        let hash =
            LocalizedText(fr: "empreinte", en: "content hash")(language)
            + "\(language.colon) \(answer.data.contentHash)"
        let edited =
            answer.editedFiles.isEmpty
            ? []
            : [
                LocalizedText(fr: "modifiés après l’import\u{202F}: ", en: "edited after the import: ")(language)
                    + answer.editedFiles.joined(separator: ", ")
            ]
        let sources = answer.sources.map { source in
            [
                "\(source.title)".wrapped(indent: 2),
                "  \(source.publisher), \(source.vintage), \(source.license)", "  \(source.path) ← \(source.rawFile)",
            ].joined(separator: "\n") + (age(source) + precision(source)).map { "\n" + $0 }.joined()
        }
        let documents = answer.documents.map { document in
            [
                document.title.wrapped(indent: 2),
                "  \(document.publisher), \(document.vintage)\(language.colon) \(document.use(language))".wrapped(
                    indent: 2),
                "  data/policy/ ← \(document.rawFile)",
            ].joined(separator: "\n")
        }
        let register = answer.register.map { PactText(language: language).lines($0) + [""] } ?? []
        return ([head, hash] + edited + [""] + register + sources + documents).joined(separator: "\n")
    }

    /// For which days a source holds, and for how long it may stand in for others.
    private func age(_ source: DataSource) -> [String] {
        guard let from = source.validFrom else { return [] }
        let until = source.validUntil
        let days = LocalizedText(
            fr: until.map { "vaut du \(from.text(in: .french)) au \($0.text(in: .french))" }
                ?? "vaut depuis le \(from.text(in: .french))",
            en: until.map { "holds from \(from.text(in: .english)) to \($0.text(in: .english))" }
                ?? "holds since \(from.text(in: .english))")
        let reach = LocalizedText(
            fr: source.standInMonths == 0
                ? "\u{202F}; ne tient lieu d’aucun autre jour"
                : "\u{202F}; peut tenir lieu d’un autre jour à \(source.standInMonths) mois de là",
            en: source.standInMonths == 0
                ? "; stands in for no other day" : "; may stand in for another day \(source.standInMonths) months away")
        return ["  \(days(language))\(reach(language))".wrapped(indent: 2)]
    }

    private func precision(_ source: DataSource) -> [String] {
        guard let precision = source.precision else { return [] }
        let text = LocalizedText(
            fr: "précision\u{202F}: \(precision.meters)\u{202F}m (\(precision.reason.fr))",
            en: "precision: \(precision.meters) m (\(precision.reason.en))")
        return ["  \(text(language))".wrapped(indent: 2)]
    }
}
