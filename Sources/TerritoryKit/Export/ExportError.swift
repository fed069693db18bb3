public import TerritoryFormats

/// What is wrong with a request for an export.
public enum ExportError: TerritoryError, Hashable {
    case unknownProperty(String, known: [String])
    case unknownZoning(String, known: [String])
    case unknownLayer(String, known: [String])

    public var cause: ErrorCause { .malformedQuestion }

    public var message: LocalizedText {
        switch self {
        case .unknownProperty(let name, let known):
            LocalizedText(
                fr: "\(name.inFrenchQuotes) n’est pas une propriété de cette couche\u{202F}; propriétés\u{202F}: "
                    + known.joined(separator: ", "),
                en: "\(name.inEnglishQuotes) is not a property of this layer; properties: "
                    + known.joined(separator: ", "))
        case .unknownLayer(let name, let known):
            LocalizedText(
                fr: "\(name.inFrenchQuotes) n’est ni un type de territoire ni un zonage de cette base\u{202F}; "
                    + "couches\u{202F}: \(known.joined(separator: ", "))",
                en: "\(name.inEnglishQuotes) is neither a kind of territory nor a zoning of this database; layers: "
                    + known.joined(separator: ", "))
        case .unknownZoning(let name, let known):
            LocalizedText(
                fr: "\(name.inFrenchQuotes) n’est pas un zonage de cette base\u{202F}; zonages et classes\u{202F}: "
                    + known.joined(separator: ", "),
                en: "\(name.inEnglishQuotes) is not a zoning of this database; zonings and classes: "
                    + known.joined(separator: ", "))
        }
    }
}
