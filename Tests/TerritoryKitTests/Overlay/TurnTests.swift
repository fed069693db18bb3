import TerritoryTestSupport
import Testing
@testable import TerritoryGeometry

@Suite("Telling left from right")
struct TurnTests {
    /// Where rounding hides the sign from a plain determinant (Kettner et al., 2008).
    @Test("positions almost aligned turn as whole numbers say", arguments: 0..<32)
    func almostAligned(row: Int) {
        // In units of 2⁻⁵³, exact in both kinds of numbers.
        let unit = 0x1p-53
        let (b, c) = (Int128(12) << 53, Int128(24) << 53)
        for column in 0..<64 {
            let (x, y) = (Int128(1) << 52 + Int128(column), Int128(1) << 52 + Int128(row))
            let expected = ((b - x) * (c - y) - (b - y) * (c - x)).signum()
            let found = Turn.value(
                Position(longitude: 0.5 + Double(column) * unit, latitude: 0.5 + Double(row) * unit),
                Position(longitude: 12, latitude: 12), Position(longitude: 24, latitude: 24))
            #expect(found.sign(of: expected))
        }
    }

    @Test("turning the positions round keeps the sign, exchanging two changes it", arguments: 0..<20)
    func symmetry(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<200 {
            let points = (0..<3).map { _ in
                let tenths = Int.random(in: 0...9, using: &random)
                return Position(longitude: Double(tenths) * 0.1 + 0.7, latitude: Double(tenths) * 0.3 - 0.2)
            }
            let turn = Turn.value(points[0], points[1], points[2]).signOrZero
            #expect(Turn.value(points[1], points[2], points[0]).signOrZero == turn)
            #expect(Turn.value(points[1], points[0], points[2]).signOrZero == -turn)
            #expect(Turn.exactValue(points[0], points[1], points[2]).signOrZero == turn)
        }
    }
}

extension Double {
    fileprivate var signOrZero: Int { self > 0 ? 1 : self < 0 ? -1 : 0 }

    fileprivate func sign(of whole: Int128) -> Bool { signOrZero == Int(whole) }
}
