/// A question to the territory: which things of a kind stand so to a set of communes.
public struct TerritoryQuery: Hashable, Sendable {
    /// The things that can be asked for.
    public enum Subject: Hashable, Sendable {
        case territory(TerritoryKind)
        case contract
        case pact

        /// `commune`, `epci`, `contract` …: the word for it in answers.
        public var word: String {
            switch self {
            case .territory(let kind): kind.rawValue
            case .contract: "contract"
            case .pact: "pact"
            }
        }

        /// Reads the word for it or its plural, in any letter case.
        public init?(word: String) {
            switch word.lowercased() {
            case "contract", "contracts": self = .contract
            case "pact", "pacts": self = .pact
            default:
                guard let kind = TerritoryKind(word: word), kind != .grouping else { return nil }
                self = .territory(kind)
            }
        }
    }

    public enum Relation: String, CaseIterable, Sendable {
        /// Wholly in the set.
        case `in`
        /// With a commune of the set at least.
        case covering
    }

    public var subject: Subject
    public var relation: Relation
    public var set: SetExpression

    /// Reads a query, such as `communes in epci:200067940 and frr minus qpv`; `docs/expressions.md` has the grammar.
    ///
    /// - Throws: ``ExpressionError`` at the first thing that cannot be read.
    public init(_ text: String) throws(ExpressionError) {
        var parser = SetParser(try SetLexer.tokens(of: text), text: text)
        self = try parser.query()
    }

    public init(subject: Subject, relation: Relation, set: SetExpression) {
        (self.subject, self.relation, self.set) = (subject, relation, set)
    }
}
