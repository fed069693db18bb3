internal import HTTPTypes
internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

struct OpenAPIDocument {
    var title: LocalizedText
    var routes: [Route]
    var base: String

    var value: JSONValue {
        var shared: [String: Parameter] = [:]
        for parameter in routes.flatMap(\.allParameters) where parameter.isShared { shared[parameter.name] = parameter }
        return .object([
            JSONMember("openapi", .string("3.0.3")),
            JSONMember(
                "info",
                .object([
                    JSONMember("title", .string(title.fr)),
                    JSONMember("version", .string(TerritoryVersion.current)),
                    JSONMember(
                        "license",
                        .object([
                            JSONMember("name", .string("Licence Ouverte 2.0")),
                            JSONMember("url", .string("https://www.etalab.gouv.fr/licence-ouverte-open-licence")),
                        ])),
                ])),
            JSONMember("servers", .array([.object([JSONMember("url", .string(base.isEmpty ? "/" : base))])])),
            JSONMember(
                "paths", .object(routes.map { JSONMember($0.path, .object([JSONMember("get", operation($0))])) })),
            JSONMember(
                "components",
                .object([
                    JSONMember(
                        "parameters",
                        .object(
                            shared.values.sorted { $0.name < $1.name }.map { JSONMember($0.name, Self.parameter($0)) })),
                    JSONMember("schemas", .object([JSONMember("problem", Self.problem)])),
                    JSONMember("responses", .object(Self.responses)),
                ])),
        ])
    }

    private func operation(_ route: Route) -> JSONValue {
        var parameters: [JSONValue] = []
        if let identifier = route.identifier {
            parameters.append(
                .object([
                    JSONMember("name", .string("featureId")), JSONMember("in", .string("path")),
                    JSONMember("required", .bool(true)), JSONMember("description", .string(identifier.fr)),
                    JSONMember("example", .string(route.identifierExample)),
                    JSONMember("schema", .object([JSONMember("type", .string("string"))])),
                ]))
        }
        parameters += route.allParameters.map { parameter in
            parameter.isShared
                ? .object([JSONMember("$ref", .string("#/components/parameters/\(parameter.name)"))])
                : Self.parameter(parameter)
        }
        let content = route.representations.map { form in
            JSONMember(form.mediaType, .object([JSONMember("schema", Self.schema(of: form))]))
        }
        var statuses = [
            JSONMember(
                "200",
                .object([
                    JSONMember("description", .string(route.title.fr)), JSONMember("content", .object(content)),
                ]))
        ]
        if route.isCacheable { statuses.append(Self.reference("304")) }
        statuses += ["400", "404", "405", "406"].map(Self.reference)
        if route.parameters.contains(where: { $0.name == "data" }) { statuses.append(Self.reference("410")) }
        statuses += ["414", "431", "503"].map(Self.reference)
        return .object([
            JSONMember("operationId", .string(route.operation)), JSONMember("summary", .string(route.title.fr)),
            JSONMember("parameters", .array(parameters)), JSONMember("responses", .object(statuses)),
        ])
    }

    private static func reference(_ status: String) -> JSONMember {
        JSONMember(status, .object([JSONMember("$ref", .string("#/components/responses/\(status)"))]))
    }

    private static func schema(of form: Representation) -> JSONValue {
        .object([JSONMember("type", .string([.html, .csv, .ndjson].contains(form) ? "string" : "object"))])
    }

    private static func parameter(_ parameter: Parameter) -> JSONValue {
        .object([
            JSONMember("name", .string(parameter.name)), JSONMember("in", .string("query")),
            JSONMember("description", .string(parameter.description.fr)), JSONMember("required", .bool(false)),
            JSONMember("style", .string("form")), JSONMember("explode", .bool(false)),
            JSONMember("schema", schema(of: parameter)),
        ])
    }

    private static func schema(of parameter: Parameter) -> JSONValue {
        func type(_ name: String, _ more: [JSONMember] = []) -> JSONValue {
            .object([JSONMember("type", .string(name))] + more)
        }
        func list(_ item: JSONValue, _ more: [JSONMember] = []) -> JSONValue {
            type("array", [JSONMember("items", item)] + more)
        }
        switch parameter.kind {
        case .integer(let bounds, let initial, _):
            return type(
                "integer",
                [
                    JSONMember("minimum", .integer(bounds.lowerBound)),
                    JSONMember("maximum", .integer(bounds.upperBound)),
                ]
                    + (initial.map { [JSONMember("default", .integer($0))] } ?? []))
        case .number: return type("number")
        case .box:
            let sizes = [4, 6].map { size in
                JSONValue.object([JSONMember("minItems", .integer(size)), JSONMember("maxItems", .integer(size))])
            }
            return list(
                type("number"),
                [
                    JSONMember("minItems", .integer(4)), JSONMember("maxItems", .integer(6)),
                    JSONMember("oneOf", .array(sizes)),
                ])
        case .system:
            return type(
                "string",
                [
                    JSONMember("format", .string("uri")),
                    JSONMember("enum", .strings(ReferenceSystem.allCases.map(\.uri))),
                    JSONMember("default", .string(ReferenceSystem.crs84.uri)),
                ])
        case .interval: return type("string")
        case .day: return type("string", [JSONMember("format", .string("date"))])
        case .names(let known): return list(type("string", [JSONMember("enum", .strings(known))]))
        case .order(let known):
            return list(
                type("string", [JSONMember("pattern", .string("^[+-]?(\(known.joined(separator: "|")))$"))]),
                [JSONMember("minItems", .integer(1))])
        case .flag: return type("boolean", [JSONMember("default", .bool(false))])
        case .choice(let known): return type("string", [JSONMember("enum", .strings(known))])
        case .text(let limit):
            return type("string", [JSONMember("minLength", .integer(1)), JSONMember("maxLength", .integer(limit))])
        }
    }

    private static let problem = JSONValue.object([
        JSONMember("type", .string("object")),
        JSONMember("required", .strings(["type", "title", "status", "detail", "instance"])),
        JSONMember(
            "properties",
            .object([
                JSONMember("type", .object([JSONMember("type", .string("string"))])),
                JSONMember("title", .object([JSONMember("type", .string("string"))])),
                JSONMember("status", .object([JSONMember("type", .string("integer"))])),
                JSONMember("detail", .object([JSONMember("type", .string("string"))])),
                JSONMember("instance", .object([JSONMember("type", .string("string"))])),
                JSONMember(
                    "errors",
                    .object([
                        JSONMember("type", .string("array")),
                        JSONMember("items", .object([JSONMember("type", .string("object"))])),
                    ])),
            ])),
    ])

    private static let responses: [JSONMember] = {
        let notModified = JSONMember(
            "304", .object([JSONMember("description", .string("Rien n’a changé depuis la réponse gardée"))]))
        let statuses = Dictionary(grouping: ProblemKind.allCases, by: \.status.code).sorted { $0.key < $1.key }
        return [notModified]
            + statuses.map { code, kinds in
                let schema = JSONValue.object([
                    JSONMember("schema", .object([JSONMember("$ref", .string("#/components/schemas/problem"))]))
                ])
                return JSONMember(
                    String(code),
                    .object([
                        JSONMember("description", .string(kinds.map(\.title.fr).joined(separator: "\u{202F}; "))),
                        JSONMember(
                            "content",
                            .object([
                                JSONMember("application/problem+json", schema),
                                JSONMember(
                                    "text/html",
                                    .object([
                                        JSONMember("schema", .object([JSONMember("type", .string("string"))]))
                                    ])),
                            ])),
                    ]))
            }
    }()
}
