internal import HTTPTypes

/// What the links of an answer begin with.
enum BaseURL {
    /// - Throws: A ``Problem`` for a host that is none.
    static func of(_ head: HTTPRequest, _ settings: ServerSettings) throws(Problem) -> String {
        if let base = settings.baseURL { return base.hasSuffix("/") ? String(base.dropLast()) : base }
        var (scheme, host) = ("http", head.authority ?? "")
        if settings.trustsProxy {
            if let forwarded = head.headerFields[.forwarded].flatMap(lastHop) {
                (scheme, host) = (forwarded["proto"] ?? scheme, forwarded["host"] ?? host)
            } else {
                scheme = head.headerFields[.forwardedProto].flatMap(last) ?? scheme
                host = head.headerFields[.forwardedHost].flatMap(last) ?? host
            }
        }
        guard scheme == "http" || scheme == "https", isHost(host) else { throw Problem(.badHost) }
        return "\(scheme)://\(host)"
    }

    /// A name or an address, with or without a port.
    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255
            && text.utf8.allSatisfy {
                0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || "-._:[]".utf8.contains($0)
            }
    }

    private static func last(_ field: String) -> String? {
        field.split(separator: ",").last.map { $0.filter { $0 != " " } }
    }

    /// The pairs of the hop nearest to this server (RFC 7239).
    private static func lastHop(_ field: String) -> [String: String]? {
        field.split(separator: ",").last.map { hop in
            hop.split(separator: ";").reduce(into: [:]) { pairs, pair in
                let sides = pair.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\"" } }
                if sides.count == 2 { pairs[sides[0].lowercased()] = sides[1] }
            }
        }
    }
}

extension HTTPField.Name {
    static let forwarded = named("Forwarded")
    static let forwardedProto = named("X-Forwarded-Proto")
    static let forwardedHost = named("X-Forwarded-Host")
    static let requestID = named("X-Request-Id")
    static let accessControlExposeHeaders = named("Access-Control-Expose-Headers")
    static let referrerPolicy = named("Referrer-Policy")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("a field of ours has a name that is one") }
        return name
    }
}
