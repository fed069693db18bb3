import TerritoryTestSupport
import Testing
import TerritoryKit

@Suite("Sets of communes")
struct CommuneSetTests {
    private static let sizes = [0, 1, 63, 64, 65, 128, 200, 4_508]

    private func random(_ size: Int, using random: inout SplitMix64) -> CommuneSet {
        var set = CommuneSet(size: size)
        for index in 0..<size where Bool.random(using: &random) { set.insert(index) }
        return set
    }

    @Test("combine as sets of numbers do", arguments: sizes)
    func oracle(size: Int) {
        var generator = SplitMix64(seed: UInt64(size))
        for _ in 0..<5 {
            let (a, b) = (random(size, using: &generator), random(size, using: &generator))
            let (x, y) = (Set(a.indices), Set(b.indices))
            #expect(Set((a & b).indices) == x.intersection(y) && Set((a | b).indices) == x.union(y))
            #expect(Set((a - b).indices) == x.subtracting(y) && Set((~a).indices) == Set(0..<size).subtracting(x))
            #expect(a.count == x.count && a.isEmpty == x.isEmpty && a.indices == x.sorted())
            #expect(a.isSubset(of: b) == x.isSubset(of: y) && (a & b).isSubset(of: b))
            #expect(a.intersects(b) == !x.isDisjoint(with: y))
            #expect((0..<size).allSatisfy { a.contains($0) == x.contains($0) })
        }
    }

    @Test("obey the laws of sets", arguments: sizes)
    func laws(size: Int) {
        var generator = SplitMix64(seed: UInt64(size) + 1)
        let (all, none) = (CommuneSet.all(size: size), CommuneSet(size: size))
        #expect(all.count == size && none.isEmpty && ~all == none && ~none == all)
        for _ in 0..<5 {
            let (a, b, c) = (
                random(size, using: &generator), random(size, using: &generator), random(size, using: &generator)
            )
            #expect(a & b == b & a && a | b == b | a && (a & b) & c == a & (b & c) && (a | b) | c == a | (b | c))
            #expect(a & a == a && a | a == a && a - a == none && a & all == a && a | none == a)
            #expect(a & (b | c) == (a & b) | (a & c) && a | (b & c) == (a | b) & (a | c) && a & (a | b) == a)
            #expect(~(a & b) == ~a | ~b && ~(a | b) == ~a & ~b && ~(~a) == a && a - b == a & ~b)
            #expect((a | b).count == a.count + b.count - (a & b).count && a.count + (~a).count == size)
        }
    }

    /// In, out or unknown, as Kleene combines them.
    private static let truths: [Bool?] = [true, false, nil]

    private func truth(_ set: KnownSet, _ index: Int) -> Bool? {
        set.certain.contains(index) ? true : set.possible.contains(index) ? nil : false
    }

    @Test("known in part combine as Kleene’s three values do")
    func kleene() {
        var (left, right) = (CommuneSet(size: 9), CommuneSet(size: 9))
        var (unknownLeft, unknownRight) = (CommuneSet(size: 9), CommuneSet(size: 9))
        for index in 0..<9 {
            if Self.truths[index / 3] == true { left.insert(index) }
            if Self.truths[index / 3] == nil { unknownLeft.insert(index) }
            if Self.truths[index % 3] == true { right.insert(index) }
            if Self.truths[index % 3] == nil { unknownRight.insert(index) }
        }
        let (a, b) = (KnownSet(certain: left, unknown: unknownLeft), KnownSet(certain: right, unknown: unknownRight))
        for index in 0..<9 {
            let (x, y) = (Self.truths[index / 3], Self.truths[index % 3])
            #expect(truth(a & b, index) == (x == false || y == false ? false : x == true && y == true ? true : nil))
            #expect(truth(a | b, index) == (x == true || y == true ? true : x == false && y == false ? false : nil))
            #expect(truth(~a, index) == x.map { !$0 })
            #expect(truth(a - b, index) == truth(a & ~b, index))
        }
    }

    @Test("known in part obey De Morgan’s laws, and are never both certain and unknown", arguments: sizes)
    func known(size: Int) {
        var generator = SplitMix64(seed: UInt64(size) + 2)
        func known() -> KnownSet {
            KnownSet(certain: random(size, using: &generator), unknown: random(size, using: &generator))
        }
        for _ in 0..<5 {
            let (a, b) = (known(), known())
            #expect(~(a & b) == ~a | ~b && ~(a | b) == ~a & ~b && ~(~a) == a && a & a == a && a | a == a)
            for set in [a & b, a | b, a - b, ~a] {
                #expect(set.certain.isSubset(of: set.possible) && !set.certain.intersects(set.unknown))
            }
            #expect(a.certain.count + a.unknown.count + (~a).certain.count == size)
        }
    }
}
