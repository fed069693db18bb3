public import TerritoryKit

extension CommuneCode: ExpressibleByStringLiteral {
    /// A code that the test knows to be well formed.
    public init(stringLiteral value: String) { self.init(unchecked: value) }
}
