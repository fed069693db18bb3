/// A file that a package may hold: where it lies and which table, or shapes, it holds.
struct PackageFile: Sendable {
    enum Content: Sendable {
        case table(TableSchema)
        case communeShapes
        case qpvShapes
        case repairs
    }

    /// Relative to the package, such as `data/communes.csv`.
    var path: String
    var content: Content
    /// Written by the importers; the others are kept by hand and carry no hash.
    var isImported: Bool = true
    var isRequired: Bool = true

    var name: String { String(path.dropFirst(folder.count + 1).prefix { $0 != "." }).replacing("/", with: "-") }

    var folder: String { PackageFile.folders.first { path.hasPrefix($0 + "/") } ?? "" }

    /// The folders of a package, each with its `datapackage.json`; a folder inside another comes first.
    static let folders = ["geo", "data/reference", "data/policy", "data/own", "data"]

    private static func policy(_ name: String, _ table: TableSchema) -> PackageFile {
        PackageFile(path: "data/policy/\(name).csv", content: .table(table), isImported: false, isRequired: false)
    }

    private static func own(_ name: String, _ table: TableSchema) -> PackageFile {
        PackageFile(path: "data/own/\(name).csv", content: .table(table), isImported: false, isRequired: false)
    }

    static let all = [
        PackageFile(path: "geo/communes.geojson", content: .communeShapes),
        PackageFile(path: "geo/qpv.geojson", content: .qpvShapes),
        PackageFile(path: "geo/repairs.csv", content: .repairs),
        PackageFile(path: "data/regions.csv", content: .table(Tables.region)),
        PackageFile(path: "data/departements.csv", content: .table(Tables.departement)),
        PackageFile(path: "data/arrondissements.csv", content: .table(Tables.arrondissement)),
        PackageFile(path: "data/communes.csv", content: .table(Tables.commune)),
        PackageFile(path: "data/populations.csv", content: .table(Tables.population)),
        PackageFile(path: "data/commune_movements.csv", content: .table(Tables.communeMovement)),
        PackageFile(path: "data/epcis.csv", content: .table(Tables.epci)),
        PackageFile(path: "data/epci_members.csv", content: .table(Tables.epciMember)),
        PackageFile(
            path: "data/epci_competences.csv", content: .table(Tables.epciCompetence), isRequired: false),
        PackageFile(path: "data/qpvs.csv", content: .table(Tables.qpv)),
        PackageFile(path: "data/qpv_communes.csv", content: .table(Tables.qpvCommune)),
        PackageFile(path: "data/zonings/frr.csv", content: .table(Tables.communeZoning)),
        PackageFile(path: "data/zonings/typology.csv", content: .table(Tables.communeZoning)),
        PackageFile(path: "data/zonings/dsr.csv", content: .table(Tables.communeZoning), isRequired: false),
        PackageFile(path: "data/zonings/zrr.csv", content: .table(Tables.communeZoning), isRequired: false),
        PackageFile(path: "data/zonings/school.csv", content: .table(Tables.communeZoning), isRequired: false),
        PackageFile(
            path: "data/zonings/priority_education.csv", content: .table(Tables.communeZoning), isRequired: false),
        PackageFile(path: "data/groupings.csv", content: .table(Tables.grouping), isRequired: false),
        PackageFile(path: "data/grouping_members.csv", content: .table(Tables.groupingMember), isRequired: false),
        PackageFile(
            path: "data/school_syndicats.csv", content: .table(Tables.schoolSyndicat), isRequired: false),
        PackageFile(path: "data/france_services.csv", content: .table(Tables.franceServices), isRequired: false),
        PackageFile(path: "data/postcodes.csv", content: .table(Tables.communePostcode), isRequired: false),
        PackageFile(
            path: "data/indicators/filosofi.csv", content: .table(Tables.indicatorValue), isRequired: false),
        PackageFile(
            path: "data/indicators/france_services.csv", content: .table(Tables.indicatorValue), isRequired: false),
        PackageFile(
            path: "data/indicators/population.csv", content: .table(Tables.indicatorValue), isRequired: false),
        PackageFile(
            path: "data/indicators/programme.csv", content: .table(Tables.indicatorValue), isRequired: false),
        PackageFile(
            path: "data/indicators/qpv_indicator.csv", content: .table(Tables.indicatorValue), isRequired: false),
        PackageFile(
            path: "data/indicators/school.csv", content: .table(Tables.indicatorValue), isRequired: false),
        PackageFile(
            path: "data/reference/indicators.csv", content: .table(Tables.indicator), isImported: false,
            isRequired: false),
        PackageFile(
            path: "data/reference/definitions.csv", content: .table(Tables.definition), isImported: false,
            isRequired: false),
        PackageFile(path: "data/reference/zonings.csv", content: .table(Tables.zoning), isImported: false),
        PackageFile(path: "data/reference/zoning_classes.csv", content: .table(Tables.zoningClass), isImported: false),
        PackageFile(
            path: "data/reference/groupings.csv", content: .table(Tables.grouping), isImported: false,
            isRequired: false),
        PackageFile(
            path: "data/reference/grouping_members.csv", content: .table(Tables.groupingMember), isImported: false,
            isRequired: false),
        .own("pacts", Tables.pact),
        .own("pact_territories", Tables.pactTerritory),
        .own("indicators", Tables.indicator),
        .own("indicator_values", Tables.indicatorValue),
        .policy("contracts", Tables.contract),
        .policy("documents", Tables.document),
        .policy("axes", Tables.axis),
        .policy("measures", Tables.measure),
        .policy("figures", Tables.figure),
        .policy("figure_territories", Tables.figureTerritory),
        .policy("statements", Tables.statement),
        .policy("statement_territories", Tables.statementTerritory),
        .policy("milestones", Tables.milestone),
        .policy("findings", Tables.finding),
        .policy("finding_figures", Tables.findingFigure),
        .policy("text_defects", Tables.textDefect),
        .policy("contract_facts", Tables.contractFact),
        .policy("control_totals", Tables.controlTotal),
    ]
}
