/// A set of communes as a user describes it: `epci:200067940 and frr minus qpv`.
///
/// The grammar stands in `docs/expressions.md`.
public indirect enum SetExpression: Hashable, Sendable {
    /// A name with a code or a class where it takes one, such as `epci:200067940` or `frr:frr_plus`.
    case atom(name: String, argument: String?, position: Int)
    /// Codes between braces.
    case list([Code])
    case and(SetExpression, SetExpression)
    case or(SetExpression, SetExpression)
    case minus(SetExpression, SetExpression)
    case not(SetExpression)
    /// The communes beside a set, and not in it.
    case touching(SetExpression)
    /// The communes whose ground comes within so many metres of a set’s.
    case within(meters: Double, SetExpression)

    /// The code of a commune, and where it stands.
    public struct Code: Hashable, Sendable {
        public var text: String
        /// Characters before it, from 0.
        public var position: Int
    }
}

/// A question to the territory: which things of a kind stand so to a set of communes.
public struct TerritoryQuery: Hashable, Sendable {
    public enum Subject: String, CaseIterable, Sendable {
        case communes, epcis, arrondissements, departements, regions, qpvs, contracts, pacts
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

    /// Reads a query.
    ///
    /// - Throws: ``ExpressionError`` at the first thing that cannot be read.
    public init(_ text: String) throws(ExpressionError) {
        var parser = SetParser(try SetLexer.tokens(of: text), text: text)
        self = try parser.query()
    }

    init(subject: Subject, relation: Relation, set: SetExpression) {
        (self.subject, self.relation, self.set) = (subject, relation, set)
    }
}

extension SetExpression {
    /// Reads a set without a subject.
    ///
    /// - Throws: ``ExpressionError`` at the first thing that cannot be read.
    public init(_ text: String) throws(ExpressionError) {
        var parser = SetParser(try SetLexer.tokens(of: text), text: text)
        self = try parser.wholeSet()
    }
}

/// An expression that cannot be read, or that names what is not in the database.
public struct ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
    public var text: String
    /// Characters before the place, from 0.
    public var position: Int
    public var problem: Label

    public func sentence(in language: Language) -> String {
        let place =
            language == .french ? "caractère \(position + 1)\u{202F}: " : "character \(position + 1): "
        return place + problem(language)
    }

    /// The expression with a mark under the place, as two lines.
    public var excerpt: String {
        let start = max(0, position - 50)
        let shown = text.dropFirst(start).prefix(70).map { $0.isWhitespace || !$0.isVisible ? " " : String($0) }
            .joined()
        return shown + "\n" + String(repeating: " ", count: position - start) + "^"
    }

    public var description: String { sentence(in: .english) }
}
