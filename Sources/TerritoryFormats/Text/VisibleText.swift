extension String {
    /// The text with each character that a terminal would obey, or that hides or turns others, as its number: `U+001B`.
    ///
    /// Line feeds and tabs stay.
    package var visible: String {
        unicodeScalars.contains { $0.isInvisible && $0 != "\n" && $0 != "\t" }
            ? unicodeScalars.map { $0.isInvisible && $0 != "\n" && $0 != "\t" ? $0.codePoint : String($0) }.joined()
            : self
    }
}

extension Unicode.Scalar {
    /// Whether a terminal shows nothing for it, or does something: the control (Cc) and format (Cf) characters and the
    /// separators of lines and paragraphs (Zl, Zp) of Unicode.
    package var isInvisible: Bool {
        switch value {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF, 0x2010...0x2027, 0x202F...0x205F: return false
        default: break
        }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}
