internal import TerritoryFormats

extension JSONSchema {
    /// Everything in a document that breaks the schema, in the order of the lines.
    ///
    /// A value used again through an alias is told once, by its first path.
    ///
    /// - Returns: An empty list for a valid document.
    func problems(in document: YAMLDocument) -> [SourceProblem] {
        var check = JSONSchemaCheck(schema: self)
        check.check(document.root, root, DocumentPath())
        let sorted = check.faults.enumerated().sorted {
            ($0.element.place.line, $0.offset) < ($1.element.place.line, $1.offset)
        }
        return sorted.map { _, fault in
            SourceProblem(
                file: document.file, line: fault.place.line, JSONSchemaProblem.at(fault.path, fault.message))
        }
    }
}

/// One walk through a document, schema in hand.
private struct JSONSchemaCheck {
    struct Fault {
        var place: DocumentNode.Place
        var path: DocumentPath
        var message: LocalizedText
    }

    /// What is wrong and where, without the path: an alias leads there by several.
    struct Identity: Hashable {
        var place: DocumentNode.Place
        var message: LocalizedText
    }

    let schema: JSONSchema
    private(set) var faults: [Fault] = []
    private var told: Set<Identity> = []
    private var patterns: [String: Regex<AnyRegexOutput>] = [:]

    init(schema: JSONSchema) {
        self.schema = schema
    }

    mutating func check(_ node: DocumentNode, _ subschema: JSONSchema.Subschema, _ path: DocumentPath) {
        // A value of the wrong type breaks everything else too: one sentence is enough.
        for case .type(let type) in subschema.keywords where !node.content.has(type) {
            let problem = JSONSchemaProblem.found(node.content, insteadOf: JSONSchemaProblem.expected(type))
            return report(problem, node.place, path)
        }
        for keyword in subschema.keywords { check(node, keyword, path) }
    }

    private mutating func check(_ node: DocumentNode, _ keyword: JSONSchema.Keyword, _ path: DocumentPath) {
        switch keyword {
        case .type: break
        case .values(let values):
            if values.contains(where: { $0.isSame(as: node.content) }) { return }
            report(JSONSchemaProblem.notAllowed(node.content, allowed: values), node.place, path)
        case .reference(let name):
            if let target = schema.definitions[name] { check(node, target, path) }
        case .oneOf(let choices): checkChoices(node, choices, path)
        default: checkByType(node, keyword, path)
        }
    }

    /// The keywords that say nothing of a value of another type.
    private mutating func checkByType(_ node: DocumentNode, _ keyword: JSONSchema.Keyword, _ path: DocumentPath) {
        switch node.content {
        case .object(let members): check(node, members, keyword, path)
        case .array(let elements): check(node, elements, keyword, path)
        case .string(let text): check(node, text, keyword, path)
        case .number(let value, _): check(node, value, keyword, path)
        case .null, .boolean: break
        }
    }

    // MARK: Types

    private mutating func check(
        _ node: DocumentNode, _ members: [DocumentNode.Member], _ keyword: JSONSchema.Keyword, _ path: DocumentPath
    ) {
        switch keyword {
        case .required(let names):
            let present = members.map(\.name)
            let missing = names.filter { !present.contains($0) }
            if missing.isEmpty { return }
            report(JSONSchemaProblem.missing(missing, present: present), node.place, path)
        case .members(let known):
            for member in members { check(member, known, path) }
        case .minProperties(let least) where members.count < least:
            report(JSONSchemaProblem.tooFew(node.content, least: least, .member), node.place, path)
        default: break
        }
    }

    private mutating func check(_ member: DocumentNode.Member, _ known: JSONSchema.Members, _ path: DocumentPath) {
        if let subschema = known.schemas[member.name] {
            check(member.value, subschema, path.member(member.name))
        } else if known.isClosed {
            report(JSONSchemaProblem.unknownMember(member.name, known: known.names), member.place, path)
        }
    }

    private mutating func check(
        _ node: DocumentNode, _ elements: [DocumentNode], _ keyword: JSONSchema.Keyword, _ path: DocumentPath
    ) {
        switch keyword {
        case .items(let subschema):
            for (index, element) in elements.enumerated() { check(element, subschema, path.element(index)) }
        case .minItems(let least) where elements.count < least:
            report(JSONSchemaProblem.tooFew(node.content, least: least, .element), node.place, path)
        default: break
        }
    }

    private mutating func check(
        _ node: DocumentNode, _ text: String, _ keyword: JSONSchema.Keyword, _ path: DocumentPath
    ) {
        switch keyword {
        case .minLength(let least) where text.unicodeScalars.count < least:
            report(JSONSchemaProblem.tooFew(node.content, least: least, .character), node.place, path)
        case .pattern(let pattern) where !matches(text, pattern):
            report(JSONSchemaProblem.wrongForm(node.content, pattern: pattern), node.place, path)
        default: break
        }
    }

    private mutating func check(
        _ node: DocumentNode, _ value: Double, _ keyword: JSONSchema.Keyword, _ path: DocumentPath
    ) {
        switch keyword {
        case .minimum(let least) where value < least:
            report(JSONSchemaProblem.tooSmall(node.content, least: least.shortText), node.place, path)
        case .exclusiveMinimum(let limit) where value <= limit:
            report(JSONSchemaProblem.notAbove(node.content, limit: limit.shortText), node.place, path)
        default: break
        }
    }

    // MARK: Alternatives

    private mutating func checkChoices(
        _ node: DocumentNode, _ choices: [JSONSchema.Subschema], _ path: DocumentPath
    ) {
        let matching = choices.indices.filter { follows(node, choices[$0], path) }
        if matching.count == 1 { return }
        let names = choices.compactMap(\.requiredNamesOnly)
        guard case .object = node.content, names.count == choices.count else {
            let problem = JSONSchemaProblem.notExactlyOne(node.content, of: choices.count, matching: matching)
            return report(problem, node.place, path)
        }
        report(
            JSONSchemaProblem.notExactlyOne(ofMembers: names, found: matching.map { names[$0] }), node.place, path)
    }

    private func follows(_ node: DocumentNode, _ subschema: JSONSchema.Subschema, _ path: DocumentPath) -> Bool {
        var trial = JSONSchemaCheck(schema: schema)
        trial.check(node, subschema, path)
        return trial.faults.isEmpty
    }

    // MARK: Tools

    /// Code points, as JSON Schema has it, not the characters that Swift counts.
    private mutating func matches(_ text: String, _ pattern: String) -> Bool {
        if patterns[pattern] == nil { patterns[pattern] = try? Regex(pattern).matchingSemantics(.unicodeScalar) }
        guard let regex = patterns[pattern] else { return false }
        return text.firstMatch(of: regex) != nil
    }

    private mutating func report(_ message: LocalizedText, _ place: DocumentNode.Place, _ path: DocumentPath) {
        guard told.insert(Identity(place: place, message: message)).inserted else { return }
        faults.append(Fault(place: place, path: path, message: message))
    }
}

extension DocumentNode.Content {
    /// Whether a value has a type; to JSON Schema 1.0 is an integer.
    fileprivate func has(_ type: JSONSchema.ValueType) -> Bool {
        switch (self, type) {
        case (.object, .object), (.array, .array), (.string, .string), (.boolean, .boolean), (.number, .number): true
        case (.number(let value, _), .integer): value.rounded() == value
        default: false
        }
    }
}

extension Double {
    fileprivate var shortText: String { Int(exactly: self).map { "\($0)" } ?? "\(self)" }
}
