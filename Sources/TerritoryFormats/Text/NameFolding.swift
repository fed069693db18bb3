internal import Foundation

/// Names folded so that accents, case and punctuation do not matter.
package enum NameFolding {
    /// No name is longer, in characters: what is compared is cut there.
    package static let longest = 200

    /// Lower case without accents; hyphens and apostrophes become spaces; « st » and « ste » become « saint(e) ».
    package static func fold(_ name: String) -> String {
        words(of: plain(name)).map { word in
            switch word {
            case "st": "saint"
            case "ste": "sainte"
            case "sts": "saints"
            case "stes": "saintes"
            default: word
            }
        }.joined(separator: " ")
    }

    private static func words(of text: String) -> [String] {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            return text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        return text.utf8.split { !(0x61...0x7A ~= $0 || 0x30...0x39 ~= $0) }.map { String(Substring($0)) }
    }

    /// Lower case without accents.
    package static func plain(_ name: String) -> String {
        var text = ""
        text.reserveCapacity(name.utf8.count)
        for scalar in name.unicodeScalars {
            if scalar.isASCII, let byte = UInt8(exactly: scalar.value) {
                text.unicodeScalars.append(Unicode.Scalar(byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte))
            } else if let letters = frenchLetters[scalar] {
                text += letters
            } else {
                return slowPlain(name)
            }
        }
        return text
    }

    /// The same for any script, some hundred times slower.
    package static func slowPlain(_ name: String) -> String {
        name.replacing("œ", with: "oe").replacing("Œ", with: "oe").replacing("æ", with: "ae").replacing("Æ", with: "ae")
            .replacing("’", with: "'")
            .folding(options: [.diacriticInsensitive, .caseInsensitive], locale: Locale(identifier: "fr"))
    }

    /// The letters of French names that are not ASCII, and the apostrophe.
    private static let frenchLetters: [Unicode.Scalar: String] = [
        "à": "a", "â": "a", "ä": "a", "ç": "c", "è": "e", "é": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i", "ô": "o",
        "ö": "o", "ù": "u", "û": "u", "ü": "u", "ÿ": "y", "À": "a", "Â": "a", "Ä": "a", "Ç": "c", "È": "e", "É": "e",
        "Ê": "e", "Ë": "e", "Î": "i", "Ï": "i", "Ô": "o", "Ö": "o", "Ù": "u", "Û": "u", "Ü": "u", "Ÿ": "y", "œ": "oe",
        "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'",
    ]
}
