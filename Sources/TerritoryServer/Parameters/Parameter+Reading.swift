internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

extension Parameter {
    /// Reads a value as it stands in a request, without its percent signs.
    func value(of text: String) -> Result<ParameterValue, ParameterProblem> {
        guard !text.isEmpty || acceptsNothing else { return .failure(problem(text, .nothing)) }
        switch kind {
        case .integer(let bounds, _, let clamps): return integer(text, bounds, clamps)
        case .number: return Self.number(text).map { .success(.number($0)) } ?? wrong(text, "un nombre", "a number")
        case .box: return box(text)
        case .system:
            guard let system = ReferenceSystem.allCases.first(where: { $0.uri == text }) else {
                let known = ReferenceSystem.allCases.map(\.uri).joined(separator: ", ")
                return wrong(text, "l’un des systèmes \(known)", "one of the systems \(known)")
            }
            return .success(.system(system))
        case .interval: return interval(text)
        case .day:
            guard let day = CivilDate(text) else {
                return wrong(text, "un jour tel que 2024-11-15", "a day such as 2024-11-15")
            }
            return .success(.day(day))
        case .names(let known): return names(text, known)
        case .order(let known): return order(text, known)
        case .flag:
            guard let isTrue = ["true": true, "false": false][text] else {
                return wrong(text, "true ou false", "true or false")
            }
            return .success(.flag(isTrue))
        case .choice(let known):
            guard known.contains(text) else { return .failure(problem(text, .unknownName(text, known))) }
            return .success(.text(text))
        case .text(let limit):
            guard text.utf8.count <= limit else {
                return wrong(text, "\(limit) octets au plus", "\(limit) bytes at most")
            }
            return .success(.text(text))
        }
    }

    /// An empty text is an empty list.
    private var acceptsNothing: Bool {
        if case .names = kind { return true }
        return false
    }

    private func integer(_ text: String, _ bounds: ClosedRange<Int>, _ clamps: Bool) -> Result<
        ParameterValue, ParameterProblem
    > {
        let digits = text.utf8
        guard digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return wrongInteger(text, bounds, clamps) }
        let number = Int(text) ?? .max
        if clamps, number > bounds.upperBound { return .success(.integer(bounds.upperBound)) }
        guard bounds.contains(number) else { return wrongInteger(text, bounds, clamps) }
        return .success(.integer(number))
    }

    private func wrongInteger(
        _ text: String, _ bounds: ClosedRange<Int>, _ clamps: Bool
    ) -> Result<ParameterValue, ParameterProblem> {
        wrong(
            text, "un nombre entier de \(bounds.lowerBound) à \(bounds.upperBound)",
            "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
    }

    /// With a point for its decimals, with or without an exponent.
    static func number(_ text: String) -> Double? {
        guard !text.isEmpty, text.utf8.count <= 40, text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }),
            let number = Double(text), number.isFinite
        else { return nil }
        return number
    }

    private func box(_ text: String) -> Result<ParameterValue, ParameterProblem> {
        let parts = text.split(separator: ",", maxSplits: 6, omittingEmptySubsequences: false).map {
            Self.number(String($0))
        }
        let numbers = parts.compactMap { $0 }
        guard numbers.count == parts.count, [4, 6].contains(numbers.count) else {
            return wrong(
                text, "quatre nombres, ou six, séparés par des virgules", "four numbers, or six, separated by commas")
        }
        return .success(.numbers(numbers.count == 4 ? numbers : [numbers[0], numbers[1], numbers[3], numbers[4]]))
    }

    private func interval(_ text: String) -> Result<ParameterValue, ParameterProblem> {
        // An offset after a plus sign that was not encoded has a space there.
        guard let interval = DayInterval(text.replacing(" ", with: "+")) else {
            return wrong(
                text,
                "un instant tel que 2025-06-01T00:00:00Z, un jour, ou deux séparés par une barre, dont l’un peut être ..",
                "an instant such as 2025-06-01T00:00:00Z, a day, or two separated by a slash, of which one may be ..")
        }
        return .success(.interval(interval))
    }

    private func names(_ text: String, _ known: [String]) -> Result<ParameterValue, ParameterProblem> {
        let names = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard let unknown = names.first(where: { !known.contains($0) }) else {
            return .success(.names(names.uniqued()))
        }
        return .failure(problem(text, .unknownName(unknown, known)))
    }

    private func order(_ text: String, _ known: [String]) -> Result<ParameterValue, ParameterProblem> {
        var keys: [SortKey] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            // A plus sign that was not encoded is a space.
            let name = "+- ".contains(part.first ?? "?") ? part.dropFirst() : part
            guard known.contains(String(name)) else {
                return .failure(problem(text, .unknownName(String(name), known)))
            }
            guard !keys.contains(where: { $0.name == name }) else {
                return wrong(text, "chaque colonne une fois", "each column once")
            }
            keys.append(SortKey(name: String(name), isDescending: part.first == "-"))
        }
        return .success(.order(keys))
    }

    private func wrong(_ text: String, _ french: String, _ english: String) -> Result<ParameterValue, ParameterProblem>
    {
        .failure(problem(text, LocalizedText(fr: "attendu\u{202F}: \(french)", en: "expected: \(english)")))
    }

    func problem(_ text: String, _ detail: LocalizedText) -> ParameterProblem {
        ParameterProblem(parameter: name, value: text.cut, detail: detail)
    }
}

extension LocalizedText {
    fileprivate static let nothing = LocalizedText(fr: "la valeur est vide", en: "the value is empty")

    /// That a name is none of some, with the one that was likely meant.
    static func unknownName(_ name: String, _ known: [String]) -> LocalizedText {
        let nearest = NearestName.of(name, among: known)
        let list = known.prefix(80).joined(separator: ", ")
        return LocalizedText(
            fr: "\(name.inFrenchQuotes) n’est pas connu"
                + (nearest.map { "\u{202F}; vouliez-vous dire \($0.inFrenchQuotes)\u{202F}?" }
                    ?? "\u{202F}; noms connus\u{202F}: \(list)"),
            en: "\(name.inEnglishQuotes) is not known"
                + (nearest.map { "; did you mean \($0.inEnglishQuotes)?" } ?? "; names that are known: \(list)"))
    }
}

/// The name that someone likely meant.
enum NearestName {
    /// - Returns: `nil` where none differs by two letters at most.
    static func of(_ name: String, among known: [String]) -> String? {
        guard name.utf8.count <= 80 else { return nil }
        var distance = EditDistance(from: name.lowercased())
        let near = known.compactMap { candidate in
            distance.distance(to: Array(candidate.lowercased().utf8), atMost: 2).map { ($0, candidate) }
        }
        return near.min { ($0.0, $0.1) < ($1.0, $1.1) }?.1
    }
}
