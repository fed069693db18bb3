/// What a located position can be completed with: a column, and its value for each territory.
struct PlaceColumns: Sendable {
    /// Which shapes a column follows from.
    enum Layer: Sendable { case commune, qpv }

    struct Column: Sendable {
        var name: String
        var layer: Layer
        /// By owner number; `nil` where the data have none.
        var values: [String?]
    }

    let columns: [Column]

    /// Every column, in the order in which they are listed to people.
    static func names(_ atlas: Atlas) -> [String] {
        [
            "commune", "commune_name", "departement", "epci", "epci_name", "arrondissement", "region",
            "municipal_population", "qpv", "qpv_name",
        ] + atlas.zonings.keys.sorted()
    }

    init(_ names: [String], _ atlas: Atlas, communes: [String], qpvs: [String]) throws(PlaceColumnError) {
        let indices = communes.map { atlas.indexOf[$0] }
        let known = Self.names(atlas)
        columns = try names.map { name throws(PlaceColumnError) in
            guard known.contains(name) else { throw PlaceColumnError(name: name, known: known) }
            if name == "qpv" { return Column(name: name, layer: .qpv, values: qpvs) }
            if name == "qpv_name" {
                let named = atlas.territories[.qpv] ?? [:]
                return Column(name: name, layer: .qpv, values: qpvs.map { named[$0]?.name.name })
            }
            let value = Self.value(of: name, atlas)
            return Column(name: name, layer: .commune, values: indices.map { $0.flatMap(value) })
        }
    }

    /// What a column holds for the commune of an index.
    private static func value(of name: String, _ atlas: Atlas) -> (Int) -> String? {
        switch name {
        case "commune": return { atlas.codes[$0] }
        case "commune_name": return { atlas.names[$0] }
        case "departement": return { atlas.departements[$0] }
        case "municipal_population": return { atlas.populations[$0].map(String.init) }
        default: break
        }
        if let zoning = atlas.zonings[name] {
            return table(atlas.size, zoning.classes.map { ($0.key, $0.value.communes) })
        }
        let parts = name.split(separator: "_")
        let territories = TerritoryKind(rawValue: String(parts[0])).flatMap { atlas.territories[$0] } ?? [:]
        return table(
            atlas.size,
            territories.values.map { (parts.count > 1 ? $0.name.name : $0.name.code, $0.communes) })
    }

    private static func table(_ size: Int, _ groups: [(text: String, communes: CommuneSet)]) -> (Int) -> String? {
        var texts = [String?](repeating: nil, count: size)
        for group in groups { group.communes.forEach { texts[$0] = group.text } }
        return { texts[$0] }
    }
}

/// A column that positions cannot be completed with.
public struct PlaceColumnError: Error, Hashable, Sendable, CustomStringConvertible {
    public var name: String
    public var known: [String]

    public func sentence(in language: Language) -> String {
        Phrase(
            fr: "«\u{202F}\(name)\u{202F}» n’est pas une colonne\u{202F}; colonnes\u{202F}: "
                + known.joined(separator: ", "),
            en: "“\(name)” is not a column; columns: \(known.joined(separator: ", "))")(language)
    }

    public var description: String { sentence(in: .english) }
}
