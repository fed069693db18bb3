public import TerritoryFormats

/// The kinds of territory that a code can name.
public enum TerritoryKind: String, CaseIterable, Codable, Sendable {
    case commune
    case epci
    case arrondissement
    case departement
    case region
    case qpv
    /// A territory made of others: an académie of départements, a PETR of EPCIs.
    case grouping

    public var label: LocalizedText {
        switch self {
        case .commune: LocalizedText("commune")
        case .epci: LocalizedText("EPCI")
        case .arrondissement: LocalizedText("arrondissement")
        case .departement: LocalizedText("département")
        case .region: LocalizedText("région")
        case .qpv: LocalizedText("QPV")
        case .grouping: LocalizedText(fr: "regroupement", en: "grouping")
        }
    }
}

extension TerritoryKind {
    /// Reads the word for a kind, the same in every question: `commune`, its plural, in any letter case; `metropole`
    /// is an EPCI, `academie` and `petr` are groupings.
    public init?(word: String) {
        let word = NameFolding.plain(word)
        let singular = word.hasSuffix("s") ? String(word.dropLast()) : word
        if let kind = TerritoryKind(rawValue: singular) ?? Self.synonyms[singular] { self = kind } else { return nil }
    }

    private static let synonyms: [String: TerritoryKind] = [
        "metropole": .epci, "academie": .grouping, "petr": .grouping,
    ]
}
