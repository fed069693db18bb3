internal import HTTPTypes
internal import TerritoryFormats

/// What can keep a request from its answer: one table of addresses, statuses and titles (RFC 9457).
enum ProblemKind: String, CaseIterable, Sendable {
    case badPath = "bad-path"
    case badQuery = "bad-query"
    case badHost = "bad-host"
    case badParameter = "bad-parameter"
    case badBody = "bad-body"
    case notFound = "not-found"
    case wrongMethod = "wrong-method"
    case notAcceptable = "not-acceptable"
    case dataChanged = "data-changed"
    case targetTooLong = "target-too-long"
    case fieldsTooLarge = "fields-too-large"
    case unavailable = "unavailable"

    var status: HTTPResponse.Status {
        switch self {
        case .badPath, .badQuery, .badHost, .badParameter, .badBody: .badRequest
        case .notFound: .notFound
        case .wrongMethod: .methodNotAllowed
        case .notAcceptable: .notAcceptable
        case .dataChanged: .gone
        case .targetTooLong: .init(code: 414, reasonPhrase: "URI Too Long")
        case .fieldsTooLarge: .init(code: 431, reasonPhrase: "Request Header Fields Too Large")
        case .unavailable: .serviceUnavailable
        }
    }

    var title: LocalizedText {
        switch self {
        case .badPath: LocalizedText(fr: "L’adresse est mal écrite", en: "The path cannot be read")
        case .badQuery: LocalizedText(fr: "La requête est mal écrite", en: "The query cannot be read")
        case .badHost: LocalizedText(fr: "Le nom d’hôte est mal écrit", en: "The host cannot be read")
        case .badParameter: LocalizedText(fr: "Des paramètres ne conviennent pas", en: "Some parameters are wrong")
        case .badBody: LocalizedText(fr: "Un corps n’a pas sa place ici", en: "No body is expected here")
        case .notFound: LocalizedText(fr: "Il n’y a rien à cette adresse", en: "There is nothing at this address")
        case .wrongMethod:
            LocalizedText(fr: "Cette méthode n’est pas offerte ici", en: "This method is not offered here")
        case .notAcceptable:
            LocalizedText(fr: "Aucune forme acceptée n’est offerte", en: "No form that is accepted is offered")
        case .dataChanged: LocalizedText(fr: "Les données ont changé", en: "The data have changed")
        case .targetTooLong: LocalizedText(fr: "L’adresse est trop longue", en: "The address is too long")
        case .fieldsTooLarge: LocalizedText(fr: "Les en-têtes sont trop longs", en: "The header fields are too large")
        case .unavailable: LocalizedText(fr: "Le service n’est pas disponible", en: "The service is not available")
        }
    }

    /// When it occurs and what helps.
    var explanation: LocalizedText {
        switch self {
        case .badPath:
            LocalizedText(
                fr:
                    "Un chemin est fait de segments en UTF-8, sans «\u{202F}..\u{202F}», ni segment vide, ni caractère de contrôle.",
                en: "A path is made of segments in UTF-8, without “..”, empty segments or control characters.")
        case .badQuery:
            LocalizedText(
                fr:
                    "Une requête est faite de 200 paires nom=valeur au plus, en UTF-8, séparées par «\u{202F}&\u{202F}».",
                en: "A query is made of 200 pairs name=value at most, in UTF-8, separated by “&”.")
        case .badHost:
            LocalizedText(
                fr: "L’en-tête Host est un nom d’hôte ou une adresse, avec ou sans port.",
                en: "The field Host is a host name or an address, with or without a port.")
        case .badParameter:
            LocalizedText(
                fr: "Chaque paramètre inconnu, répété, vide ou mal écrit est dit, avec ce qui est attendu.",
                en: "Each parameter that is unknown, repeated, empty or ill written is told, with what is expected.")
        case .badBody:
            LocalizedText(
                fr: "Les questions se posent par l’adresse seule.", en: "Questions are asked by the address alone.")
        case .notFound:
            LocalizedText(
                fr: "Le chemin ou l’identifiant n’existe pas dans ces données.",
                en: "The path or the identifier does not exist in these data.")
        case .wrongMethod:
            LocalizedText(
                fr: "L’en-tête Allow dit quelles méthodes le sont.", en: "The field Allow tells which methods are.")
        case .notAcceptable:
            LocalizedText(
                fr: "L’en-tête Accept ou le paramètre f demande une forme que cette adresse n’a pas.",
                en: "The field Accept or the parameter f asks for a form that this address does not have.")
        case .dataChanged:
            LocalizedText(
                fr: "La page suivante appartient à des données qui ont été remplacées\u{202F}: reprendre depuis la "
                    + "première page.",
                en: "The next page belongs to data that were replaced: start again from the first page.")
        case .targetTooLong: LocalizedText(fr: "16 Kio au plus.", en: "16 KiB at most.")
        case .fieldsTooLarge:
            LocalizedText(
                fr: "100 en-têtes au plus, de 16 Kio chacun et de 32 Kio ensemble.",
                en: "100 fields at most, of 16 KiB each and of 32 KiB together.")
        case .unavailable:
            LocalizedText(
                fr: "Le service s’arrête, ou trop de grandes réponses attendent leurs lecteurs.",
                en: "The service is stopping, or too many large answers wait for their readers.")
        }
    }
}

/// One answer that says why there is no other.
struct Problem: Error, Sendable {
    var kind: ProblemKind
    var detail: LocalizedText
    var errors: [ParameterProblem] = []
    /// The methods that are offered, where another was asked for.
    var allowed: [String] = []

    init(_ kind: ProblemKind, _ detail: LocalizedText? = nil, errors: [ParameterProblem] = []) {
        self.kind = kind
        self.detail = detail ?? kind.explanation
        self.errors = errors
    }

    func json(_ base: String, _ instance: String, in language: Language) -> JSONValue {
        let errors = errors.map { error in
            JSONValue.object([
                JSONMember("parameter", .string(error.parameter)), JSONMember("value", .string(error.value)),
                JSONMember("detail", .string(error.detail(language))),
            ])
        }
        return .object(
            [
                JSONMember("type", .string("\(base)/problems/\(kind.rawValue)")),
                JSONMember("title", .string(kind.title(language))),
                JSONMember("status", .integer(kind.status.code)), JSONMember("detail", .string(detail(language))),
                JSONMember("instance", .string(instance)),
            ] + (errors.isEmpty ? [] : [JSONMember("errors", .array(errors))]))
    }
}
