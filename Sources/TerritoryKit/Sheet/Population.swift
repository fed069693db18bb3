public import TerritoryFormats

/// Populations légales, in inhabitants.
public struct Population: Hashable, Codable, Sendable {
    public var municipal: Int
    /// Counted apart: those who have their usual residence elsewhere but keep one here; `null` where it is unknown.
    @ExplicitNull public var countedApart: Int?
    /// Municipal and counted apart; a person can be in the total of two communes, so it is `null` for several.
    @ExplicitNull public var total: Int?
    /// The census, and the year in which it is in force.
    public var vintage: String

    public init(municipal: Int, countedApart: Int? = nil, total: Int? = nil, vintage: String) {
        self.municipal = municipal
        self.countedApart = countedApart
        self.total = total
        self.vintage = vintage
    }

    enum CodingKeys: String, CodingKey {
        case municipal, total, vintage
        case countedApart = "counted_apart"
    }
}
