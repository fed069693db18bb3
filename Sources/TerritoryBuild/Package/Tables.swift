internal import TerritoryKit

/// The tables of the data package, in an order in which each comes after those it refers to.
enum Tables {
    static let all = territories + policy + own

    private static let territories = [
        region, departement, arrondissement, commune, population, communeMovement, epci, epciMember, epciCompetence,
        definition,
        zoning, zoningClass, communeZoning, qpv, qpvCommune, schoolSyndicat, franceServices, communePostcode,
        grouping, groupingMember, contract, indicator, indicatorValue,
    ]

    static let region = TableSchema(
        "region", "Régions", key: ["code"],
        [
            .required("code", .code(RegionCode.self), "INSEE code"),
            .required("name", .text, "official name"),
            .required("seat", .code(CommuneCode.self), "commune of its chef-lieu; it may lie outside the package"),
        ])

    static let departement = TableSchema(
        "departement", "Départements", key: ["code"], references: [.to("region", from: "region")],
        [
            .required("code", .code(DepartementCode.self), "INSEE code"),
            .required("name", .text, "official name"),
            .required("region", .code(RegionCode.self), "région it belongs to"),
            .required("seat", .code(CommuneCode.self), "commune of its chef-lieu; it may lie outside the package"),
        ])

    static let arrondissement = TableSchema(
        "arrondissement", "Arrondissements", key: ["code"], references: [.to("departement", from: "departement")],
        [
            .required("code", .code(ArrondissementCode.self), "INSEE code"),
            .required("name", .text, "official name"),
            .required("departement", .code(DepartementCode.self), "département it belongs to"),
            .required("seat", .code(CommuneCode.self), "commune of its chef-lieu; it may lie outside the package"),
        ])

    static let commune = TableSchema(
        "commune", "Communes", key: ["code"],
        references: [.to("departement", from: "departement"), .to("arrondissement", from: "arrondissement")],
        [
            .required("code", .code(CommuneCode.self), "INSEE code"),
            .required("name", .text, "official name, with its article"),
            .required("departement", .code(DepartementCode.self), "département it belongs to"),
            .optional(
                "arrondissement", .code(ArrondissementCode.self), "arrondissement; none in parts of the overseas"),
        ])

    static let population = TableSchema(
        "population", "Populations légales", key: ["commune", "vintage"],
        references: [.to("commune", from: "commune")],
        [
            .required("commune", .code(CommuneCode.self), "commune"),
            .required("vintage", .text, "census, as the vintage of its source"),
            .required("municipal", .integer(Bounds.inhabitants), "population municipale, inhabitants"),
            .optional("counted_apart", .integer(Bounds.inhabitants), "population comptée à part, inhabitants"),
            .optional(
                "total", .integer(Bounds.inhabitants),
                "population totale, the sum of both; empty where the source has the municipal one alone, and for Paris, "
                    + "Lyon and Marseille, of which it has the arrondissements only"),
        ])

    static let communeMovement = TableSchema(
        "commune_movement", "Events of the communes since 1943", key: [],
        [
            .required(
                "kind", .choice(CommuneMovement.Kind.allCases.map { String($0.rawValue) }),
                "INSEE’s kind of event (MOD)"),
            .required("date", .date, "first day in force"),
            .optional(
                "type_before", .choice(["COM", "COMA", "COMD", "ARM"]), "INSEE’s type before; empty: no commune before"),
            .optional("code_before", .code(CommuneCode.self), "code before"),
            .optional("name_before", .text, "name before"),
            .optional(
                "type_after", .choice(["COM", "COMA", "COMD", "ARM"]), "INSEE’s type after; empty: no commune after"),
            .optional("code_after", .code(CommuneCode.self), "code after"),
            .optional("name_after", .text, "name after"),
        ])

