/// Where a file stops being UTF-8, and what it seems to be instead.
package struct UTF8Defect: Hashable {
    /// Counted from 1.
    package var line: Int
    /// Counted from 1, from the start of the file.
    package var byteNumber: Int
    package var value: UInt8
    package var isUTF16: Bool
    /// Whether the file ends in the middle of a character.
    package var isCutOff: Bool

    /// The first defect of `bytes` (RFC 3629: no overlong forms, no surrogates).
    ///
    /// - Returns: `nil` if the bytes are UTF-8.
    package static func first(in bytes: [UInt8]) -> UTF8Defect? { bytes.withUnsafeBytes { first(in: $0) } }

    package static func first(in bytes: UnsafeRawBufferPointer) -> UTF8Defect? {
        var index = 0
        while true {
            index = firstBeyondASCII(in: bytes, from: index)
            guard index < bytes.count else { return nil }
            let length = sequenceLength(in: bytes, at: index)
            guard length > 0 else { return defect(in: bytes, at: index) }
            index += length
        }
    }

    /// Eight bytes at a time.
    private static func firstBeyondASCII(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= bytes.count,
            bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        { index += 8 }
        while index < bytes.count, bytes[index] < 0x80 { index += 1 }
        return index
    }

    /// The number of bytes of the character that begins at `index` with a byte above 127; 0 if it is none.
    private static func sequenceLength(in bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        guard let (length, second) = form(of: bytes[index]), index + length <= bytes.count else { return 0 }
        guard second.contains(bytes[index + 1]) else { return 0 }
        for offset in 2..<max(length, 2) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// The length that a first byte announces, and the second bytes that may follow it.
    private static func form(of first: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch first {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: nil
        }
    }

    private static func defect(in bytes: UnsafeRawBufferPointer, at index: Int) -> UTF8Defect {
        let line = 1 + bytes[..<index].count { $0 == 0x0A }
        let remaining = bytes[(index + 1)...]
        let isCutOff =
            form(of: bytes[index]).map { index + $0.length > bytes.count } ?? false
            && remaining.allSatisfy { $0 & 0xC0 == 0x80 }
        return UTF8Defect(
            line: line, byteNumber: index + 1, value: bytes[index],
            isUTF16: bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]), isCutOff: isCutOff)
    }

    /// What stands there and what the file looks like, as a sentence without the place.
    package var message: LocalizedText {
        LocalizedText(
            fr: "l’octet \(digits) (n°\u{A0}\(byteNumber) du fichier) n’est pas de l’UTF-8\u{202F}: \(guess.fr)",
            en: "the byte \(digits) (no. \(byteNumber) of the file) is not UTF-8: \(guess.en)")
    }

    /// The same of a table that is read as it comes, whose bytes nobody counts.
    package var messageOfStream: LocalizedText {
        LocalizedText(
            fr: "l’octet \(digits) n’est pas de l’UTF-8\u{202F}: \(guess.fr)",
            en: "the byte \(digits) is not UTF-8: \(guess.en)")
    }

    private var digits: String { String(value, radix: 16, uppercase: true) }

    private var guess: LocalizedText {
        if isUTF16 { return LocalizedText(fr: "le fichier semble être en UTF-16", en: "the file looks like UTF-16") }
        if isCutOff {
            return LocalizedText(
                fr: "le fichier s’arrête au milieu d’un caractère", en: "the file stops in the middle of a character")
        }
        return LocalizedText(
            fr: "le fichier semble être en latin-1 (ISO 8859-1)", en: "the file looks like Latin-1 (ISO 8859-1)")
    }
}
