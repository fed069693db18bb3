internal import TerritoryFormats

/// A resource: where it is, what can be asked of it, and how it answers.
///
/// All that is said of it elsewhere comes from here: OpenAPI, the problems with parameters, methods and forms, the pages,
/// the names of the measures.
struct Route: Sendable {
    /// `/collections/communes/items/{featureId}`: at most one segment, the last, varies.
    var path: String
    /// Names the operation, and the route in measures.
    var operation: String
    var title: LocalizedText
    var parameters: [Parameter]
    /// The first is for who asks for nothing.
    var representations: [Representation]
    /// What the segment that varies is.
    var identifier: LocalizedText?
    /// One that there is.
    var identifierExample = ""
    /// Whether OpenAPI tells of it: what pages are made of is no answer.
    var isDescribed = true
    /// Whether answers may be kept by others.
    var isCacheable = true
    /// Looks whether there is such a thing, before any answer is made.
    var check: @Sendable (Question) throws(Problem) -> Void = { (_) throws(Problem) in }
    /// Fields that an answer has besides, also where its body was not made.
    var fields: @Sendable (Question) -> [(name: String, value: String)] = { _ in [] }
    var answer: @Sendable (Question) throws(Problem) -> Answer

    static let methods = ["GET", "HEAD", "OPTIONS"]

    /// The parameters that every route with that many forms has.
    var allParameters: [Parameter] {
        parameters + [.form(representations)] + (representations.contains(.html) ? [.language] : [])
    }
}

/// One request for a resource, read and checked.
struct Question: Sendable {
    var snapshot: Snapshot
    var base: String
    /// Decoded.
    var segments: [String]
    /// The segment that varies; empty where none does.
    var identifier: String
    var values: [String: ParameterValue]
    /// The parameters as they were said, in the order of their names.
    var query: [(name: String, value: String)]
    var representation: Representation
    var language: Language
    /// Whether the service was told to stop.
    var isStopping = false

    func integer(_ name: String) -> Int? {
        guard case .integer(let number)? = values[name] else { return nil }
        return number
    }

    func names(_ name: String) -> [String]? {
        guard case .names(let names)? = values[name] else { return nil }
        return names
    }

    func flag(_ name: String) -> Bool {
        guard case .flag(let isTrue)? = values[name] else { return false }
        return isTrue
    }

    func text(_ name: String) -> String? {
        guard case .text(let text)? = values[name] else { return nil }
        return text
    }

    var url: String {
        base + (segments.isEmpty ? "/" : segments.map { "/" + RequestTarget.encoded(segment: $0) }.joined())
    }

    /// The address of this question with some parameters said anew; `nil` leaves one out.
    func address(_ changes: [(name: String, value: String?)] = []) -> String {
        var pairs = query.filter { pair in !changes.contains { $0.name == pair.name } }
        for change in changes { if let value = change.value { pairs.append((change.name, value)) } }
        guard !pairs.isEmpty else { return url }
        return url + "?"
            + pairs.map { "\(RequestTarget.encoded($0.name))=\(RequestTarget.encoded($0.value))" }.joined(
                separator: "&")
    }

    /// The links from this answer to itself and to its other forms.
    func ownLinks(_ forms: [Representation]) -> [Link] {
        forms.map { form in
            let isOwn = form == representation
            return Link(
                isOwn ? "self" : "alternate",
                address([("f", isOwn && query.allSatisfy { $0.name != "f" } ? nil : form.word)]),
                form.mediaType, LocalizedText(fr: "Cette réponse (\(form.word))", en: "This answer (\(form.word))"))
        }
    }

    /// A text in the language of a page; JSON, which does not depend on it, is in French.
    func told(_ text: LocalizedText) -> String { text(representation == .html ? language : .french) }

    func links(_ links: [Link]) -> JSONValue {
        .array(links.map { $0.json(in: representation == .html ? language : .french) })
    }

    /// An answer in JSON or as a page, from one value.
    func answer(_ title: LocalizedText, _ value: JSONValue, forms: [Representation], _ parameters: [Parameter] = [])
        -> Answer
    {
        guard representation == .html else { return Answer(value.bytes) }
        return Answer(
            HTMLPage(
                title: title(language), language: language, base: base,
                alternates: ownLinks(forms).filter { $0.rel == "alternate" },
                form: parameters.isEmpty ? nil : HTMLForm(action: url, parameters: parameters), value: value
            ).bytes)
    }
}

extension Parameter {
    static func form(_ representations: [Representation]) -> Parameter {
        Parameter(
            "f", .choice(representations.map(\.word).uniqued()),
            LocalizedText(
                fr: "La forme de la réponse\u{202F}; elle l’emporte sur l’en-tête Accept",
                en: "The form of the answer; it takes precedence over the field Accept"), isShared: false)
    }

    static let language = Parameter(
        "lang", .choice(Language.allCases.map(\.rawValue)),
        LocalizedText(fr: "La langue des pages et des erreurs", en: "The language of pages and errors"))
}