    static let epci = TableSchema(
        "epci", "EPCI à fiscalité propre", key: ["code"],
        [
            .required("code", .code(EPCICode.self), "SIREN"),
            .required("name", .text, "raison sociale"),
            .required(
                "nature", .choice(EPCI.Nature.allCases.map(\.rawValue)),
                "ME métropole, CU communauté urbaine, CA communauté d’agglomération, CC communauté de communes, "
                    + "MET69 métropole de Lyon"),
            .required("financing", .text, "fiscal regime, as published"),
            .required("declared_members", .integer(1...100_000), "number of members stated by the publisher"),
            .required(
                "declared_population", .integer(Bounds.inhabitants), "municipal population stated by the publisher"),
            .required(
                "seat_departement", .code(DepartementCode.self),
                "département of its seat; it may lie outside the package"),
        ])

    static let epciMember = TableSchema(
        "epci_member", "Members of the EPCIs", key: ["commune"],
        references: [.to("epci", from: "epci"), .to("commune", from: "commune")],
        [
            .required("epci", .code(EPCICode.self), "EPCI"),
            .required("commune", .code(CommuneCode.self), "member; a commune has one EPCI at most"),
            .required(
                "declared_population", .integer(Bounds.inhabitants),
                "municipal population that the publisher states; one census behind the populations légales"),
        ])

    static let epciCompetence = TableSchema(
        "epci_competence", "Competences of the EPCIs", key: ["epci", "vintage", "competence"],
        references: [.to("epci", from: "epci")],
        [
            .required("epci", .code(EPCICode.self), "EPCI; one without a row was not in the register: unknown"),
            .required("vintage", .text, "vintage of the register"),
            .required("competence", .text, "code of the BANATIC nomenclature"),
        ])

    static let definition = TableSchema(
        "definition", "Concepts with several definitions in use", key: ["concept", "code"],
        [
            .required("concept", .text, "what people ask about, such as rural"),
            .required("code", .text, "identifier of the definition"),
            .required("rank", .integer(Bounds.places), "order in which definitions are shown"),
            .required("label_fr", .text, "name, in French"),
            .required("label_en", .text, "name, in English"),
            .required("expression", .text, "the set of communes, as docs/expressions.md has it"),
        ])

    static let zoning = TableSchema(
        "zoning", "Zonings", key: ["code"],
        [
            .required("code", .text, "identifier of the zoning"),
            .required("label_fr", .text, "name, in French"),
            .required("label_en", .text, "name, in English"),
            .required("rank", .integer(Bounds.places), "order in which zonings are shown"),
            .required("source", .text, "role of its source in sources.csv"),
            .required(
                "source_column", .text, "beginning of the name of the publisher’s column, or of several joined by +"),
            .required(
                "merger", .choice(["mixed", "first"]),
                "class of a commune whose parts before a merger had different ones: mixed, or the first of them in the "
                    + "order in which classes are shown, where one part is enough (a school)"),
            .optional("begins", .date, "first day of the zoning by law; empty: not known"),
            .optional("ends", .date, "last day of the zoning by law; empty: it has no end that is known"),
            .required("reference", .text, "legal or statistical reference"),
        ])

    static let zoningClass = TableSchema(
        "zoning_class", "Classes of the zonings", key: ["zoning", "code"], references: [.to("zoning", from: "zoning")],
        [
            .required("zoning", .text, "zoning"),
            .required("code", .text, "identifier of the class"),
            .optional("source_value", .text, "the publisher’s text for it; empty where the publisher leaves it empty"),
            .required("label_fr", .text, "name, in French"),
            .required("label_en", .text, "name, in English"),
            .required("rank", .integer(Bounds.places), "order in which classes are shown"),
            .required(
                "membership", .choice(ZoningMembership.allCases.map(\.rawValue)),
                "whether a commune of this class is in the zoning: wholly, in part, not, or not but it keeps the effects"
            ),
            .optional("effects_until", .date, "last day on which the class has effects; empty: as long as the zoning"),
        ])

