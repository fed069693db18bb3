/// What a raw source is to the import; its file may have any name.
enum SourceRole: String, CaseIterable, Sendable {
    case regions = "cog_region"
    case departements = "cog_departement"
    case arrondissements = "cog_arrondissement"
    case communes = "cog_commune"
    case movements = "cog_movement"
    case populations = "population"
    case epcis = "epci"
    case communeShapes = "commune_shape"
    case qpvShapes = "qpv_shape"
    case qpvCommunes = "qpv_commune"
    case frr
    case typology
    case dsr
    case zrr
    case schools = "school"
    case priorityEducation = "priority_education"
    case groupings = "grouping"
    case schoolSyndicats = "school_syndicat"
    case franceServices = "france_services"
    case filosofi
    case qpvIndicators = "qpv_indicator"
    case programmes = "programme"
    case competences = "competence"
    case postcodes = "postcode"

    /// A package can be made without these; what they would say is then unknown.
    var isRequired: Bool {
        switch self {
        case .dsr, .zrr, .schools, .franceServices, .filosofi, .qpvIndicators, .programmes, .competences,
            .priorityEducation, .groupings, .schoolSyndicats, .postcodes:
            false
        default: true
        }
    }

    /// Whether several lists of different days may stand side by side.
    var takesSeveralLists: Bool {
        switch self {
        case .populations, .competences: true
        default: isZoning
        }
    }

    /// Whether the file gives classes to communes.
    var isZoning: Bool {
        switch self {
        case .frr, .typology, .dsr, .zrr, .schools, .priorityEducation: true
        default: false
        }
    }
}
