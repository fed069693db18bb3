public import TerritoryFormats

/// A vintage that an answer rests on.
public struct VintageUse: Hashable, Codable, Sendable {
    public var label: LocalizedText
    /// Empty where no list was looked at.
    public var vintage: String
    /// Whether it holds on the day asked about; `null` where no day was.
    @ExplicitNull public var isOfDate: Bool?
    /// The classes of a zoning that the set holds; none for anything else.
    public var classes: [LocalizedText]
    /// Why there is nothing, or why nothing is known, on the day asked about; `null` otherwise.
    @ExplicitNull public var note: LocalizedText?

    public init(
        label: LocalizedText, vintage: String, isOfDate: Bool? = nil, classes: [LocalizedText] = [],
        note: LocalizedText? = nil
    ) {
        self.label = label
        self.vintage = vintage
        self.isOfDate = isOfDate
        self.classes = classes
        self.note = note
    }

    enum CodingKeys: String, CodingKey {
        case label, vintage, classes, note
        case isOfDate = "is_of_date"
    }
}
