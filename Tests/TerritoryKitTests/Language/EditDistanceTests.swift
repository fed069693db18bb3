import TerritoryTestSupport
import Testing
internal import TerritoryFormats

@Suite("Distance of two words")
struct EditDistanceTests {
    private func distance(_ one: String, _ other: String, atMost limit: Int) -> Int? {
        var distance = EditDistance(from: one)
        return distance.distance(to: Array(other.utf8), atMost: limit)
    }

    @Test(
        "a letter left out, put in, replaced, or two neighbors swapped, is one",
        arguments: [
            ("toulouse", "toulouse", 0), ("toulouse", "touloue", 1), ("toulouse", "toulousse", 1),
            ("toulouse", "toulouze", 1), ("toulouse", "tuolouse", 1), ("toulouse", "toulosue", 1), ("ab", "ba", 1),
            ("", "a", 1), ("mende", "medne", 1), ("ca", "abc", 3),
        ])
    func known(one: String, other: String, expected: Int) {
        #expect(distance(one, other, atMost: 3) == expected)
        #expect(distance(other, one, atMost: 3) == expected)
    }

    /// The definition, without a table.
    private func naive(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Int {
        guard let last = one.last, let otherLast = other.last else { return max(one.count, other.count) }
        var best = min(
            naive(one.dropLast(), other.dropLast()) + (last == otherLast ? 0 : 1), naive(one.dropLast(), other) + 1,
            naive(one, other.dropLast()) + 1)
        if one.count > 1, other.count > 1, last == other.dropLast().last, otherLast == one.dropLast().last {
            best = min(best, naive(one.dropLast(2), other.dropLast(2)) + 1)
        }
        return best
    }

    @Test("it is that of the definition, up to the limit and not beyond", arguments: [1 as UInt64])
    func definition(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<400 {
            let words = (0..<2).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    UInt8(ascii: "a") + UInt8.random(in: 0...2, using: &random)
                }
            }
            let expected = naive(words[0][...], words[1][...])
            var measure = EditDistance(from: String(decoding: words[0], as: UTF8.self))
            for limit in 0...3 {
                #expect(measure.distance(to: words[1], atMost: limit) == (expected <= limit ? expected : nil))
            }
        }
    }
}
