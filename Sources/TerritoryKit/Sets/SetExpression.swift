internal import TerritoryFormats

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

extension SetExpression {
    /// Reads a set without a subject.
    ///
    /// - Throws: ``ExpressionError`` at the first thing that cannot be read.
    public init(_ text: String) throws(ExpressionError) {
        var parser = SetParser(try SetLexer.tokens(of: text), text: text)
        self = try parser.wholeSet()
    }
}
