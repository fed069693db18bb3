import Foundation
import TerritoryTestSupport
import Testing
@testable import TerritoryFormats

@Suite("Coordinates as text")
struct CoordinateTextTests {
    private func text(_ degrees: Double) -> String {
        var bytes = [UInt8](repeating: 0x78, count: CoordinateText.room + 3)
        let end = bytes.withUnsafeMutableBytes { CoordinateText.put(degrees, in: $0, at: 2) }
        #expect(bytes[..<2] == [0x78, 0x78] && bytes.last == 0x78)
        return String(decoding: bytes[2..<end], as: UTF8.self)
    }

    /// The same by whole numbers alone.
    private func reference(millionths: Int) -> String {
        let digits = String(millionths.magnitude)
        let padded = String(repeating: "0", count: max(7 - digits.count, 0)) + digits
        var text = padded.dropLast(6) + "." + padded.suffix(6)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return (millionths < 0 ? "-" : "") + text
    }

    @Test("six decimals come out as they went in, whatever the digits", arguments: 0..<20)
    func millionths(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<5_000 {
            let limit = [999, 1_000_000, 9_999_999, 180_000_000, 1_000_000_000_000_000][Int(seed % 5)]
            let number = Int.random(in: -limit...limit, using: &random)
            #expect(text(Double(number) / 1e6) == reference(millionths: number))
            let even = number / 1_000 * 1_000
            #expect(text(Double(even) / 1e6) == reference(millionths: even))
        }
    }

    @Test("decimals beyond the sixth are rounded to the nearest", arguments: 0..<20)
    func rounding(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<2_000 {
            let degrees = Double.random(in: -180...180, using: &random)
            #expect(text(degrees) == reference(millionths: Int((degrees * 1e6).rounded())))
        }
    }

    @Test("zero has no sign, and bounds are written whole")
    func bounds() {
        #expect(text(0) == "0" && text(-0.0) == "0" && text(-0.000_000_4) == "0" && text(0.000_000_5) == "0.000001")
        #expect(text(180) == "180" && text(-180) == "-180" && text(9.999_999_6) == "10" && text(-1e9) == "-1000000000")
        #expect(text(99.999_999) == "99.999999" && text(100.000_001) == "100.000001" && text(0.1) == "0.1")
    }
}
