internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// What a request can say, by name: the one place that reads it, checks it and describes it.
struct Parameter: Sendable {
    /// How the text of a value is read.
    enum Kind: Sendable {
        /// A whole number; above the upper bound it is that bound where it `clamps`.
        case integer(ClosedRange<Int>, initial: Int?, clamps: Bool)
        case number
        /// Four numbers, or six.
        case box
        case system
        case interval
        case day
        /// Words separated by commas, which may be none.
        case names([String])
        /// Names separated by commas, each after its sign: `-` for the largest first.
        case order([String])
        case flag
        case choice([String])
        /// Bytes at most.
        case text(Int)
    }

    var name: String
    var kind: Kind
    var description: LocalizedText
    /// Whether several routes have it with this meaning, so that OpenAPI describes it once.
    var isShared: Bool
    /// The column that it filters by.
    var column: Int?

    init(_ name: String, _ kind: Kind, _ description: LocalizedText, isShared: Bool = true, column: Int? = nil) {
        (self.name, self.kind, self.description) = (name, kind, description)
        (self.isShared, self.column) = (isShared, column)
    }
}

/// A value that was read.
enum ParameterValue: Hashable, Sendable {
    case integer(Int)
    case number(Double)
    case numbers([Double])
    case system(ReferenceSystem)
    case interval(DayInterval)
    case day(CivilDate)
    case names([String])
    case order([SortKey])
    case flag(Bool)
    case text(String)
}

/// A column by which rows are ordered.
struct SortKey: Hashable, Sendable {
    var name: String
    var isDescending: Bool
}

/// What is wrong with one value of a request.
struct ParameterProblem: Hashable, Sendable, Error {
    var parameter: String
    var value: String
    var detail: LocalizedText
}
