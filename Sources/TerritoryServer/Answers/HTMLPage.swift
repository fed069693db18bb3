internal import Mustache
internal import TerritoryFormats

/// Any value as a page: one renderer for all resources, plain and without a script.
struct HTMLPage {
    var title: String
    var language: Language
    var base: String
    /// Other forms of the same answer.
    var alternates: [Link] = []
    /// The questions that can be asked here.
    var form: HTMLForm?
    var value: JSONValue

    private static let template: MustacheTemplate = {
        let text = String(decoding: PackageResources.page_mustache, as: UTF8.self)
        guard let template = try? MustacheTemplate(string: text) else {
            preconditionFailure("a template of ours is one")
        }
        return template
    }()

    var bytes: [UInt8] {
        let words = HTMLWords(language)
        let text = Self.template.render(
            [
                "language": language.rawValue, "title": title, "base": base, "home": words.home,
                "service": words.service, "forms": words.forms,
                "alternates": alternates.map {
                    ["href": $0.href, "type": $0.type ?? "", "label": $0.title?(language) ?? ""]
                },
                "form": form?.html(language) ?? "", "main": Self.html(value),
                "notice": words.notice,
            ] as [String: Any])
        return Array(text.utf8)
    }

    // MARK: Values

    private static func html(_ value: JSONValue) -> String {
        switch value {
        case .object(let members):
            // A link is its title.
            if let href = text("href", members), let rel = text("rel", members) {
                // What a row stands for needs no word on how it is related.
                if rel == "item" { return anchor(href, text("title", members) ?? href) }
                let type = text("type", members).map { " (\($0))" } ?? ""
                return anchor(href, (text("title", members) ?? rel)) + escaped(" – \(rel)\(type)")
            }
            guard !members.isEmpty else { return "<p>–</p>" }
            return "<dl>"
                + members.map { "<dt>\(escaped($0.name))</dt><dd>\(html($0.value))</dd>" }
                .joined() + "</dl>"
        case .array(let values):
            guard !values.isEmpty else { return "<p>–</p>" }
            if let table = table(values) { return table }
            return "<ul>" + values.map { "<li>\(html($0))</li>" }.joined() + "</ul>"
        case .string(let text):
            return text.hasPrefix("http://") || text.hasPrefix("https://") ? anchor(text, text) : escaped(text)
        case .integer(let number): return escaped(String(number))
        case .number(let number, let decimals), .real(let number, let decimals):
            var bytes: [UInt8] = []
            bytes.append(number, decimals: decimals)
            return escaped(String(decoding: bytes, as: UTF8.self))
        case .bool(let isTrue): return isTrue ? "true" : "false"
        case .null: return "–"
        }
    }

    /// Objects with the same simple members are rows.
    private static func table(_ values: [JSONValue]) -> String? {
        guard values.count > 1 else { return nil }
        var rows: [[JSONMember]] = []
        for value in values {
            guard case .object(let members) = value,
                members.map(\.name) == rows.first?.map(\.name) ?? members.map(\.name)
            else { return nil }
            rows.append(members)
        }
        guard let head = rows.first, text("href", head) == nil, head.count > 1 else { return nil }
        return "<div class=\"wide\"><table><thead><tr>"
            + head.map { "<th scope=\"col\">\(escaped($0.name))</th>" }.joined() + "</tr></thead><tbody>"
            + rows.map { row in
                "<tr>" + row.map { "<td>\(html($0.value))</td>" }.joined() + "</tr>"
            }.joined() + "</tbody></table></div>"
    }

    private static func text(_ name: String, _ members: [JSONMember]) -> String? {
        guard case .string(let text)? = members.first(where: { $0.name == name })?.value else { return nil }
        return text
    }

    private static func anchor(_ href: String, _ text: String) -> String {
        "<a href=\"\(escaped(href))\">\(escaped(text))</a>"
    }

    /// Text in which nothing is markup.
    static func escaped(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}

/// The parameters of a route as fields to fill in.
struct HTMLForm {
    var action: String
    var parameters: [Parameter]

    func html(_ language: Language) -> String {
        let fields = parameters.filter { $0.name != "f" && $0.name != "lang" && $0.name != "data" }
        guard !fields.isEmpty else { return "" }
        let words = HTMLWords(language)
        let rows = fields.map { field -> String in
            let id = "p-\(HTMLPage.escaped(field.name))"
            let label = "<label for=\"\(id)\">\(HTMLPage.escaped(field.name))</label>"
            let hint = "<small>\(HTMLPage.escaped(field.description(language)))</small>"
            return "<p>\(label) <input id=\"\(id)\" name=\"\(HTMLPage.escaped(field.name))\" /> \(hint)</p>"
        }
        return "<details><summary>\(words.ask)</summary><form action=\"\(HTMLPage.escaped(action))\" method=\"get\">"
            + rows.joined() + "<p><button name=\"f\" value=\"html\">\(words.send)</button></p></form></details>"
    }
}

/// The words of every page.
struct HTMLWords {
    var home, service, forms, ask, send, notice: String

    init(_ language: Language) {
        switch language {
        case .french:
            (home, service, forms) = ("Accueil", "Pacte des solidarités – territoires", "Autre forme\u{202F}:")
            (ask, send) = ("Filtrer", "Demander")
            notice = "Données sous Licence Ouverte 2.0\u{202F}; sources et millésimes dans les réponses."
        case .english:
            (home, service, forms) = ("Home", "Pacte des solidarités – territories", "Other form:")
            (ask, send) = ("Filter", "Ask")
            notice = "Data under the Licence Ouverte 2.0; sources and vintages are in the answers."
        }
    }
}
