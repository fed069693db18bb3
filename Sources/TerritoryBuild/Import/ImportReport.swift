public import TerritoryFormats
internal import TerritoryKit

/// What an import has to say: what stops it, and what it did or left out on the way.
public struct ImportReport: Sendable {
    /// Each of these refuses the import.
    public var problems: [SourceProblem] = []
    /// What was repaired, carried over a merger or left out: nothing is silent.
    public var notices: [SourceProblem] = []

    mutating func noteMissing(_ codes: some Collection<CommuneCode>, in file: String) {
        guard !codes.isEmpty else { return }
        notices.append(SourceProblem(file: file, .missingCommunes(codes.sorted())))
    }

    /// Tells of a row whose code is none of a commune; rows of other communes of France are simply out of scope.
    mutating func noteIfUnknown(_ code: CommuneCode, in table: SourceTable, at line: Int, _ cog: COG) {
        guard cog.communes[code] == nil, cog.municipalArrondissements[code] == nil,
            cog.history.periods(of: code).isEmpty
        else { return }
        notices.append(SourceProblem(file: table.file, line: line, .notInCOG(code.rawValue)))
    }
}

extension LocalizedText {
    static func missingCommunes(_ codes: [CommuneCode]) -> LocalizedText {
        let list = codes.prefix(8).map(\.rawValue).joined(separator: ", ") + (codes.count > 8 ? "…" : "")
        return LocalizedText(
            fr: "aucune ligne pour \(codes.count) commune(s) (\(list))\u{202F}; ce que ce fichier dirait d’elles est "
                + "inconnu",
            en: "no row for \(codes.count) commune(s) (\(list)); what this file would say of them is unknown")
    }

    static func memberCount(_ code: String, declared: Int, found: Int) -> LocalizedText {
        LocalizedText(
            fr: "l’EPCI \(code) déclare \(declared) membre(s) et \(found) ligne(s) le citent",
            en: "EPCI \(code) declares \(declared) member(s), and \(found) row(s) name it")
    }

    static func carried(_ code: String, to successors: [CommuneCode], vintage: Int) -> LocalizedText {
        let list = successors.map(\.rawValue).joined(separator: ", ")
        return LocalizedText(
            fr: "le code \(code) (géographie \(vintage)) est repris par \(list.isEmpty ? "aucune commune" : list)",
            en: "code \(code) (geography of \(vintage)) is carried over to \(list.isEmpty ? "no commune" : list)")
    }

    static func codeVintage(_ year: Int) -> LocalizedText {
        LocalizedText(
            fr: "les codes sont ceux de la géographie \(year)\u{202F}; ils sont repris vers celle d’aujourd’hui",
            en: "the codes are those of the geography of \(year); they are carried over to today’s")
    }
}
