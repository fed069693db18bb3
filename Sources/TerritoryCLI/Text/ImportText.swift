import TerritoryKit
import TerritoryBuild
import TerritoryFormats
import TerritoryGeometry

/// What an import did, for people.
struct ImportText {
    let language: Language
    /// How many items of each list are shown.
    let limit: Int

    func lines(_ outcome: PackageImport.Outcome) -> [String] {
        notices(outcome.notices) + repairs(outcome.repairs) + changes(outcome.changes)
    }

    private func say(_ french: String, _ english: String) -> String { LocalizedText(fr: french, en: english)(language) }

    private func list(_ title: String, _ items: [String]) -> [String] {
        guard !items.isEmpty else { return [] }
        let rest = items.count - limit
        let more = rest > 0 ? ["  " + say("… et \(rest) de plus (--verbose)", "… and \(rest) more (--verbose)")] : []
        return ["\(title) (\(items.count))"] + items.prefix(limit).map { "  \($0)" } + more
    }

    private func notices(_ notices: [SourceProblem]) -> [String] {
        list(
            say("À savoir", "To be known"), notices.map { $0.sentence(in: language) })
    }

    private func repairs(_ repairs: [CoverageRepair]) -> [String] {
        let groups = Dictionary(grouping: repairs) { RepairText.label($0.kind)(language) }
        return list(
            say("Contours réparés (détail\u{202F}: geo/repairs.csv)", "Boundaries repaired (details: geo/repairs.csv)"),
            groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { label, repairs in
                let count = repairs.reduce(0) { $0 + RepairText.count($1.kind) }
                let area = repairs.reduce(0) { $0 + $1.areaInSquareMeters }
                let ground = area > 0 ? " (\(Decimals.text(area, in: language)) m²)" : ""
                return "\(label)\(language.colon) \(Decimals.text(count, in: language))\(ground)"
            })
    }

    private func changes(_ changes: PackageChanges) -> [String] {
        guard changes.hasBefore else {
            return [say("Premier import\u{202F}: rien à comparer.", "First import: nothing to compare with.")]
        }
        guard !changes.isEmpty else {
            return [say("Aucun changement depuis l’import précédent.", "No change since the former import.")]
        }
        return list(say("Communes ajoutées", "Communes added"), changes.added.map { "\($0.code) \($0.name)" })
            + list(say("Communes retirées", "Communes removed"), changes.removed.map { "\($0.code) \($0.name)" })
            + list(
                say("Communes renommées", "Communes renamed"),
                changes.renamed.map { "\($0.code) \($0.before) → \($0.after)" })
            + list(
                say("Changements de classe ou d’EPCI", "Changes of class or EPCI"),
                changes.moves.map {
                    "\($0.commune) \($0.zoning)\(language.colon) \($0.before ?? "?") → \($0.after ?? "?")"
                }) + lists(changes)
    }
}

extension ImportText {
    private func lists(_ changes: PackageChanges) -> [String] {
        let titles: [(PackageChanges.List.Change, String)] = [
            (.added, say("Listes ajoutées", "Lists added")), (.removed, say("Listes retirées", "Lists removed")),
            (.renewed, say("Listes renouvelées", "Lists renewed")),
        ]
        return titles.flatMap { change, title in
            list(
                title,
                changes.lists.filter { $0.change == change }.map { "\($0.role) \($0.vintage) (\($0.label(language)))" })
        }
    }
}

enum RepairText {
    static func label(_ kind: CoverageRepair.Kind) -> LocalizedText {
        switch kind {
        case .repeatedPoints: LocalizedText(fr: "points répétés retirés", en: "repeated points dropped")
        case .spikes: LocalizedText(fr: "pointes sans surface retirées", en: "spikes without area dropped")
        case .degenerateRings: LocalizedText(fr: "anneaux sans surface retirés", en: "rings without area dropped")
        case .insertedVertex:
            LocalizedText(fr: "sommets ajoutés à une limite voisine", en: "vertices put into a neighbour’s border")
        case .invalidRing: LocalizedText(fr: "anneaux croisés corrigés", en: "crossing rings corrected")
        case .recutRings: LocalizedText(fr: "anneaux qui se touchent redécoupés", en: "touching rings cut anew")
        case .overlap:
            LocalizedText(fr: "recouvrements donnés à une seule commune", en: "overlaps given to one commune")
        case .gapFilled: LocalizedText(fr: "vides comblés", en: "gaps filled")
        case .gapLeft: LocalizedText(fr: "vides laissés tels quels", en: "gaps left as they are")
        }
    }

    static func count(_ kind: CoverageRepair.Kind) -> Int {
        switch kind {
        case .repeatedPoints(let count), .spikes(let count), .degenerateRings(let count): count
        default: 1
        }
    }
}
