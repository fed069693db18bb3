internal import TerritoryFormats

/// A JSON Schema (draft 2020-12), in the part of it that our own schemas use.
///
/// A keyword that is not supported is a problem of the schema: a condition that nobody checks would pass for checked.
struct JSONSchema: Sendable {
    enum ValueType: String, CaseIterable, Sendable {
        case object, array, string, integer, number, boolean
    }

    enum Keyword: Sendable {
        case type(ValueType)
        /// `enum`, and `const` as a list of one; simple values only.
        case values([DocumentNode.Content])
        case required([String])
        case members(Members)
        case items(Subschema)
        case minItems(Int)
        case minProperties(Int)
        case minLength(Int)
        case minimum(Double)
        case exclusiveMinimum(Double)
        /// An unanchored regular expression, checked to be one when the schema is read.
        case pattern(String)
        case oneOf([Subschema])
        /// The name of a schema of `$defs`, checked to exist when the schema is read.
        case reference(String)
    }

    /// `properties`, and whether `additionalProperties` is false beside it.
    struct Members: Sendable {
        /// In the order of the schema, for the sentences.
        var names: [String] = []
        var schemas: [String: Subschema] = [:]
        var isClosed = false
    }

    struct Subschema: Sendable {
        var keywords: [Keyword] = []

        /// The names wanted, if that is all the schema says.
        var requiredNamesOnly: [String]? {
            guard keywords.count == 1, case .required(let names) = keywords[0] else { return nil }
            return names
        }

        /// The schemas that apply to the same value as this one.
        fileprivate var referencesInPlace: [String] {
            keywords.flatMap { (keyword) -> [String] in
                switch keyword {
                case .reference(let name): [name]
                case .oneOf(let choices): choices.flatMap(\.referencesInPlace)
                default: []
                }
            }
        }
    }

    let root: Subschema
    let definitions: [String: Subschema]

    /// Reads a schema.
    ///
    /// - Throws: Every problem of the schema: not JSON, a keyword that is not supported, a reference to nothing.
    init(bytes: [UInt8], file: String) throws(ImportError) {
        let document = try DocumentNode(json: bytes, file: file)
        var reader = JSONSchemaReader(file: file)
        reader.readSchema(document)
        root = reader.root
        definitions = reader.definitions
        if let name = firstEndlessDefinition {
            reader.report(JSONSchemaProblem.endless(name), document.place)
        }
        guard reader.problems.isEmpty else { throw ImportError(reader.problems) }
    }

    /// A definition that leads back to itself on the same value: checking it would never end.
    private var firstEndlessDefinition: String? {
        definitions.keys.sorted().first { name in
            var reached: Set<String> = []
            var pending = definitions[name]?.referencesInPlace ?? []
            while let next = pending.popLast() {
                if next == name { return true }
                guard reached.insert(next).inserted else { continue }
                pending += definitions[next]?.referencesInPlace ?? []
            }
            return false
        }
    }
}
