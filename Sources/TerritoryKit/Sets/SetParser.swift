internal import TerritoryFormats

/// Reads an expression by recursive descent; what it reads is a value, never a piece of SQL.
///
///     query = [ subject [ relation ] ] set
///     set   = chain { "or" chain }
///     chain = term { ( "and" | "minus" ) term }
///     term  = "not" term | "touching" term | "within" distance "of" term | "(" set ")" | "{" code … "}" | name [ ":" code ]
struct SetParser {
    private let tokens: [SetLexer.Token]
    private let text: String
    private var index = 0
    private var depth = 0
    private var terms = 0
    private var distances = 0

    private static let deepest = 64
    private static let mostTerms = 256
    /// Each looks at the ground of every commune: some tenths of a second.
    private static let mostDistances = 4
    private static let keywords: Set<String> = [
        "and", "or", "minus", "not", "touching", "within", "of", "in", "covering",
    ]

    init(_ tokens: [SetLexer.Token], text: String) { (self.tokens, self.text) = (tokens, text) }

    mutating func query() throws(ExpressionError) -> TerritoryQuery {
        guard let subject = keyword.flatMap({ TerritoryQuery.Subject(word: $0) }), !namesASet else {
            return TerritoryQuery(subject: .territory(.commune), relation: .in, set: try wholeSet())
        }
        index += 1
        guard case .end = kind else {
            var relation = TerritoryQuery.Relation.in
            if let found = keyword.flatMap({ TerritoryQuery.Relation(rawValue: $0) }) {
                relation = found
                index += 1
            } else if subject != .territory(.commune) {
                throw unexpected(TerritoryQuery.Relation.allCases.map(\.rawValue))
            }
            return TerritoryQuery(subject: subject, relation: relation, set: try wholeSet())
        }
        // A subject alone asks for all of its kind.
        let all = SetExpression.atom(name: "all", argument: nil, position: 0)
        return TerritoryQuery(subject: subject, relation: .covering, set: all)
    }

    /// Whether a word for a kind of thing begins a set here.
    ///
    /// A plural is one where an operator follows: `contracts` and `pacts` are then the communes that they cover. A
    /// singular, such as `qpv`, is one unless a relation follows.
    private var namesASet: Bool {
        var next = ""
        if index + 1 < tokens.count, case .word(let word) = tokens[index + 1].kind { next = word.lowercased() }
        guard keyword?.hasSuffix("s") == true else { return TerritoryQuery.Relation(rawValue: next) == nil }
        return (keyword == "contracts" || keyword == "pacts") && ["and", "or", "minus"].contains(next)
    }

    mutating func wholeSet() throws(ExpressionError) -> SetExpression {
        let set = try set()
        guard case .end = kind else { throw unexpected(["and", "or", "minus"]) }
        return set
    }

    private mutating func set() throws(ExpressionError) -> SetExpression {
        var set = try chain()
        while keyword == "or" {
            index += 1
            set = .or(set, try chain())
        }
        return set
    }

    private mutating func chain() throws(ExpressionError) -> SetExpression {
        var set = try term()
        while let operation = keyword, operation == "and" || operation == "minus" {
            index += 1
            let next = try term()
            set = operation == "and" ? .and(set, next) : .minus(set, next)
        }
        return set
    }

    private mutating func term() throws(ExpressionError) -> SetExpression {
        depth += 1
        terms += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest, terms <= Self.mostTerms else {
            throw error(
                LocalizedText(
                    fr: "expression trop grande\u{202F}: \(Self.deepest) niveaux et \(Self.mostTerms) termes au plus",
                    en: "the expression is too large: \(Self.deepest) levels and \(Self.mostTerms) terms at most"))
        }
        switch kind {
        case .open:
            index += 1
            let set = try set()
            guard case .close = kind else { throw unexpected([")", "and", "or", "minus"]) }
            index += 1
            return set
        case .openList: return try list()
        case .word(let word): return try term(word)
        default: throw unexpected(Self.beginnings)
        }
    }

