internal import TerritoryFormats

/// The description of the service, made of its routes (OpenAPI 3.0.3).
enum OpenAPIRoutes {
    private static let forms: [Representation] = [.openapi, .html]
    private static let title = LocalizedText(fr: "Description du service", en: "Description of the service")

    static let api = Route(
        path: "/api", operation: "getAPI", title: title, parameters: [], representations: forms
    ) { question throws(Problem) in
        let routes = question.snapshot.routes.routes.filter(\.isDescribed)
        guard question.representation == .html else {
            return Answer(
                OpenAPIDocument(title: LandingRoutes.title, routes: routes, base: question.base).value.bytes)
        }
        let rows = routes.map { route in
            JSONValue.object([
                JSONMember("path", .string(route.identifier == nil ? question.base + route.path : route.path)),
                JSONMember("title", .string(route.title(question.language))),
                JSONMember("parameters", .string(route.allParameters.map(\.name).joined(separator: ", "))),
            ])
        }
        return question.answer(title, .object([JSONMember("operations", .array(rows))]), forms: forms)
    }
}
