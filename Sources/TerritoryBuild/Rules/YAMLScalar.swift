internal import Yams

/// What a plain scalar of YAML means, as Yams resolves it; a date stays a text.
enum YAMLScalar {
    static func content(of text: String) -> DocumentNode.Content {
        guard mayHaveMeaning(text) else { return .string(text) }
        let scalar = Node.Scalar(text, Tag(.implicit), .plain)
        switch Resolver.default.resolveTag(of: .scalar(scalar)) {
        case .null: return .null
        case .bool: return Bool.construct(from: Node.Scalar(text)).map { .boolean($0) } ?? .string(text)
        case .int, .float: return number(text) ?? .string(text)
        default: return .string(text)
        }
    }

    /// Numbers begin with a digit, a sign or a point, and words with a meaning are short: the rest, most of a file,
    /// needs none of the regular expressions of Yams.
    private static func mayHaveMeaning(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return true }
        switch first {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x7E: return true
        default: return text.utf8.count <= 5
        }
    }

    /// Infinities and “not a number” stay texts: JSON has no such numbers.
    private static func number(_ text: String) -> DocumentNode.Content? {
        let scalar = Node.Scalar(text, Tag(.implicit), .plain)
        if let integer = Int.construct(from: scalar) { return .number(Double(integer), text: "\(integer)") }
        guard let value = Double.construct(from: scalar), value.isFinite else { return nil }
        // To JSON Schema 1.0 is an integer: it decodes as one too.
        if let integer = Int(exactly: value) { return .number(value, text: "\(integer)") }
        return .number(value, text: text)
    }
}
