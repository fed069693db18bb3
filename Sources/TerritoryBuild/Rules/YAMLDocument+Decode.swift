internal import Yams
internal import TerritoryFormats

extension YAMLDocument {
    /// Decodes the values; a date is a `String`, and an alias decodes like what it stands for.
    ///
    /// A document that its schema accepts fails only where the type asks for more than the schema.
    ///
    /// - Throws: ``ImportError`` with the line of the value that does not fit.
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        do {
            return try YAMLDecoder().decode(type, from: Self.yamsNode(root))
        } catch let error as DecodingError {
            throw ImportError([problem(error)])
        }
    }

    private static func yamsNode(_ node: DocumentNode) -> Node {
        switch node.content {
        case .null: .scalar(.init("null", text, .plain))
        case .boolean(let value): .scalar(.init(value ? "true" : "false", Tag(.implicit), .plain))
        case .number(_, let digits): .scalar(.init(digits, Tag(.implicit), .plain))
        case .string(let value): .scalar(.init(value, text, .doubleQuoted))
        case .array(let elements): .sequence(.init(elements.map(yamsNode), untagged))
        case .object(let members):
            .mapping(.init(members.map { (.scalar(.init($0.name, untagged)), yamsNode($0.value)) }, untagged))
        }
    }

    private static var text: Tag { Tag(.str, .basic) }

    /// Names are looked up as texts: without rules, a member called “on” is not taken for a boolean.
    private static var untagged: Tag { Tag(.implicit, .basic) }

    private func problem(_ error: DecodingError) -> SourceProblem {
        var (node, path) = (root, DocumentPath())
        let context = Self.context(of: error)
        for key in context?.codingPath ?? [] {
            guard let (child, way) = Self.child(key, of: node, path) else { break }
            (node, path) = (child, way)
        }
        return SourceProblem(
            file: file, line: node.place.line,
            YAMLProblem.notDecoded(at: path, found: node, reason: context?.debugDescription ?? "\(error)"))
    }

    private static func context(of error: DecodingError) -> DecodingError.Context? {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
            .dataCorrupted(let context):
            context
        @unknown default: nil
        }
    }

    private static func child(
        _ key: any CodingKey, of node: DocumentNode, _ path: DocumentPath
    ) -> (DocumentNode, DocumentPath)? {
        switch node.content {
        case .array(let elements):
            guard let index = key.intValue, elements.indices.contains(index) else { return nil }
            return (elements[index], path.element(index))
        case .object(let members):
            guard let member = members.first(where: { $0.name == key.stringValue }) else { return nil }
            return (member.value, path.member(member.name))
        default:
            return nil
        }
    }
}
