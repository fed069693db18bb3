extension String {
    /// The text with each character that a terminal would obey, or that hides or turns others, as its number: `U+001B`.
    ///
    /// These are the control (Cc) and format (Cf) characters and the separators of lines and paragraphs (Zl, Zp) of
    /// Unicode, but for the line feed and the tab.
    package var visible: String {
        unicodeScalars.contains(where: \.isInvisible)
            ? unicodeScalars.map { $0.isInvisible ? $0.name : String($0) }.joined() : self
    }
}

extension Unicode.Scalar {
    package var isInvisible: Bool {
        switch value {
        case 0x0A, 0x09, 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF, 0x2010...0x2027, 0x202F...0x205F: return false
        default: break
        }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }

    fileprivate var name: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
