/// Whether the communes of a class are in a zoning.
public enum ZoningMembership: String, Codable, Sendable {
    case `in`
    /// For a part of the commune, or for a part of the communes that merged into it.
    case partly
    case out
}
