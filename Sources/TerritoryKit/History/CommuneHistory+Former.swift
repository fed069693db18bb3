package import TerritoryFormats

extension CommuneHistory {
    /// That a code is the one of a former commune, and where its ground lies today.
    ///
    /// - Returns: `nil` for a code that is a commune’s today, or never was.
    package func formerCommune(_ code: CommuneCode) -> LocalizedText? {
        guard let last = periods(of: code).last, let until = last.until else { return nil }
        let homes = succession(of: code, from: until.dayBefore).successors.map { home in
            name(of: home).map { "\(home) (\($0))" } ?? home.rawValue
        }
        guard !homes.isEmpty else {
            return LocalizedText(
                fr: "\(code.rawValue.inFrenchQuotes) (\(last.name)) est une ancienne commune, qui n’est plus en France "
                    + "depuis le \(until)",
                en: "\(code.rawValue.inEnglishQuotes) (\(last.name)) is a former commune, no longer in France since "
                    + "\(until)")
        }
        return LocalizedText(
            fr: "\(code.rawValue.inFrenchQuotes) (\(last.name)) est une ancienne commune, qui se trouve dans "
                + "\(homes.joined(separator: " et ")) depuis le \(until)",
            en: "\(code.rawValue.inEnglishQuotes) (\(last.name)) is a former commune, which lies in "
                + "\(homes.joined(separator: " and ")) since \(until)")
    }
}
