/// A set of communes, as one bit for each commune of the database in the order of the codes.
public struct CommuneSet: Hashable, Sendable {
    /// Number of communes of the database.
    public let size: Int
    private(set) var words: [UInt64]

    public init(size: Int) {
        self.size = size
        words = Array(repeating: 0, count: (size + 63) / 64)
    }

    /// Every commune.
    public static func all(size: Int) -> CommuneSet { ~CommuneSet(size: size) }

    public mutating func insert(_ index: Int) { words[index >> 6] |= 1 << UInt64(index & 63) }

    public func contains(_ index: Int) -> Bool { words[index >> 6] & (1 << UInt64(index & 63)) != 0 }

    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    public func isSubset(of other: CommuneSet) -> Bool { zip(words, other.words).allSatisfy { $0 & ~$1 == 0 } }

    public func intersects(_ other: CommuneSet) -> Bool { zip(words, other.words).contains { $0 & $1 != 0 } }

    public static func & (left: Self, right: Self) -> Self { left.combined(with: right, &) }
    public static func | (left: Self, right: Self) -> Self { left.combined(with: right, |) }
    public static func - (left: Self, right: Self) -> Self { left.combined(with: right) { $0 & ~$1 } }

    /// The communes of the database that are not in the set.
    public static prefix func ~ (set: Self) -> Self {
        var result = set
        for word in result.words.indices { result.words[word] = ~result.words[word] }
        if set.size & 63 != 0, !result.words.isEmpty {
            result.words[result.words.count - 1] &= (1 << UInt64(set.size & 63)) - 1
        }
        return result
    }

    private func combined(with other: Self, _ operation: (UInt64, UInt64) -> UInt64) -> Self {
        precondition(size == other.size, "sets of two databases")
        var result = self
        for word in result.words.indices { result.words[word] = operation(words[word], other.words[word]) }
        return result
    }

    /// The communes of the set, by index, in ascending order.
    public var indices: [Int] {
        var found: [Int] = []
        forEach { found.append($0) }
        return found
    }

    public func forEach(_ body: (Int) throws -> Void) rethrows {
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                try body(index << 6 | rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}

/// A set of which some members may be unknown: those that are certainly in it, and those that may be.
///
/// Combining follows Kleene’s logic, so that a class that is not known is neither in nor out.
public struct KnownSet: Hashable, Sendable {
    public private(set) var certain: CommuneSet
    /// Every certain member, and those that are unknown.
    public private(set) var possible: CommuneSet

    public init(certain: CommuneSet, unknown: CommuneSet) {
        self.certain = certain
        possible = certain | unknown
    }

    public init(_ certain: CommuneSet) { (self.certain, possible) = (certain, certain) }

    public var unknown: CommuneSet { possible - certain }

    public static func & (left: Self, right: Self) -> Self {
        var result = left
        (result.certain, result.possible) = (left.certain & right.certain, left.possible & right.possible)
        return result
    }

    public static func | (left: Self, right: Self) -> Self {
        var result = left
        (result.certain, result.possible) = (left.certain | right.certain, left.possible | right.possible)
        return result
    }

    public static func - (left: Self, right: Self) -> Self { left & ~right }

    public static prefix func ~ (set: Self) -> Self {
        var result = set
        (result.certain, result.possible) = (~set.possible, ~set.certain)
        return result
    }
}
