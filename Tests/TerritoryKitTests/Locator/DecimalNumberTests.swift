import Foundation
import TerritoryTestSupport
import Testing
import TerritoryFormats

@Suite("Decimal numbers")
struct DecimalNumberTests {
    private func value(_ text: String, mark: Character = ".") -> Double? {
        let alone = Array(text.utf8).withUnsafeBytes { bytes in
            DecimalNumber.value(0..<bytes.count, of: bytes, mark: mark.asciiValue ?? 0)
        }
        // What stands around a number does not change it, though it is read along.
        for (before, after) in [("", "0000000000"), ("9", ",.5,.5,.5,.5"), ("-", "........."), ("1.", "\n12345678,9")] {
            let amid = Array((before + text + after).utf8).withUnsafeBytes { bytes in
                DecimalNumber.value(
                    before.utf8.count..<before.utf8.count + text.utf8.count, of: bytes, mark: mark.asciiValue ?? 0)
            }
            #expect(amid?.bitPattern == alone?.bitPattern, "\(before)\(text)\(after)")
        }
        return alone
    }

    private func expectSame(_ text: String) {
        #expect(value(text)?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }

    @Test("random texts are the numbers that strtod reads, bit for bit", arguments: 0..<40)
    func randomTexts(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func digits(_ count: ClosedRange<Int>) -> String {
            String(
                (0..<Int.random(in: count, using: &random)).map { _ in "0123456789".randomElement(using: &random) ?? "0"
                })
        }
        for _ in 0..<2_000 {
            var text = ["", "-", "+", "000", "-00"].randomElement(using: &random) ?? ""
            text += digits(1...[2, 8, 25][Int(seed % 3)])
            if Bool.random(using: &random) { text += "." + digits(0...[7, 20, 40][Int(seed % 3)]) }
            if seed % 4 == 0, Bool.random(using: &random) {
                text += ["e", "E"].randomElement(using: &random) ?? "e"
                text += ["", "-", "+"].randomElement(using: &random) ?? ""
                text += String(Int.random(in: 0...[5, 30, 400][Int(seed % 3)], using: &random))
            }
            expectSame(text)
        }
    }

    @Test("numbers written as short as they can be come back", arguments: 0..<10)
    func descriptions(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<3_000 {
            let number = Double.random(in: -180...180, using: &random)
            #expect(value("\(number)") == number)
            let any = Double(bitPattern: random.next())
            if any.isFinite { expectSame("\(any)") }
            // Halfway between two numbers, and a little more or less than that.
            let middle = String(format: "%.40f", number) + ["", "1", "0000"][Int(seed % 3)]
            expectSame(middle)
        }
    }

    @Test("numbers of few digits are the numbers that strtod reads", arguments: 0..<8)
    func shortTexts(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<2_000 {
            let whole = Int.random(in: 0..<[10, 1_000, 1_000_000, 1_000_000_000][Int(seed % 4)], using: &random)
            let decimals = Int.random(in: 0...9, using: &random)
            let part = (0..<decimals).map { _ in "0123456789".randomElement(using: &random) ?? "0" }
            let sign = Bool.random(using: &random) ? "-" : ""
            expectSame("\(sign)\(whole).\(String(part))")
            expectSame("\(sign)\(whole)")
            expectSame("\(sign).0\(String(part))")
        }
    }

    @Test("numbers halfway between two go to the even one")
    func ties() {
        for text in [
            "9007199254740993", "9007199254740995", "9007199254740992.5", "9007199254740993.0", "900719925474099.35",
            "4503599627370496.5", "4503599627370497.5", "18014398509481986.0", "18014398509481985.99",
            "18446744073709551615", "1844674407370955161.5", "9999999999999999999", "0.9999999999999999999",
            "0.5000000000000000000", "1.0000000000000001110", "1.000000000000000111", "2.2250738585072014e-308",
            "4.9e-324", "2.4703282292062327e-324", "1e309", "-1e309", "0e999999999999", "-0", "-0.0", "0.0000000001e-9",
            "1.7976931348623159e308", "00000000000000000000000000000001.5", "5e-1", ".5", "5.", "1e22", "1e23",
        ] {
            expectSame(text)
        }
    }

    @Test(
        "anything else is no number",
        arguments: [
            "", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,2", " 1", "1 ", "nan", "NaN", "inf", "Infinity", "0x10",
            "1_000", "--1", "+-1", "1e5.5", "１", "1f", "1-", "-e1", ".e1",
        ])
    func refusals(text: String) {
        #expect(value(text) == nil)
    }

    @Test("a comma is a decimal mark where it is asked for")
    func comma() {
        #expect(value("43,604652", mark: ",") == 43.604652)
        #expect(value("43.604652", mark: ",") == 43.604652)
        #expect(value("-1,44420900000000012345678", mark: ",") == -1.44420900000000012345678)
        #expect(value("1,2,3", mark: ",") == nil)
    }
}
