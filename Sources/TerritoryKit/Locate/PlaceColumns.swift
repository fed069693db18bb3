public import TerritoryFormats

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
    static func names(_ table: CommuneTable) -> [String] {
        [
            "commune", "commune_name", "departement", "epci", "epci_name", "arrondissement", "region",
            "municipal_population", "qpv", "qpv_name", "qpv_known",
        ] + table.zonings.keys.sorted()
    }

    init(_ names: [String], _ table: CommuneTable, communes: [String], qpvs: [String]) throws(PlaceColumnError) {
        let indices = communes.map { table.indexOf[$0] }
        let known = Self.names(table)
        columns = try names.map { name throws(PlaceColumnError) in
            guard known.contains(name) else { throw PlaceColumnError(name: name, known: known) }
            if name == "qpv" { return Column(name: name, layer: .qpv, values: qpvs) }
            if name == "qpv_name" {
                let named = table.territories[.qpv] ?? [:]
                return Column(name: name, layer: .qpv, values: qpvs.map { named[$0]?.reference.name })
            }
            let value = Self.value(of: name, table)
            return Column(name: name, layer: .commune, values: indices.map { $0.flatMap(value) })
        }
    }

    /// What a column holds for the commune of an index.
    private static func value(of name: String, _ table: CommuneTable) -> (Int) -> String? {
        switch name {
        case "commune": return { table.codes[$0] }
        case "commune_name": return { table.names[$0] }
        case "departement": return { table.departements[$0] }
        case "qpv_known": return { String(table.qpvKnown.contains($0)) }
        case "municipal_population": return { table.populations[$0].map(String.init) }
        default: break
        }
        if let zoning = table.zonings[name] {
            return column(table.size, (zoning.lists.latest?.fact.communes ?? [:]).map { ($0.key, $0.value) })
        }
        let parts = name.split(separator: "_")
        let territories = TerritoryKind(rawValue: String(parts[0])).flatMap { table.territories[$0] } ?? [:]
        return column(
            table.size,
            territories.values.map { (parts.count > 1 ? $0.reference.name : $0.reference.code, $0.communes) })
    }

    private static func column(_ size: Int, _ groups: [(text: String, communes: CommuneSet)]) -> (Int) -> String? {
        var texts = [String?](repeating: nil, count: size)
        for group in groups { group.communes.forEach { texts[$0] = group.text } }
        return { texts[$0] }
    }
}

/// A column that positions cannot be completed with.
public struct PlaceColumnError: TerritoryError, Hashable {
    public var name: String
    public var known: [String]

    public init(name: String, known: [String]) {
        self.name = name
        self.known = known
    }

    public var cause: ErrorCause { .malformedQuestion }

    public var message: LocalizedText {
        LocalizedText(
            fr: "\(name.inFrenchQuotes) n’est pas une colonne\u{202F}; colonnes\u{202F}: "
                + known.joined(separator: ", "),
            en: "\(name.inEnglishQuotes) is not a column; columns: \(known.joined(separator: ", "))")
    }
}
