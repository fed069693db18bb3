internal import GRDB
internal import TerritoryFormats

/// A name as people write it, with the département that they may put behind it to tell homonyms apart: « Mende (48) »,
/// « Mende 48 », « Mende (Lozère) », « Mende, Lozère ».
struct QualifiedName: Hashable {
    /// Folded.
    var name: String
    /// The code of the département; `nil` where none is named.
    var departement: String?

    /// What a text may mean, the likelier first: the words of a name can end with those of a département.
    static func readings(of text: String, _ db: Database) throws -> [QualifiedName] {
        let folded = NameFolding.fold(String(text.prefix(NameFolding.longest)))
        guard !folded.isEmpty else { return [] }
        let departements = try Departements(db)
        if let (name, qualifier) = bracketed(text), let code = departements.code(of: qualifier) {
            return [QualifiedName(name: name, departement: code)]
        }
        let plain = QualifiedName(name: folded)
        return [plain] + (departements.split(folded).map { [$0] } ?? [])
    }

    /// The folded words before brackets at the end of a text, and those within.
    private static func bracketed(_ text: String) -> (name: String, qualifier: String)? {
        let text = text.trimmingSpaces
        guard text.hasSuffix(")"), let open = text.lastIndex(of: "(") else { return nil }
        let name = NameFolding.fold(String(text[..<open]))
        return name.isEmpty ? nil : (name, NameFolding.fold(String(text[open...])))
    }
}

/// The départements of a file, by what people call them.
private struct Departements {
    private var codes: [String: String] = [:]

    init(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT code, name FROM departement") {
            let (code, name): (String, String) = try (row.value(0), row.value(1))
            codes[NameFolding.fold(name)] = code
            codes[NameFolding.fold(code)] = code
            // « Foix (9) »
            if code.hasPrefix("0") { codes[String(code.dropFirst())] = code }
        }
    }

    func code(of folded: String) -> String? { codes[folded] }

    /// Takes the longest name of a département off the end of a name.
    func split(_ folded: String) -> QualifiedName? {
        let words = folded.split(separator: " ")
        return words.indices.dropFirst().lazy.compactMap { first -> QualifiedName? in
            code(of: words[first...].joined(separator: " ")).map {
                QualifiedName(name: words[..<first].joined(separator: " "), departement: $0)
            }
        }.first
    }
}
