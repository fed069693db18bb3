internal import TerritoryFormats
internal import TerritoryGeometry

/// What layers and the columns that several of them have are called.
struct LayerTexts {
    var id: String
    var title: LocalizedText
    var description: LocalizedText

    private init(_ id: String, _ title: LocalizedText, _ description: LocalizedText) {
        (self.id, self.title, self.description) = (id, title, description)
    }

    /// A layer of what holds for a time.
    func layer(
        _ codes: [String], names: [String], _ periods: [LayerPeriod]?, _ columns: [LayerColumn], _ shapes: PlanarShapes
    ) -> Layer {
        let days = periods.map { periods in
            [
                LayerColumn(
                    "valid_from", LocalizedText(fr: "Premier jour", en: "First day"), .day(periods.map(\.from)),
                    role: .intervalStart),
                LayerColumn(
                    "valid_until", LocalizedText(fr: "Dernier jour", en: "Last day"), .day(periods.map(\.until)),
                    role: .intervalEnd),
            ]
        }
        return Layer(
            id: id, title: title, description: description, geometry: .multiPolygon,
            columns: Self.identity(codes, names) + columns + (days ?? []), codes: codes, names: names, periods: periods,
            shapes: shapes)
    }

    static func identity(_ codes: [String], _ names: [String]) -> [LayerColumn] {
        [
            LayerColumn("code", LocalizedText(fr: "Code", en: "Code"), .text(codes), role: .id),
            LayerColumn("name", LocalizedText(fr: "Nom", en: "Name"), .text(names)),
        ]
    }

    static let inhabitant = LocalizedText(fr: "habitant", en: "inhabitant")

    static func population(_ values: [Int?]) -> LayerColumn {
        LayerColumn(
            "municipal_population", LocalizedText(fr: "Population municipale", en: "Municipal population"),
            .integer(values), unit: inhabitant)
    }

    static func communes(_ values: [Int?]) -> LayerColumn {
        LayerColumn(
            "communes", LocalizedText(fr: "Nombre de communes", en: "Number of communes"), .integer(values),
            unit: LocalizedText(fr: "commune", en: "commune"))
    }

    static func area(_ values: [Double?]) -> LayerColumn {
        LayerColumn(
            "area_km2", LocalizedText(fr: "Superficie (contours généralisés)", en: "Area (generalised boundaries)"),
            .number(values), unit: LocalizedText(fr: "km²", en: "km²"))
    }

    // `vintage`: of the list that the classes are taken from.
    static func zoning(_ label: LocalizedText, _ vintage: String?) -> LocalizedText {
        guard let vintage else { return label }
        return LocalizedText(fr: "\(label.fr) (\(vintage))", en: "\(label.en) (\(vintage))")
    }

    static func of(_ kind: TerritoryKind) -> LayerTexts {
        switch kind {
        case .region:
            LayerTexts("region", .init(fr: "Région", en: "Région"), .init(fr: "La région.", en: "The région."))
        case .departement:
            LayerTexts(
                "departements", .init(fr: "Départements", en: "Départements"),
                .init(fr: "Les départements de la région.", en: "The départements of the région."))
        case .arrondissement:
            LayerTexts(
                "arrondissements", .init(fr: "Arrondissements", en: "Arrondissements"),
                .init(fr: "Les arrondissements des départements.", en: "The arrondissements of the départements."))
        case .epci:
            LayerTexts(
                "epcis", .init(fr: "EPCI", en: "EPCIs"),
                .init(
                    fr: "Les EPCI à fiscalité propre, avec leurs membres hors de la région.",
                    en: "The EPCIs with their own taxation, with their members outside the région."))
        case .commune:
            LayerTexts(
                "communes", .init(fr: "Communes", en: "Communes"),
                .init(
                    fr: "Les communes de la région, avec leur classe dans chaque zonage et leurs indicateurs.",
                    en: "The communes of the région, with their class in each zoning and their indicators."))
        case .qpv:
            LayerTexts(
                "qpv", .init(fr: "Quartiers prioritaires (QPV)", en: "Priority districts (QPV)"),
                .init(
                    fr: "Les quartiers prioritaires de la politique de la ville.",
                    en: "The priority districts of urban policy."))
        case .grouping:
            LayerTexts(
                "groupings", .init(fr: "Groupements", en: "Groupings"), .init(fr: "Groupements.", en: "Groupings."))
        }
    }

    static let zonings = LayerTexts(
        "zonings", .init(fr: "Zonages", en: "Zonings"),
        .init(
            fr: "Les classes de tous les zonages, dissoutes\u{202F}; chacune vaut pour les jours de sa liste.",
            en: "The classes of all zonings, dissolved; each holds for the days of its list."))
    static let contracts = LayerTexts(
        "contracts", .init(fr: "Contrats locaux des solidarités", en: "Local solidarity contracts"),
        .init(
            fr: "Les contrats de l’État avec les départements et les métropoles.",
            en: "The contracts of the State with the départements and the métropoles."))
    static let pacts = LayerTexts(
        "pacts", .init(fr: "Pactes locaux", en: "Local pacts"),
        .init(fr: "Les pactes locaux du registre chargé.", en: "The local pacts of the register that was loaded."))
    static let franceServices = LayerTexts(
        "france-services", .init(fr: "France services", en: "France services"),
        .init(fr: "Les points France services de la région.", en: "The France services points of the région."))
}
