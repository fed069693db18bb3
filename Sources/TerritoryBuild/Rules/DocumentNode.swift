internal import TerritoryFormats

/// A value of a document of values (YAML or JSON), and the place where it stands.
///
/// Members keep their order, so that sentences list them as their author did.
struct DocumentNode: Sendable {
    /// Where a value begins: it also tells a value met twice, through an alias, from its twin.
    struct Place: Hashable, Sendable {
        /// Counted from 1.
        var line: Int
        /// Counted from 1; 0 where the reader does not count columns.
        var column: Int
    }

    struct Member: Sendable {
        var name: String
        var place: Place
        var value: DocumentNode
    }

    enum Content: Sendable {
        case null
        case boolean(Bool)
        /// `text` keeps the digits that a `Double` would round.
        case number(Double, text: String)
        case string(String)
        case array([DocumentNode])
        case object([Member])
    }

    var place: Place
    var content: Content
}

extension DocumentNode {
    /// The line of the first text or name, in the order of the document, that is as wanted.
    func firstLine(where isWanted: (String) -> Bool) -> Int? {
        switch content {
        case .string(let text): return isWanted(text) ? place.line : nil
        case .array(let elements):
            for element in elements { if let line = element.firstLine(where: isWanted) { return line } }
        case .object(let members):
            for member in members {
                if isWanted(member.name) { return member.place.line }
                if let line = member.value.firstLine(where: isWanted) { return line }
            }
        case .null, .boolean, .number: break
        }
        return nil
    }
}

extension DocumentNode.Content {
    /// Whether two simple values are the same value of JSON; lists and objects equal nothing.
    func isSame(as other: Self) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.boolean(let value), .boolean(let other)): value == other
        case (.number(let value, _), .number(let other, _)): value == other
        case (.string(let value), .string(let other)): value.unicodeScalars.elementsEqual(other.unicodeScalars)
        default: false
        }
    }
}

/// The way from the top of a document to a value, such as `versions[1].subjects.commune.all_of[0]`.
struct DocumentPath: Hashable, Sendable {
    private(set) var text = ""

    func member(_ name: String) -> DocumentPath {
        let isPlain =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x24: true
                default: false
                }
            }
        guard isPlain else { return DocumentPath(text: "\(text)[\"\(name.excerpt)\"]") }
        return DocumentPath(text: text.isEmpty ? name : "\(text).\(name)")
    }

    func element(_ index: Int) -> DocumentPath { DocumentPath(text: "\(text)[\(index)]") }

    var name: LocalizedText {
        text.isEmpty ? LocalizedText(fr: "le document", en: "the document") : LocalizedText(fr: text, en: text)
    }
}

extension String {
    /// The text on one line, cut to 60 characters, so that a sentence stays a sentence.
    var excerpt: String {
        let line = String(prefix(61).map { $0.isNewline ? "⏎" : $0 })
        return line.count > 60 ? "\(line.prefix(59))…" : line
    }
}
