import TerritoryTestSupport
import Testing
import TerritoryFormats

@Suite("UTF-8 or not")
struct UTF8DefectTests {
    @Test("the standard library agrees on what is UTF-8", arguments: 0..<100)
    func oracle(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        // Bytes around the limits of the forms of UTF-8 (RFC 3629, section 4).
        let bytes: [UInt8] = [
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4,
            0xF5,
        ]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 1...5, using: &random)).map { _ in bytes.randomElement(using: &random) ?? 0 }
            #expect((UTF8Defect.first(in: text) == nil) == (String(validating: text, as: UTF8.self) != nil), "\(text)")
        }
    }

    @Test("a defect is found wherever it stands", arguments: 0..<40)
    func place(start: Int) {
        for length in start + 1..<start + 20 {
            var bytes = [UInt8](repeating: 0x61, count: length)
            #expect(UTF8Defect.first(in: bytes) == nil)
            bytes[start] = 0xE9
            #expect(UTF8Defect.first(in: bytes)?.byteNumber == start + 1)
        }
    }

    @Test(
        "the sentence says what the file looks like",
        arguments: [
            (
                [0x61, 0xE9, 0x62],
                "the byte E9 (no. 2 of the file) is not UTF-8: the file looks like Latin-1 (ISO 8859-1)"
            ),
            (
                [0x61, 0xE2, 0x82],
                "the byte E2 (no. 2 of the file) is not UTF-8: the file stops in the middle of a character"
            ),
            ([0xFF, 0xFE, 0x61, 0], "the byte FF (no. 1 of the file) is not UTF-8: the file looks like UTF-16"),
        ] as [([UInt8], String)])
    func guess(bytes: [UInt8], expected: String) {
        #expect(UTF8Defect.first(in: bytes)?.message.en == expected)
    }
}