    private mutating func term(_ word: String) throws(ExpressionError) -> SetExpression {
        switch word.lowercased() {
        case "not":
            index += 1
            return .not(try term())
        case "touching":
            index += 1
            return .touching(try term())
        case "within":
            distances += 1
            guard distances <= Self.mostDistances else { throw tooManyDistances }
            index += 1
            let meters = try distance()
            guard keyword == "of" else { throw unexpected(["of"]) }
            index += 1
            return .within(meters: meters, try term())
        case let name where Self.keywords.contains(name): throw unexpected(Self.beginnings)
        default: return atom(word)
        }
    }

    private static let beginnings = [
        "commune:48095", "epci:200067940", "departement:48", "frr", "qpv", "all", "{48095 48061}", "(", "not",
        "touching",
        "within 20km of",
    ]

    private mutating func atom(_ word: String) -> SetExpression {
        let position = tokens[index].position
        index += 1
        let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return .atom(name: parts[0].lowercased(), argument: parts.count > 1 ? parts[1] : nil, position: position)
    }

    private mutating func list() throws(ExpressionError) -> SetExpression {
        index += 1
        var codes: [SetExpression.Code] = []
        while case .word(let code) = kind {
            codes.append(SetExpression.Code(text: code, position: tokens[index].position))
            index += 1
        }
        guard case .closeList = kind else { throw unexpected(["}", "48095"]) }
        index += 1
        return .list(codes)
    }

    /// A number with its unit, together or apart: 20km, 500 m.
    private mutating func distance() throws(ExpressionError) -> Double {
        let start = index
        guard let first = keyword else { throw unexpected(["20km", "500m"]) }
        let digits = first.prefix { $0.isNumber || $0 == "." }
        var unit = String(first.dropFirst(digits.count))
        guard let number = Double(digits), number.isFinite else { throw unexpected(["20km", "500m"]) }
        index += 1
        if unit.isEmpty {
            unit = keyword ?? ""
            guard unit == "km" || unit == "m" else { throw unexpected(["km", "m"]) }
            index += 1
        }
        let meters = unit == "km" ? number * 1_000 : number
        guard unit == "km" || unit == "m", meters <= Self.farthest else {
            index = start
            throw error(
                LocalizedText(
                    fr: "distance en m ou en km attendue, de 200\u{202F}km au plus",
                    en: "a distance in m or km is expected, of 200 km at most"))
        }
        return meters
    }

    private static let farthest = 200_000.0

    private var tooManyDistances: ExpressionError {
        error(
            LocalizedText(
                fr:
                    "trop de distances\u{202F}: \(Self.mostDistances) «\u{202F}within\u{202F}» au plus, car chacun mesure toutes les communes",
                en: "too many distances: \(Self.mostDistances) “within” at most, as each measures all communes"))
    }

    private var kind: SetLexer.Token.Kind { tokens[min(index, tokens.count - 1)].kind }

    private var word: String? {
        if case .word(let word) = kind { return word }
        return nil
    }

    /// The word, whatever its case.
    private var keyword: String? { word?.lowercased() }

    private func unexpected(_ expected: [String]) -> ExpressionError {
        let list = expected.joined(separator: ", ")
        let found: LocalizedText =
            switch kind {
            case .word(let word):
                LocalizedText(fr: "\(word.inFrenchQuotes) trouvé", en: "\(word.inEnglishQuotes) found")
            case .end: LocalizedText(fr: "fin trouvée", en: "end found")
            case .open: LocalizedText(fr: "«\u{202F}(\u{202F}» trouvée", en: "“(” found")
            case .close: LocalizedText(fr: "«\u{202F})\u{202F}» trouvée", en: "“)” found")
            case .openList: LocalizedText(fr: "«\u{202F}{\u{202F}» trouvée", en: "“{” found")
            case .closeList: LocalizedText(fr: "«\u{202F}}\u{202F}» trouvée", en: "“}” found")
            }
        return error(
            LocalizedText(fr: "\(found.fr), attendu\u{202F}: \(list)", en: "\(found.en), expected: \(list)"))
    }

    private func error(_ problem: LocalizedText) -> ExpressionError {
        ExpressionError(text: text, position: tokens[min(index, tokens.count - 1)].position, problem: problem)
    }
}