    static let communeZoning = TableSchema(
        "commune_zoning", "Classes of the communes", key: ["commune", "zoning", "vintage"],
        references: [.to("commune", from: "commune"), .to("zoning", from: "zoning")],
        [
            .required("commune", .code(CommuneCode.self), "commune, in the package’s code vintage"),
            .required("zoning", .text, "zoning"),
            .required("vintage", .text, "vintage of the list"),
            .required("class", .text, "class; a commune without a row is unknown, not outside"),
            .optional(
                "carried_from", .text,
                "where the class came over a merger: the former communes with their classes, such as 30094=C 30329=C"),
        ])

    static let qpv = TableSchema(
        "qpv", "Quartiers prioritaires de la politique de la ville", key: ["code"],
        [
            .required("code", .code(QPVCode.self), "ANCT code"),
            .required("name", .text, "official name"),
            .required(
                "in_scope", .flag,
                "whether a commune of the scope holds a part of it; the others are those of outside members and of the "
                    + "neighbourhood"),
            .required("place", .text, "names of its communes, which may lie outside the package"),
        ])

    static let qpvCommune = TableSchema(
        "qpv_commune", "Communes of the QPV", key: ["qpv", "commune"],
        references: [.to("qpv", from: "qpv"), .to("commune", from: "commune")],
        [
            .required("qpv", .code(QPVCode.self), "QPV"),
            .required("commune", .code(CommuneCode.self), "commune in which a part of it lies"),
        ])

    static let schoolSyndicat = TableSchema(
        "school_syndicat", "Syndicats that may run schools; their members are not known", key: ["code"],
        references: [.to("departement", from: "departement")],
        [
            .required("code", .code(EPCICode.self), "SIREN"),
            .required("name", .text, "name"),
            .required("nature", .text, "SIVU, SIVOM, SMF or SMO"),
            .required("departement", .code(DepartementCode.self), "département of its seat"),
            .required("holds_school", .flag, "whether it holds competence 4010"),
            .required("holds_after_school", .flag, "whether it holds competence 4015"),
        ])

    static let franceServices = TableSchema(
        "france_services", "France services points", key: ["code"], references: [.to("commune", from: "commune")],
        [
            .required("code", .text, "the publisher’s identifier"),
            .required("name", .text, "name"),
            .required("commune", .code(CommuneCode.self), "commune that the publisher states"),
            .required("format", .text, "fixed place, bus or both, as published"),
            .required("longitude", .number(Bounds.longitude), "degrees, EPSG:4326"),
            .required("latitude", .number(Bounds.latitude), "degrees, EPSG:4326"),
        ])

    static let communePostcode = TableSchema(
        "commune_postcode", "Postcodes of the communes", key: ["postcode", "commune"],
        references: [.to("commune", from: "commune")],
        [
            .required("postcode", .code(Postcode.self), "postcode; several communes may share one"),
            .required("commune", .code(CommuneCode.self), "commune, in the package’s code vintage"),
        ])

    static let grouping = TableSchema(
        "grouping", "Territories made of others", key: ["code"],
        [
            .required("code", .text, "identifier"),
            .required("kind", .choice(["academie", "petr"]), "kind of territory"),
            .required("name", .text, "name"),
            .required("reference", .text, "text that says what it is made of"),
        ])

    static let groupingMember = TableSchema(
        "grouping_member", "Members of the groupings", key: ["grouping", "member_kind", "member"],
        references: [.to("grouping", from: "grouping")],
        [
            .required("grouping", .text, "grouping"),
            .required("member_kind", .choice(["departement", "epci"]), "kind of the member"),
            .required("member", .text, "département or EPCI, whole"),
        ])

    static let contract = TableSchema(
        "contract", "Contrats locaux des solidarités", key: ["code"],
        [
            .required("code", .text, "identifier"),
            .required("kind", .choice(["contrat_local_des_solidarites"]), "kind of contract"),
            .required("territory_kind", .choice(["departement", "epci"]), "kind of the territory that signed"),
            .required("territory", .text, "code of the territory that signed"),
            .required("valid_from", .date, "first day"),
            .required("valid_until", .date, "last day"),
            .required("reference", .text, "document and line"),
        ])
}
