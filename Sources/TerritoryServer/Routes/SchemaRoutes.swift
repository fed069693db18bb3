internal import TerritoryFormats
internal import TerritoryKit

/// What the properties of a collection are, and by which of them it is filtered and ordered (OGC API – Features, Part 5).
enum SchemaRoutes {
    private static let forms: [Representation] = [.schema, .html]

    /// Relation, name in the address and title.
    static let relations: [(rel: String, name: String, title: LocalizedText)] = [
        (
            "http://www.opengis.net/def/rel/ogc/1.0/queryables", "queryables",
            LocalizedText(fr: "Ce par quoi on filtre", en: "Queryables")
        ),
        ("http://www.opengis.net/def/rel/ogc/1.0/schema", "schema", LocalizedText(fr: "Schéma", en: "Schema")),
        (
            "http://www.opengis.net/def/rel/ogc/1.0/sortables", "sortables",
            LocalizedText(fr: "Ce par quoi on trie", en: "Sortables")
        ),
    ]

    static func all(_ layer: ServedLayer) -> [Route] {
        relations.map { relation in
            Route(
                path: "/collections/\(layer.id)/\(relation.name)",
                operation: "get.\(relation.name).\(layer.id)",
                title: LocalizedText(
                    fr: "\(layer.layer.title.fr)\u{202F}: \(relation.title.fr)",
                    en: "\(layer.layer.title.en): \(relation.title.en)"), parameters: [], representations: forms
            ) { question throws(Problem) in
                let properties = layer.layer.columns.enumerated().compactMap { place, column -> JSONMember? in
                    if relation.name == "sortables", case .list = column.values { return nil }
                    return JSONMember(column.name, schema(of: column, place: place, question))
                }
                let geometry = JSONMember(
                    "geometry",
                    .object([
                        JSONMember("title", .string(question.told(LocalizedText(fr: "Géométrie", en: "Geometry")))),
                        JSONMember("format", .string("geometry-\(layer.layer.geometry.rawValue.lowercased())")),
                        JSONMember("x-ogc-role", .string("primary-geometry")),
                    ]))
                let value = JSONValue.object([
                    JSONMember("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
                    JSONMember("$id", .string(question.url)), JSONMember("type", .string("object")),
                    JSONMember("title", .string(question.told(layer.layer.title))),
                    JSONMember("description", .string(question.told(layer.layer.description))),
                    JSONMember("properties", .object(properties + (relation.name == "sortables" ? [] : [geometry]))),
                    JSONMember("additionalProperties", .bool(false)),
                ])
                return question.answer(layer.layer.title, value, forms: forms)
            }
        }
    }

    private static func schema(of column: LayerColumn, place: Int, _ question: Question) -> JSONValue {
        var members = [
            JSONMember("title", .string(question.told(column.title))),
            JSONMember("x-title-en", .string(column.title.en)),
        ]
        members += type(of: column)
        if let role = column.role { members.append(JSONMember("x-ogc-role", .string(role.rawValue))) }
        if let unit = column.unit { members.append(JSONMember("x-ogc-unit", .string(question.told(unit)))) }
        members.append(JSONMember("x-ogc-propertySeq", .integer(place + 1)))
        return .object(members)
    }

    static func type(of column: LayerColumn) -> [JSONMember] {
        switch column.values {
        case .text:
            [JSONMember("type", .string("string"))]
                + (column.choices.map { [JSONMember("enum", .strings($0.map(\.word)))] } ?? [])
        case .integer: [JSONMember("type", .string("integer"))]
        case .number: [JSONMember("type", .string("number"))]
        case .day: [JSONMember("type", .string("string")), JSONMember("format", .string("date"))]
        case .list:
            [
                JSONMember("type", .string("array")),
                JSONMember("items", .object([JSONMember("type", .string("string"))])),
            ]
        }
    }
}
