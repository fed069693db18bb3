public import TerritoryFormats

/// Whether the communes of a class are in a zoning.
public enum ZoningMembership: String, CaseIterable, Codable, Sendable {
    case `in`
    /// For a part of the commune, or for a part of the communes that merged into it.
    case partly
    /// Not in it, but the commune keeps the effects of a zoning that it has left.
    case kept
    /// Not in it, and a part of the commune keeps the effects.
    case keptPartly = "kept_partly"
    case out

    /// Whether the bare name of the zoning stands for the class: its classified communes, wholly or in part.
    public var isClassified: Bool { self == .in || self == .partly }

    /// Whether the answer for a commune depends on the place within it.
    var isInPart: Bool { self == .partly || self == .keptPartly }

    public var label: LocalizedText {
        switch self {
        case .in: LocalizedText(fr: "classées", en: "classified")
        case .partly: LocalizedText(fr: "classées en partie", en: "classified in part")
        case .kept:
            LocalizedText(fr: "non classées, qui gardent les effets", en: "not classified, which keep the effects")
        case .keptPartly:
            LocalizedText(
                fr: "non classées, qui gardent les effets en partie",
                en: "not classified, which keep the effects in part")
        case .out: LocalizedText(fr: "non classées", en: "not classified")
        }
    }
}
