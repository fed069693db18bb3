public import TerritoryFormats

/// A published number beside another, or beside what the database computes.
public struct Reconciliation: Hashable, Codable, Sendable {
    public enum Relation: String, Codable, Sendable {
        case equals, about, contains
        case atMost = "at_most"
        /// The two are shown together so that nobody divides or adds them.
        case notComparable = "not_comparable"
        /// Computed from the figures; the report prints no number to compare it with.
        case derived
    }

    public enum Outcome: String, Codable, Sendable {
        case agrees, differs, derived
        case notComparable = "not_comparable"
        /// A figure is not in the database.
        case unknown
    }

    public struct Side: Hashable, Codable, Sendable {
        /// Figures, database counts (`db.…`) and numbers, with + - * / and parentheses.
        public var expression: String
        @ExplicitNull public var value: Double?

        public init(expression: String, value: Double? = nil) {
            self.expression = expression
            self.value = value
        }
    }

    public var code: String
    public var label: LocalizedText
    public var left: Side
    public var relation: Relation
    @ExplicitNull public var right: Side?
    /// Left minus right.
    @ExplicitNull public var difference: Double?
    public var outcome: Outcome
    public var explanation: LocalizedText
    @ExplicitNull public var finding: String?
    /// The headings of the report under which its figures stand.
    public var citations: [Citation]
    /// Lines of the extracted text, for those who maintain the data.
    public var lines: [Int]

    public init(
        code: String, label: LocalizedText, left: Side, relation: Relation, right: Side? = nil,
        difference: Double? = nil, outcome: Outcome, explanation: LocalizedText, finding: String? = nil,
        citations: [Citation], lines: [Int]
    ) {
        self.code = code
        self.label = label
        self.left = left
        self.relation = relation
        self.right = right
        self.difference = difference
        self.outcome = outcome
        self.explanation = explanation
        self.finding = finding
        self.citations = citations
        self.lines = lines
    }
}

/// Every control total of the report.
public struct ReconciliationAnswer: Hashable, Codable, Sendable {
    public var rows: [Reconciliation]
    public var document: String
    public var data: DataStamp

    public init(rows: [Reconciliation], document: String, data: DataStamp) {
        self.rows = rows
        self.document = document
        self.data = data
    }
}

extension Reconciliation {
    /// Compares two sides; a side with an unknown name leaves the answer open.
    static func outcome(
        _ left: Double?, _ relation: Relation, _ right: Double?, tolerance: Double
    ) -> Outcome {
        if relation == .notComparable { return .notComparable }
        if relation == .derived { return left == nil ? .unknown : .derived }
        guard let left, let right else { return .unknown }
        // Decimal fractions such as 54.4 have no exact binary form.
        let slack = tolerance + max(abs(left), abs(right)) * 1e-12
        let holds =
            switch relation {
            case .equals, .about: abs(left - right) <= slack
            case .atMost: left <= right + slack
            case .contains: left + slack >= right
            case .notComparable, .derived: true
            }
        return holds ? .agrees : .differs
    }
}

/// A sum of products of names and numbers, as control totals write it; tokens are separated by spaces.
struct ArithmeticExpression {
    private var tokens: ArraySlice<Substring>
    private let value: (String) -> Double?

    /// - Returns: `nil` if a name is unknown, a divisor is zero, or the text is no expression.
    static func value(of text: String, names: @escaping (String) -> Double?) -> Double? {
        let spaced = text.replacing("(", with: " ( ").replacing(")", with: " ) ")
        var expression = ArithmeticExpression(tokens: spaced.split(separator: " ")[...], value: names)
        let result = expression.sum()
        return expression.tokens.isEmpty ? result : nil
    }

    private init(tokens: ArraySlice<Substring>, value: @escaping (String) -> Double?) {
        self.tokens = tokens
        self.value = value
    }

    private mutating func sum() -> Double? {
        var result = product()
        while let sign = tokens.first, sign == "+" || sign == "-" {
            tokens.removeFirst()
            guard let left = result, let right = product() else { return nil }
            result = sign == "+" ? left + right : left - right
        }
        return result
    }

    private mutating func product() -> Double? {
        var result = factor()
        while let sign = tokens.first, sign == "*" || sign == "/" {
            tokens.removeFirst()
            guard let left = result, let right = factor(), sign == "*" || right != 0 else { return nil }
            result = sign == "*" ? left * right : left / right
        }
        return result
    }

    private mutating func factor() -> Double? {
        guard let token = tokens.popFirst() else { return nil }
        guard token == "(" else { return Double(token) ?? value(String(token)) }
        let inner = sum()
        return tokens.popFirst() == ")" ? inner : nil
    }
}
