internal import TerritoryFormats

extension DocumentNode {
    /// Reads JSON with the lines of its values, which Foundation does not tell.
    ///
    /// - Throws: One problem where the text is not JSON, or is nested more than 64 levels deep.
    init(json bytes: [UInt8], file: String) throws(ImportError) {
        if let defect = UTF8Defect.first(in: bytes) {
            throw ImportError([SourceProblem(file: file, line: defect.line, defect.message)])
        }
        var scanner = JSONScanner(bytes)
        do throws(JSONSyntaxError) {
            self = try scanner.node(depth: 0)
            if scanner.next() != nil {
                throw scanner.unexpected(LocalizedText(fr: "la fin du fichier", en: "the end of the file"))
            }
        } catch {
            throw ImportError([SourceProblem(file: file, line: error.line, error.message)])
        }
    }
}

extension JSONScanner {
    fileprivate mutating func node(depth: Int) throws(JSONSyntaxError) -> DocumentNode {
        guard depth <= YAMLDocument.maximumDepth else {
            throw JSONSyntaxError(line: line, message: YAMLProblem.tooDeep)
        }
        let first = next()
        let place = DocumentNode.Place(line: line, column: 0)
        return DocumentNode(place: place, content: try content(from: first, depth: depth))
    }

    private mutating func content(
        from first: UInt8?, depth: Int
    ) throws(JSONSyntaxError) -> DocumentNode.Content {
        switch first {
        case 0x7B: return .object(try members(depth: depth))
        case 0x5B: return .array(try elements(depth: depth))
        case 0x22: return .string(try string())
        case 0x74:
            try literal("true")
            return .boolean(true)
        case 0x66:
            try literal("false")
            return .boolean(false)
        case 0x6E:
            try literal("null")
            return .null
        default:
            let start = offset
            let value = try number()
            return .number(value, text: String(decoding: bytes[start..<offset], as: UTF8.self))
        }
    }

    private mutating func members(depth: Int) throws(JSONSyntaxError) -> [DocumentNode.Member] {
        try expect(0x7B)
        var members: [DocumentNode.Member] = []
        while let name = try nextMember(isFirst: members.isEmpty) {
            let place = DocumentNode.Place(line: line, column: 0)
            members.append(DocumentNode.Member(name: name, place: place, value: try node(depth: depth + 1)))
        }
        return members
    }

    private mutating func elements(depth: Int) throws(JSONSyntaxError) -> [DocumentNode] {
        try expect(0x5B)
        var elements: [DocumentNode] = []
        while try nextElement(isFirst: elements.isEmpty) { elements.append(try node(depth: depth + 1)) }
        return elements
    }
}
