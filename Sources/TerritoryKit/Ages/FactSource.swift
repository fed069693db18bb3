public import TerritoryFormats

/// Where a fact comes from, and the days for which it holds.
public struct FactSource: Hashable, Codable, Sendable {
    /// What it is called in a sentence.
    public var label: LocalizedText
    public var title: String
    public var publisher: String
    public var vintage: String
    /// First day for which it holds.
    public var from: CivilDate
    /// Last day; `null` where it holds until the next list, or no end is known.
    @ExplicitNull public var until: CivilDate?
    /// Whether it stood in for the list of the day asked about, which is not in the data.
    public var standsIn: Bool

    public init(
        label: LocalizedText, title: String, publisher: String, vintage: String, from: CivilDate,
        until: CivilDate? = nil,
        standsIn: Bool = false
    ) {
        (self.label, self.title, self.publisher, self.vintage) = (label, title, publisher, vintage)
        (self.from, self.standsIn) = (from, standsIn)
        self.until = until
    }

    /// Its label with its vintage.
    public var name: LocalizedText {
        LocalizedText(fr: "\(label.fr) (\(vintage))", en: "\(label.en) (\(vintage))")
    }

    // Of the few sources of a list, those that share a vintage and a day are told apart by their equality.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(vintage)
        hasher.combine(from)
    }

    enum CodingKeys: String, CodingKey {
        case label, title, publisher, vintage, from, until
        case standsIn = "stands_in"
    }
}
