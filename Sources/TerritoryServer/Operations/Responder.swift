internal import Crypto
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import TerritoryFormats
internal import TerritoryKit

/// Answers requests: finds the route, checks everything, and makes the answer unless it is known.
struct Responder: HTTPResponder {
    typealias Context = BasicRequestContext

    let store: SnapshotStore
    let settings: ServerSettings
    let metrics: Metrics
    let logger: Logger
    var bytesInFlight = BytesInFlight(limit: 256 << 20)

    func respond(to request: Request, context: Context) async throws -> Response {
        let start = ContinuousClock.now
        metrics.begin()
        let (response, operation) = self.response(to: request.head)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        metrics.end(operation, status: response.status.code, seconds, bytes: response.body.contentLength ?? 0)
        if settings.logsAccess {
            // What people look for, and where, is theirs.
            logger.info(
                "request",
                metadata: [
                    "method": "\(request.method.rawValue)", "route": "\(operation)",
                    "status": "\(response.status.code)", "bytes": "\(response.body.contentLength ?? 0)",
                    "microseconds": "\(Int(seconds * 1e6))",
                ])
        }
        return response
    }
}

extension Responder {
    /// The answer to the head of a request, and the name of the operation that gave it.
    func response(to head: HTTPRequest) -> (Response, operation: String) {
        let exchange = Exchange(head: head, responder: self)
        let response = exchange.response()
        return (response, exchange.operation)
    }
}

/// One request with what is known of it so far.
private final class Exchange {
    private let head: HTTPRequest
    private let responder: Responder
    private lazy var cacheKey = makeCacheKey()
    private lazy var acceptsGzip = Self.accepts("gzip", head.headerFields[.acceptEncoding])
    private var language = Language.french
    private var base = ""
    private var wantsHTML = false
    /// The operation of the route, for the measures: one of few names.
    private(set) var operation = "none"

    init(head: HTTPRequest, responder: Responder) { (self.head, self.responder) = (head, responder) }

    /// The answer; a large one holds its room until it is written.
    func response() -> Response {
        let response = anyResponse()
        guard let length = response.body.contentLength, length >= BytesInFlight.least else { return response }
        guard let room = responder.bytesInFlight.reserve(length) else {
            return self.response(to: Problem(.unavailable))
        }
        return room.held(by: response)
    }

    private func anyResponse() -> Response {
        if let cacheKey, let known = responder.store.current.answers[cacheKey] {
            operation = known.operation
            return Response(status: .ok, headers: known.fields, body: ResponseBody(byteBuffer: known.body))
        }
        language = Self.language(head.headerFields[.acceptLanguage]) ?? .french
        wantsHTML = Representation.preferred(by: head.headerFields[.accept], among: [.json, .html]) == .html
        do throws(Problem) {
            base = try BaseURL.of(head, responder.settings)
            return try answer()
        } catch {
            return response(to: error)
        }
    }

    private func answer() throws(Problem) -> Response {
        let fields = head.headerFields
        guard fields.count <= 100, fields.allSatisfy({ $0.value.utf8.count <= 16 << 10 }),
            fields.reduce(0, { $0 + $1.name.canonicalName.utf8.count + $1.value.utf8.count + 4 }) <= 32 << 10
        else { throw Problem(.fieldsTooLarge) }
        let target: RequestTarget
        do throws(RequestTarget.Defect) {
            target = try RequestTarget(head.path ?? "/")
        } catch {
            switch error {
            case .path: throw Problem(.badPath)
            case .query: throw Problem(.badQuery)
            case .tooLong: throw Problem(.targetTooLong)
            }
        }
        let current = responder.store.current
        guard let (first, identifier) = current.routes.route(for: target) else {
            let nearest = current.routes.nearest(to: target.path)
            throw Problem(
                .notFound,
                LocalizedText(
                    fr: "\(target.path.inFrenchQuotes) n’est pas une adresse du service"
                        + (nearest.map { "\u{202F}; vouliez-vous dire \($0.inFrenchQuotes)\u{202F}?" } ?? ""),
                    en: "\(target.path.inEnglishQuotes) is no address of the service"
                        + (nearest.map { "; did you mean \($0.inEnglishQuotes)?" } ?? "")))
        }
        operation = first.operation
        guard Route.methods.contains(head.method.rawValue) else {
            var problem = Problem(
                .wrongMethod,
                LocalizedText(
                    fr: "\(head.method.rawValue.inFrenchQuotes) n’est pas offerte ici\u{202F}; "
                        + "\(Route.methods.joined(separator: ", ")) le sont",
                    en: "\(head.method.rawValue.inEnglishQuotes) is not offered here; "
                        + "\(Route.methods.joined(separator: ", ")) are"))
            problem.allowed = Route.methods
            throw problem
        }
        if head.method == .options { return options() }
        if head.headerFields[.contentLength].map({ $0 != "0" }) ?? false || head.headerFields[.transferEncoding] != nil
        {
            throw Problem(.badBody)
        }
        let reading = QueryReading(target.query, of: first)
        language = reading.language ?? language
        if let form = reading.form { wantsHTML = form == "html" }
        let (snapshot, route) = try pinned(reading, target, current, first)
        guard reading.problems.isEmpty else { throw Problem(.badParameter, errors: reading.problems) }
        let representation = try representation(reading, route)
        let question = Question(
            snapshot: snapshot, base: base, segments: target.segments, identifier: identifier, values: reading.values,
            query: target.query.filter { !$0.value.isEmpty || reading.values[$0.name] != nil }.sorted {
                $0.name < $1.name
            },
            representation: representation, language: language, isStopping: responder.store.isStopping)
        try route.check(question)
        return try response(to: question, by: route)
    }

