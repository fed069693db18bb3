internal import TerritoryFormats

/// What a question is answered with, before it goes out.
struct Answer: Sendable {
    var bytes: [UInt8]
    /// Beyond those that every answer has.
    var fields: [(name: String, value: String)] = []

    init(_ bytes: [UInt8], fields: [(name: String, value: String)] = []) { (self.bytes, self.fields) = (bytes, fields) }
}

/// An address with what it leads to (RFC 8288).
struct Link: Sendable {
    var href: String
    var rel: String
    var type: String?
    var title: LocalizedText?

    init(_ rel: String, _ href: String, _ type: String? = nil, _ title: LocalizedText? = nil) {
        (self.href, self.rel, self.type, self.title) = (href, rel, type, title)
    }

    func json(in language: Language) -> JSONValue {
        var members = [JSONMember("href", .string(href)), JSONMember("rel", .string(rel))]
        if let type { members.append(JSONMember("type", .string(type))) }
        if let title { members.append(JSONMember("title", .string(title(language)))) }
        return .object(members)
    }
}

extension JSONValue {
    static func text(_ text: LocalizedText) -> JSONValue {
        .object([JSONMember("fr", .string(text.fr)), JSONMember("en", .string(text.en))])
    }

    static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(self)
        bytes.append(0x0A)
        return bytes
    }
}
