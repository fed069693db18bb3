internal import TerritoryFormats

/// Reads the parts of a schema, and reports everything in it that could not be checked.
struct JSONSchemaReader {
    let file: String
    private(set) var problems: [SourceProblem] = []
    private(set) var root = JSONSchema.Subschema()
    private(set) var definitions: [String: JSONSchema.Subschema] = [:]
    private var definitionNames: Set<String> = []

    init(file: String) {
        self.file = file
    }

    mutating func readSchema(_ document: DocumentNode) {
        let path = DocumentPath()
        // The root is read as a schema below, which reports it if it is no object.
        if case .object(let members) = document.content, let named = members.first(where: { $0.name == "$defs" }) {
            readDefinitions(named.value, path.member("$defs"))
        }
        root = subschema(document, path, isRoot: true)
    }

    private mutating func readDefinitions(_ node: DocumentNode, _ path: DocumentPath) {
        let defined = object(node, path) ?? []
        definitionNames = Set(defined.map(\.name))
        for member in defined {
            definitions[member.name] = subschema(member.value, path.member(member.name))
        }
    }

    mutating func report(_ message: LocalizedText, _ place: DocumentNode.Place) {
        problems.append(SourceProblem(file: file, line: place.line, message))
    }

    // MARK: Schemas

    private mutating func subschema(
        _ node: DocumentNode, _ path: DocumentPath, isRoot: Bool = false
    ) -> JSONSchema.Subschema {
        var schema = JSONSchema.Subschema()
        var properties = JSONSchema.Members()
        for member in object(node, path) ?? [] {
            let path = path.member(member.name)
            switch member.name {
            case "title", "description": continue
            case "$defs" where isRoot: continue
            case "$schema": checkDialect(member.value, path)
            case "properties": read(member.value, path, into: &properties)
            case "additionalProperties": properties.isClosed = isFalse(member.value, path)
            default: if let keyword = keyword(member, path) { schema.keywords.append(keyword) }
            }
        }
        if properties.isClosed || !properties.names.isEmpty { schema.keywords.append(.members(properties)) }
        return schema
    }

    private mutating func keyword(_ member: DocumentNode.Member, _ path: DocumentPath) -> JSONSchema.Keyword? {
        let value = member.value
        switch member.name {
        case "type": return type(value, path)
        case "enum": return simpleValues(value, path)
        case "const": return isSimple(value, path) ? .values([value.content]) : nil
        case "required": return .required(texts(value, path))
        case "items": return .items(subschema(value, path))
        case "minItems": return count(value, path).map { .minItems($0) }
        case "minProperties": return count(value, path).map { .minProperties($0) }
        case "minLength": return count(value, path).map { .minLength($0) }
        case "minimum": return number(value, path).map { .minimum($0) }
        case "exclusiveMinimum": return number(value, path).map { .exclusiveMinimum($0) }
        case "pattern": return pattern(value, path)
        case "oneOf": return oneOf(value, path)
        case "$ref": return reference(value, path)
        default:
            report(JSONSchemaProblem.unsupportedKeyword(path), member.place)
            return nil
        }
    }

    private mutating func read(_ node: DocumentNode, _ path: DocumentPath, into properties: inout JSONSchema.Members) {
        for member in object(node, path) ?? [] {
            properties.names.append(member.name)
            properties.schemas[member.name] = subschema(member.value, path.member(member.name))
        }
    }

    private mutating func oneOf(_ node: DocumentNode, _ path: DocumentPath) -> JSONSchema.Keyword {
        let choices = array(node, path)
        return .oneOf(choices.enumerated().map { subschema($1, path.element($0)) })
    }

    private mutating func reference(_ node: DocumentNode, _ path: DocumentPath) -> JSONSchema.Keyword? {
        let prefix = "#/$defs/"
        guard let text = string(node, path) else { return nil }
        let name = String(text.dropFirst(prefix.count))
        guard text.hasPrefix(prefix), definitionNames.contains(name) else {
            unfit(
                node, path,
                LocalizedText(fr: "de «\u{202F}#/$defs/…\u{202F}» qui existe", en: "an existing “#/$defs/…”"))
            return nil
        }
        return .reference(name)
    }

