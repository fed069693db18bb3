internal import HTTPTypes
internal import TerritoryFormats
internal import TerritoryKit

/// What each kind of problem means.
enum ProblemRoutes {
    private static let forms: [Representation] = [.json, .html]

    static let all = ProblemKind.allCases.map { kind in
        Route(
            path: "/problems/\(kind.rawValue)", operation: "getProblem.\(kind.rawValue)", title: kind.title,
            parameters: [], representations: forms
        ) { question throws(Problem) in
            question.answer(
                kind.title,
                .object([
                    JSONMember("slug", .string(kind.rawValue)), JSONMember("status", .integer(kind.status.code)),
                    JSONMember("title", .text(kind.title)), JSONMember("explanation", .text(kind.explanation)),
                ]), forms: forms)
        }
    }
}

/// Whether the service lives, and whether it can answer.
enum HealthRoutes {
    private static let forms: [Representation] = [.json, .html]

    static let all = [
        route("live", LocalizedText(fr: "Le service vit", en: "The service lives")) { _ throws(Problem) in [] },
        route("ready", LocalizedText(fr: "Le service est prêt", en: "The service is ready")) {
            question throws(Problem) in
            guard !question.isStopping else { throw Problem(.unavailable) }
            let stamp = question.snapshot.database.stamp
            return [
                JSONMember("content_hash", .string(stamp.contentHash)), JSONMember("vintage", .string(stamp.vintage)),
            ]
        },
    ]

    private static func route(
        _ name: String, _ title: LocalizedText,
        _ members: @escaping @Sendable (Question) throws(Problem) -> [JSONMember]
    ) -> Route {
        Route(
            path: "/health/\(name)", operation: "getHealth.\(name)", title: title, parameters: [],
            representations: forms, isCacheable: false
        ) { question throws(Problem) in
            let members = try members(question)
            return question.answer(title, .object([JSONMember("status", .string("ok"))] + members), forms: forms)
        }
    }
}
