/// By how many letters two words differ: one left out, put in or replaced, or two neighbors swapped.
///
/// The distance of Damerau and Levenshtein, in the form in which no letter is changed twice (optimal string alignment).
package struct EditDistance {
    private let word: [UInt8]
    /// The distances of the beginnings of the word from those of the other, three rows in turn: of a letter of the other,
    /// and of the two before it.
    private var rows: [Int]

    /// - Parameter word: Folded: a letter is a byte.
    package init(from word: some StringProtocol) {
        self.word = Array(word.utf8)
        rows = Array(repeating: 0, count: 3 * (self.word.count + 1))
    }

    /// - Returns: `nil` where the words differ by more than `limit`.
    package mutating func distance(to other: [UInt8], atMost limit: Int) -> Int? {
        guard abs(other.count - word.count) <= limit else { return nil }
        guard limit > 0 else { return other == word ? 0 : nil }
        let width = word.count + 1
        for column in 0..<width { rows[column] = column }
        for line in other.indices {
            let (row, last, beforeLast) = ((line + 1) % 3 * width, line % 3 * width, (line + 2) % 3 * width)
            rows[row] = line + 1
            var least = line + 1
            for column in word.indices {
                let isSame = word[column] == other[line]
                var distance = min(
                    rows[last + column] + (isSame ? 0 : 1), rows[last + column + 1] + 1, rows[row + column] + 1)
                if line > 0, column > 0, word[column] == other[line - 1], word[column - 1] == other[line] {
                    distance = min(distance, rows[beforeLast + column - 1] + 1)
                }
                rows[row + column + 1] = distance
                least = min(least, distance)
            }
            // What follows can only add to it, but for a swap of the last two letters.
            if least > limit + 1 { return nil }
        }
        let distance = rows[other.count % 3 * width + word.count]
        return distance <= limit ? distance : nil
    }
}
