extension JSONScanner {
    /// The text of the string that comes next.
    package mutating func string() throws(JSONSyntaxError) -> String {
        try expect(0x22)
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x22:
                offset += 1
                return String(decoding: bytes[start..<offset - 1], as: UTF8.self)
            case 0x5C:
                return try stringWithEscapes(from: start)
            case ..<0x20:
                throw controlCharacter()
            default:
                offset += 1
            }
        }
        throw unexpected(LocalizedText(fr: "un guillemet droit fermant", en: "a closing quotation mark"))
    }

    private mutating func stringWithEscapes(from start: Int) throws(JSONSyntaxError) -> String {
        var text = Array(bytes[start..<offset])
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case 0x22:
                offset += 1
                return String(decoding: text, as: UTF8.self)
            case 0x5C:
                offset += 1
                text.append(contentsOf: String(try escapedCharacter()).utf8)
            case ..<0x20:
                throw controlCharacter()
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw unexpected(LocalizedText(fr: "un guillemet droit fermant", en: "a closing quotation mark"))
    }

    /// The character written after a backslash that is consumed.
    private mutating func escapedCharacter() throws(JSONSyntaxError) -> Unicode.Scalar {
        guard offset < bytes.count else { throw badEscape() }
        let letter = bytes[offset]
        let meaning: Unicode.Scalar
        switch letter {
        case 0x22, 0x5C, 0x2F: meaning = Unicode.Scalar(letter)
        case 0x62: meaning = "\u{8}"
        case 0x66: meaning = "\u{C}"
        case 0x6E: meaning = "\n"
        case 0x72: meaning = "\r"
        case 0x74: meaning = "\t"
        case 0x75: return try scalarInHexadecimal()
        default: throw badEscape()
        }
        offset += 1
        return meaning
    }

    /// The character of “uXXXX”, or of two of them that make a surrogate pair.
    private mutating func scalarInHexadecimal() throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, offset < bytes.count, bytes[offset] == 0x5C else { throw badEscape() }
        offset += 1
        let second = try hexadecimalUnit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw badEscape() }
        return scalar
    }

    private mutating func hexadecimalUnit() throws(JSONSyntaxError) -> UInt32 {
        guard offset + 5 <= bytes.count, bytes[offset] == 0x75 else { throw badEscape() }
        var unit: UInt32 = 0
        for byte in bytes[offset + 1..<offset + 5] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { throw badEscape() }
            unit = unit << 4 | UInt32(digit)
        }
        offset += 5
        return unit
    }

    private mutating func badEscape() -> JSONSyntaxError {
        unexpected(LocalizedText(fr: "un caractère d’échappement", en: "an escape sequence"))
    }

    private mutating func controlCharacter() -> JSONSyntaxError {
        JSONSyntaxError(
            line: line,
            message: LocalizedText(
                fr: "ce n’est pas du JSON, à l’octet \(offset + 1) du fichier\u{202F}: un texte contient un saut de "
                    + "ligne ou un caractère de commande",
                en: "this is not JSON, at byte \(offset + 1) of the file: a text contains a line break or a control "
                    + "character"))
    }
}
