extension String {
    /// The first character that shows nothing of its own and can change what is shown around it: a control character
    /// (Cc), a separator of lines or paragraphs (Zl, Zp), or one that sets the direction in which text is read.
    ///
    /// - Returns: `nil` in a text as people write it. Joiners and soft hyphens are part of such texts.
    package var hiddenCharacter: Unicode.Scalar? {
        // Nearly every text has none, and is read as bytes.
        let mayHaveOne = utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xD8 || $0 == 0xE2 }
        return mayHaveOne ? unicodeScalars.first(where: \.isHidden) : nil
    }
}

extension Unicode.Scalar {
    fileprivate var isHidden: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// As Unicode writes it, such as U+202E.
    package var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
