internal import Foundation

/// The project’s JSON: members in the order of their names, two spaces, and the same bytes for the same answer.
public enum TerritoryJSON {
    public static func bytes(of answer: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(answer)) + [0x0A]
    }

    public static func answer<Answer: Decodable>(_ type: Answer.Type, from bytes: [UInt8]) throws -> Answer {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
