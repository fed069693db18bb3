internal import Foundation

/// The names by which territories are searched, folded so that accents, case and punctuation do not matter.
struct SearchNames {
    let package: DataPackage

    /// Folded name, kind, code and name, in the order of the key: two lives of a commune under one name make one row.
    func rows() -> RowBatch {
        var batch = RowBatch()
        var last = ("", "", "", "")
        for row in names().map({ (NameFolding.fold($0.2), $0.0, $0.1, $0.2) }).sorted(by: <) where row != last {
            batch.append(text: row.0)
            batch.append(text: row.1)
            batch.append(text: row.2)
            batch.append(text: row.3)
            last = row
        }
        return batch
    }

    private func names() -> [(String, String, String)] {
        let tables = [
            Tables.commune, Tables.epci, Tables.arrondissement, Tables.departement, Tables.region, Tables.qpv,
        ]
        return tables.flatMap { schema in
            package.rows(schema).map { (schema.name, $0.values[0], $0.values[1]) }
        }
            + package.rows(Tables.grouping).map { ("grouping", $0.values[0], $0.values[2]) }
            + formerNames()
    }

    /// The names of the communes of the past, with the code of the one commune that holds their ground today.
    private func formerNames() -> [(String, String, String)] {
        let current = package.rows(Tables.commune).reduce(into: [CommuneCode: String]()) {
            $0[CommuneCode(unchecked: $1.values[0])] = $1.values[1]
        }
        let movements = CommuneMovement.all(in: package)
        let history = CommuneHistory(movements: movements, current: current)
        let ends = Set(movements.compactMap(\.before).filter { $0.type == "COM" })
        return ends.compactMap { end in
            let life = history.lives(of: end.code).last { $0.name == end.name || $0.until != nil }
            guard let day = life?.until?.dayBefore ?? life?.from else { return nil }
            let heirs = history.fate(of: end.code, from: day).successors
            guard heirs.count == 1, let heir = heirs.first, let name = current[heir], name != end.name else {
                return nil
            }
            return ("former_commune", heir.rawValue, end.name)
        }
    }
}

enum NameFolding {
    /// Lower case without accents; hyphens and apostrophes become spaces; « st » and « ste » become « saint(e) ».
    static func fold(_ name: String) -> String {
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
    static func plain(_ name: String) -> String {
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
    static func slowPlain(_ name: String) -> String {
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
