/// A value to write as JSON (RFC 8259), with its members in the order given.
package enum JSONValue: Hashable, Sendable {
    case string(String)
    case integer(Int)
    /// A number rounded to a number of decimals (0 to 15), without trailing zeros; `null` if it is not finite.
    case number(Double, decimals: Int)
    /// The same, with a decimal also where it is zero: programs guess the type of a column from its first values.
    case real(Double, decimals: Int)
    case bool(Bool)
    case null
    case array([JSONValue])
    case object([JSONMember])
}

/// A name and its value, in a JSON object.
package struct JSONMember: Hashable, Sendable {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}