    // MARK: Values of keywords

    private mutating func checkDialect(_ node: DocumentNode, _ path: DocumentPath) {
        let dialect = "https://json-schema.org/draft/2020-12/schema"
        guard let text = string(node, path), text != dialect else { return }
        unfit(node, path, LocalizedText(fr: "de \(dialect.inFrenchQuotes)", en: dialect.inEnglishQuotes))
    }

    private mutating func isFalse(_ node: DocumentNode, _ path: DocumentPath) -> Bool {
        if case .boolean(false) = node.content { return true }
        unfit(node, path, LocalizedText(fr: "de false", en: "false"))
        return false
    }

    private mutating func type(_ node: DocumentNode, _ path: DocumentPath) -> JSONSchema.Keyword? {
        if case .string(let name) = node.content, let type = JSONSchema.ValueType(rawValue: name) { return .type(type) }
        let names = JSONSchema.ValueType.allCases.map(\.rawValue).joined(separator: ", ")
        unfit(node, path, LocalizedText(fr: "de l’un de \(names)", en: "one of \(names)"))
        return nil
    }

    private mutating func simpleValues(_ node: DocumentNode, _ path: DocumentPath) -> JSONSchema.Keyword {
        .values(array(node, path).enumerated().filter { isSimple($1, path.element($0)) }.map(\.element.content))
    }

    private mutating func isSimple(_ node: DocumentNode, _ path: DocumentPath) -> Bool {
        switch node.content {
        case .array, .object:
            unfit(node, path, LocalizedText(fr: "d’une valeur simple", en: "a simple value"))
            return false
        default:
            return true
        }
    }

    private mutating func texts(_ node: DocumentNode, _ path: DocumentPath) -> [String] {
        array(node, path).enumerated().compactMap { string($1, path.element($0)) }
    }

    private mutating func pattern(_ node: DocumentNode, _ path: DocumentPath) -> JSONSchema.Keyword? {
        guard let text = string(node, path) else { return nil }
        guard (try? Regex(text)) != nil else {
            unfit(node, path, LocalizedText(fr: "d’une expression régulière", en: "a regular expression"))
            return nil
        }
        return .pattern(text)
    }

    private mutating func count(_ node: DocumentNode, _ path: DocumentPath) -> Int? {
        guard case .number(let value, _) = node.content, let count = Int(exactly: value), count >= 0 else {
            unfit(node, path, LocalizedText(fr: "d’un nombre entier, 0 ou plus", en: "an integer, 0 or more"))
            return nil
        }
        return count
    }

    private mutating func number(_ node: DocumentNode, _ path: DocumentPath) -> Double? {
        if case .number(let value, _) = node.content { return value }
        unfit(node, path, JSONSchemaProblem.expected(.number))
        return nil
    }

    private mutating func string(_ node: DocumentNode, _ path: DocumentPath) -> String? {
        if case .string(let text) = node.content { return text }
        unfit(node, path, JSONSchemaProblem.expected(.string))
        return nil
    }

    private mutating func array(_ node: DocumentNode, _ path: DocumentPath) -> [DocumentNode] {
        if case .array(let elements) = node.content { return elements }
        unfit(node, path, JSONSchemaProblem.expected(.array))
        return []
    }

    /// The members of an object, each name once.
    private mutating func object(_ node: DocumentNode, _ path: DocumentPath) -> [DocumentNode.Member]? {
        guard case .object(let members) = node.content else {
            unfit(node, path, JSONSchemaProblem.expected(.object))
            return nil
        }
        var names: Set<String> = []
        return members.filter { member in
            let isNew = names.insert(member.name).inserted
            if !isNew { report(JSONSchemaProblem.duplicateName(path.member(member.name)), member.place) }
            return isNew
        }
    }

    private mutating func unfit(_ node: DocumentNode, _ path: DocumentPath, _ expected: LocalizedText) {
        report(JSONSchemaProblem.at(path, JSONSchemaProblem.found(node.content, insteadOf: expected)), node.place)
    }
}
