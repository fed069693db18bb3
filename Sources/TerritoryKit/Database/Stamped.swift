/// An answer with the data that it was given from.
public struct Stamped<Answer: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    public var answer: Answer
    public var data: DataStamp
}
