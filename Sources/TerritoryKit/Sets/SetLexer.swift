internal import TerritoryFormats

/// Cuts an expression into words and marks.
enum SetLexer {
    struct Token: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case word(String)
            case open, close, openList, closeList
            case end
        }

        var kind: Kind
        /// Characters before it.
        var position: Int
    }

    /// Longest expression, in characters.
    static let longest = 4_096

    static func tokens(of text: String) throws(ExpressionError) -> [Token] {
        let characters = Array(text)
        guard characters.count <= longest else {
            throw ExpressionError(
                text: text, position: longest,
                problem: LocalizedText(
                    fr: "expression trop longue\u{202F}: \(longest) caractères au plus",
                    en: "the expression is too long: \(longest) characters at most"))
        }
        var tokens: [Token] = []
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if character.isWhitespace || character == "," {
                index += 1
            } else if let mark = marks[character] {
                tokens.append(Token(kind: mark, position: index))
                index += 1
            } else if isPartOfWord(character) {
                let start = index
                while index < characters.count, isPartOfWord(characters[index]) { index += 1 }
                tokens.append(Token(kind: .word(String(characters[start..<index])), position: start))
            } else {
                throw ExpressionError(
                    text: text, position: index,
                    problem: LocalizedText(
                        fr: "\(character.shown.inFrenchQuotes) n’a pas de sens ici",
                        en: "\(character.shown.inEnglishQuotes) has no meaning here"))
            }
        }
        return tokens + [Token(kind: .end, position: characters.count)]
    }

    private static let marks: [Character: Token.Kind] = [
        "(": .open, ")": .close, "{": .openList, "}": .closeList,
    ]

    private static func isPartOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "_-.:'’".contains(character)
    }
}

extension Character {
    /// Whether a terminal shows the character, and does nothing else.
    var isVisible: Bool { !unicodeScalars.contains(where: \.isInvisible) }

    /// The character as a message shows it: by its number where it cannot be seen.
    fileprivate var shown: String {
        guard !isVisible, let scalar = unicodeScalars.first else { return String(self) }
        return scalar.codePoint
    }
}
