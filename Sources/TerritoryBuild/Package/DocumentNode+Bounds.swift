internal import TerritoryFormats
internal import TerritoryKit

extension CivilDate {
    /// Whether a text is written as a day, which may be none.
    static func hasForm(_ text: String) -> Bool {
        // A regular expression is made anew for each use, which takes longer than to read a thousand days.
        text.utf8.count == 10
            && text.utf8.enumerated().allSatisfy { place, byte in
                place == 4 || place == 7 ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte
            }
    }
}

extension DocumentNode {
    /// What no document of a package may hold, whatever its schema says, for the schema is part of the package too:
    /// characters that do not show, texts without end, numbers and days beyond any real one.
    ///
    /// - Parameters:
    ///   - file: What problems call the document.
    ///   - allowsLines: Whether a text may have several lines, as in YAML.
    /// - Returns: Every such thing with its line.
    func problems(in file: String, allowsLines: Bool) -> [SourceProblem] {
        var found: [SourceProblem] = []
        check(DocumentPath(), name: "", allowsLines) { place, path, phrase in
            found.append(SourceProblem(file: file, line: place.line, JSONSchemaProblem.at(path, phrase)))
        }
        return found
    }

    private func check(
        _ path: DocumentPath, name: String, _ allowsLines: Bool, _ report: (Place, DocumentPath, LocalizedText) -> Void
    ) {
        switch content {
        case .null, .boolean: break
        case .string(let text):
            if let phrase = Self.problem(with: text, allowsLines) { report(place, path, phrase) }
        case .number(let value, let text):
            let bounds = Self.bounds(of: name)
            if !bounds.contains(value) { report(place, path, .outOfBounds(text.excerpt, bounds)) }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                element.check(path.element(index), name: name, allowsLines, report)
            }
        case .object(let members):
            for member in members {
                if let character = member.name.hiddenCharacter { report(member.place, path, .hidden(character)) }
                member.value.check(path.member(member.name), name: member.name, allowsLines, report)
            }
        }
    }

    private static func problem(with text: String, _ allowsLines: Bool) -> LocalizedText? {
        let lines = allowsLines ? text.replacing("\n", with: " ") : text
        if let character = lines.hiddenCharacter { return .hidden(character) }
        if text.utf8.count > Bounds.textLength { return .tooLong(text.utf8.count) }
        guard CivilDate.hasForm(text) else { return nil }
        return CivilDate(text).map(Bounds.days.contains) == true ? nil : .notADay(text)
    }

    /// Those of the members that say in what they count, then of any number.
    private static func bounds(of name: String) -> ClosedRange<Double> {
        let counts: ClosedRange<Int>? =
            if name.hasSuffix("months") { Bounds.months } else if name == "meters" || name.hasSuffix("_m") {
                Bounds.meters
            } else if name == "code_vintage" { Bounds.years } else { nil }
        return counts.map { Double($0.lowerBound)...Double($0.upperBound) } ?? Bounds.number
    }
}