    /// The snapshot that a page belongs to: the last one, or the one before it.
    private func pinned(
        _ reading: QueryReading, _ target: RequestTarget, _ current: Snapshot, _ route: Route
    ) throws(Problem) -> (Snapshot, Route) {
        guard case .text(let hash)? = reading.values["data"], hash != current.shortHash else { return (current, route) }
        guard let former = responder.store.former, former.shortHash == hash,
            let (own, _) = former.routes.route(for: target)
        else {
            throw Problem(.dataChanged)
        }
        return (former, own)
    }

    private func representation(_ reading: QueryReading, _ route: Route) throws(Problem) -> Representation {
        if let word = reading.form, let form = route.representations.first(where: { $0.word == word }) { return form }
        guard let form = Representation.preferred(by: head.headerFields[.accept], among: route.representations) else {
            let offered = route.representations.map(\.mediaType).joined(separator: ", ")
            throw Problem(
                .notAcceptable,
                LocalizedText(fr: "formes offertes\u{202F}: \(offered)", en: "forms that are offered: \(offered)"))
        }
        wantsHTML = form == .html
        return form
    }

    // MARK: Answers

    private func response(to question: Question, by route: Route) throws(Problem) -> Response {
        let isPage = question.representation == .html
        var fields = commonFields(html: isPage)
        fields[.contentType] = question.representation.contentType
        for (name, value) in route.fields(question) {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        guard route.isCacheable else {
            fields[.cacheControl] = "no-store"
            return response(.ok, try route.answer(question).bytes, fields)
        }
        let tag = entityTag(question, language: isPage ? question.language.rawValue : "")
        fields[.eTag] = tag
        // The next page of a list is asked of the same data: a first page does not outlive them.
        let mayBeStale =
            route.parameters.contains { $0.name == Parameter.data.name } ? "" : ", stale-while-revalidate=86400"
        fields[.cacheControl] = "public, max-age=300\(mayBeStale)"
        if let known = head.headerFields[.ifNoneMatch], Self.matches(known, tag) {
            fields[.contentType] = nil
            return Response(status: .notModified, headers: fields)
        }
        var answer = try route.answer(question)
        // What is shorter than a packet gains nothing.
        let level = cacheKey == nil ? 1 : 6
        if acceptsGzip, answer.bytes.count >= 1400, let packed = Gzip.compress(answer.bytes, level: level) {
            answer = Answer(packed, fields: answer.fields + [("Content-Encoding", "gzip")])
        }
        for (name, value) in answer.fields { if let name = HTTPField.Name(name) { fields[name] = value } }
        if let cacheKey, question.snapshot === responder.store.current {
            fields[.contentLength] = String(answer.bytes.count)
            question.snapshot.answers.keep(
                AnswerCache.Entry(fields: fields, body: ByteBuffer(bytes: answer.bytes), operation: operation),
                for: cacheKey)
        }
        return response(.ok, answer.bytes, fields)
    }

    /// What the answer is kept by.
    ///
    /// - Returns: `nil` for a request that says more than what its answer is chosen by, or that is not likely to come again.
    private func makeCacheKey() -> AnswerCache.Key? {
        let fields = head.headerFields
        guard head.method == .get, !responder.store.isStopping, let target = head.path, var host = head.authority
        else { return nil }
        if responder.settings.trustsProxy {
            let said: [HTTPField.Name] = [.forwarded, .forwardedProto, .forwardedHost]
            host += said.map { "\n\(fields[$0] ?? "")" }.joined()
        }
        let unlike: [HTTPField.Name] = [.ifNoneMatch, .requestID, .contentLength, .transferEncoding]
        guard !unlike.contains(where: { fields.contains($0) }) else { return nil }
        let key = AnswerCache.Key(
            target: target, host: host, accept: fields[.accept] ?? "", language: fields[.acceptLanguage] ?? "",
            acceptsGzip: acceptsGzip)
        let length = target.utf8.count + host.utf8.count + key.accept.utf8.count + key.language.utf8.count
        let isPlain = fields.count <= 32 && fields.allSatisfy { $0.value.utf8.count <= AnswerCache.Key.limit }
        return length <= AnswerCache.Key.limit && isPlain ? key : nil
    }

    /// An answer with its body, which a question about the head alone does without.
    private func response(_ status: HTTPResponse.Status, _ bytes: [UInt8], _ fields: HTTPFields) -> Response {
        var fields = fields
        fields[.contentLength] = String(bytes.count)
        let body = head.method == .head ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        return Response(status: status, headers: fields, body: body)
    }

    private func options() -> Response {
        var fields = commonFields(html: false)
        fields[.allow] = Route.methods.joined(separator: ", ")
        fields[.accessControlAllowMethods] = Route.methods.joined(separator: ", ")
        fields[.accessControlAllowHeaders] = "Accept, Accept-Language, If-None-Match, X-Request-Id"
        fields[.accessControlMaxAge] = "86400"
        return Response(status: .noContent, headers: fields)
    }

    private func response(to problem: Problem) -> Response {
        var fields = commonFields(html: wantsHTML)
        let instance = requestID ?? String.randomName
        fields[.requestID] = instance
        fields[.vary] = "Accept, Accept-Encoding, Accept-Language"
        if !problem.allowed.isEmpty { fields[.allow] = problem.allowed.joined(separator: ", ") }
        if problem.kind.status.code >= 500 { fields[.cacheControl] = "no-store" }
        if problem.kind == .unavailable { fields[.retryAfter] = "1" }
        let value = problem.json(base, instance, in: language)
        let bytes: [UInt8]
        if wantsHTML {
            fields[.contentType] = Representation.html.contentType
            bytes = HTMLPage(title: problem.kind.title(language), language: language, base: base, value: value).bytes
        } else {
            fields[.contentType] = "application/problem+json"
            bytes = value.bytes
        }
        return response(problem.kind.status, bytes, fields)
    }

    /// What every answer has.
    private func commonFields(html: Bool) -> HTTPFields {
        var fields = HTTPFields()
        fields[.xContentTypeOptions] = "nosniff"
        fields[.referrerPolicy] = "no-referrer"
        fields[.accessControlAllowOrigin] = "*"
        fields[.accessControlExposeHeaders] = "Link, Content-Crs, ETag, Content-Location, X-Request-Id"
        fields[.vary] = html ? "Accept, Accept-Encoding, Accept-Language" : "Accept, Accept-Encoding"
        if html {
            fields[.contentSecurityPolicy] =
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                + "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        }
        if let requestID { fields[.requestID] = requestID }
        if responder.store.isStopping { fields[.connection] = "close" }
        return fields
    }

    // MARK: What the client says

    private static func accepts(_ coding: String, _ field: String?) -> Bool {
        guard let field else { return false }
        let entries = QualityList(field).entries
        return (entries.first { $0.value == coding } ?? entries.first { $0.value == "*" }).map { $0.quality > 0 }
            ?? false
    }

    private var requestID: String? {
        guard let id = head.headerFields[.requestID], 1...64 ~= id.utf8.count,
            id.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x2D })
        else { return nil }
        return id
    }

    private static func language(_ field: String?) -> Language? {
        guard let field else { return nil }
        return QualityList(field).entries.sorted { $0.quality > $1.quality }.lazy
            .filter { $0.quality > 0 }.compactMap { Language(rawValue: String($0.value.prefix(2))) }.first
    }

    /// Known before the answer is made: it says what the answer is made of.
    private func entityTag(_ question: Question, language: String) -> String {
        let text = [
            question.snapshot.hash, TerritoryVersion.current, question.base, question.address(),
            question.representation.rawValue, language,
        ].joined(separator: "\u{0}")
        let digest = SHA256.hash(data: Array(text.utf8)).prefix(8)
        let digits = digest.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
        return "\"\(digits)\(acceptsGzip ? "-gz" : "")\""
    }

    /// Weak comparison (RFC 9110, 13.1.2).
    private static func matches(_ field: String, _ tag: String) -> Bool {
        field.split(separator: ",").contains { part in
            var part = part.filter { $0 != " " && $0 != "\t" }
            if part == "*" { return true }
            if part.hasPrefix("W/") { part.removeFirst(2) }
            return part == tag
        }
    }
}
