/// A territory named, without what is known of it.
public struct TerritoryReference: Hashable, Codable, Sendable {
    public var kind: TerritoryKind
    public var code: String
    public var name: String

    public init(kind: TerritoryKind, code: String, name: String) {
        self.kind = kind
        self.code = code
        self.name = name
    }
}
