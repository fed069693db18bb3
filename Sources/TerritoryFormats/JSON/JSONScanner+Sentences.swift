extension JSONScanner {
    /// An error here: what stands here and what was expected.
    package mutating func unexpected(_ expected: LocalizedText) -> JSONSyntaxError {
        guard next() != nil else {
            return JSONSyntaxError(
                line: line,
                message: LocalizedText(
                    fr: "le fichier s’arrête ici\u{202F}; on attendait \(expected.fr)\u{202F}: "
                        + "est-il tronqué\u{202F}?",
                    en: "the file stops here where \(expected.en) is expected: is it truncated?"))
        }
        let found = excerpt
        return JSONSyntaxError(
            line: line,
            message: LocalizedText(
                fr: "ce n’est pas du JSON, à l’octet \(offset + 1) du fichier\u{202F}: \(found.inFrenchQuotes) "
                    + "alors qu’on attendait \(expected.fr)",
                en: "this is not JSON, at byte \(offset + 1) of the file: \(found.inEnglishQuotes) stands in place of "
                    + expected.en))
    }

    /// What stands here: a simple value alone, anything else up to the end of the line, 24 bytes at most.
    package var excerpt: String {
        let rest = bytes[min(offset, bytes.count)...]
        guard let first = rest.first else { return "" }
        guard first >= 0x20 else { return "U+00" + (first < 16 ? "0" : "") + String(first, radix: 16, uppercase: true) }
        var end = rest.startIndex + 1
        while end < rest.endIndex, !Self.ends(first, bytes[end - 1], before: bytes[end]) {
            let isWithinCharacter = bytes[end] & 0xC0 == 0x80
            guard isWithinCharacter || end - rest.startIndex < 24 else { break }
            end += 1
        }
        let isTruncated = end < rest.endIndex && !Self.ends(first, bytes[end - 1], before: bytes[end])
        return String(decoding: rest[..<end], as: UTF8.self) + (isTruncated ? "…" : "")
    }

    /// Whether what begins with `first` is complete between two bytes.
    private static func ends(_ first: UInt8, _ last: UInt8, before next: UInt8) -> Bool {
        if next < 0x20 { return true }
        switch first {
        case 0x22: return last == 0x22 && [0x20, 0x2C, 0x3A, 0x5D, 0x7D].contains(next)
        case 0x5B, 0x7B: return false
        case 0x2C, 0x3A, 0x5D, 0x7D: return true
        default: return [0x20, 0x2C, 0x5D, 0x7D].contains(next)
        }
    }
}

extension LocalizedText {
    /// A sign of JSON, in the quotation marks of each language.
    init(quoting byte: UInt8) {
        let sign = String(Unicode.Scalar(byte))
        self.init(fr: sign.inFrenchQuotes, en: sign.inEnglishQuotes)
    }
}
