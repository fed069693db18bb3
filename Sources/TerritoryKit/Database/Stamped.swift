internal import TerritoryFormats

/// A value with the data that it was computed from; JSON has the members of both side by side.
public struct Stamped<Value: Codable & Hashable & Sendable>: Answer, Codable, Hashable {
    public var value: Value
    public var data: DataStamp

    public init(value: Value, data: DataStamp) {
        self.value = value
        self.data = data
    }

    private enum CodingKeys: String, CodingKey {
        case data
    }

    public init(from decoder: any Decoder) throws {
        value = try Value(from: decoder)
        data = try decoder.container(keyedBy: CodingKeys.self).decode(DataStamp.self, forKey: .data)
    }

    public func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(data, forKey: .data)
    }
}
