import TerritoryTestSupport
import Testing
internal import TerritoryFormats
import TerritoryGeometry

@Suite("Numbers in JSON")
struct JSONBytesTests {
    @Test(
        "a number has the decimals asked for at most, without trailing zeros, exponent nor “-0”",
        arguments: [
            (0, 3, "0"), (-0.0, 3, "0"), (-0.000_4, 3, "0"), (-0.000_6, 3, "-0.001"), (1.5, 0, "2"), (0.1, 15, "0.1"),
            (1.005, 1, "1"), (0.999_96, 4, "1"), (123_456_789.125, 3, "123456789.125"), (12.050, 2, "12.05"),
            (1e18, 6, "1000000000000000000"), (-1e18, 0, "-1000000000000000000"), (1e300, 2, "1e+300"),
            (.nan, 2, "null"), (-.infinity, 2, "null"), (1e-7, 6, "0"),
        ] as [(Double, Int, String)])
    func decimals(value: Double, decimals: Int, expected: String) {
        var bytes: [UInt8] = []
        bytes.append(value, decimals: decimals)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test("a coordinate of 6 decimals keeps every digit", arguments: 0..<100)
    func coordinates(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<100 {
            let millionths = Int.random(in: -180_000_000...180_000_000, using: &random)
            let position = Position(longitude: Double(millionths) / 1_000_000, latitude: 0)
            var bytes: [UInt8] = []
            bytes.append(Geometry.point(position))
            #expect(
                String(decoding: bytes, as: UTF8.self)
                    == #"{"type":"Point","coordinates":[\#(decimal(millionths)),0]}"#)
        }
    }

    /// Millionths written by hand, as an independent check.
    private func decimal(_ millionths: Int) -> String {
        var fraction = String(String(millionths.magnitude % 1_000_000 + 1_000_000).dropFirst())
        while fraction.last == "0" { fraction.removeLast() }
        let sign = millionths < 0 ? "-" : ""
        return "\(sign)\(millionths.magnitude / 1_000_000)" + (fraction.isEmpty ? "" : ".\(fraction)")
    }
}
