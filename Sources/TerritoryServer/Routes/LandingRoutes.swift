internal import TerritoryFormats
internal import TerritoryKit

extension RouteTable {
    /// Every route for some layers.
    static func all(_ layers: [ServedLayer]) -> [Route] {
        [LandingRoutes.landing, LandingRoutes.conformance, OpenAPIRoutes.api] + CollectionRoutes.all(layers)
            + ProblemRoutes.all + HealthRoutes.all + [LandingRoutes.style]
    }
}

/// The ways in.
enum LandingRoutes {
    static let openAPIType = Representation.openapi.mediaType
    private static let forms: [Representation] = [.json, .html]
    static let title = LocalizedText(
        fr: "Pacte des solidarités en Occitanie – territoires", en: "Pacte des solidarités in Occitanie – territories")

    private static let description = LocalizedText(
        fr:
            "Région, départements, arrondissements, EPCI, communes, quartiers prioritaires, zonages, contrats et pactes, "
            + "avec leurs indicateurs.",
        en: "Région, départements, arrondissements, EPCIs, communes, priority districts, zonings, contracts and pacts, "
            + "with their indicators.")

    static let landing = Route(
        path: "/", operation: "getLandingPage",
        title: LocalizedText(fr: "Accueil du service", en: "Landing page"), parameters: [], representations: forms
    ) { question throws(Problem) in
        let base = question.base
        let links =
            question.ownLinks(forms) + [
                Link(
                    "service-desc", base + "/api?f=json", openAPIType,
                    LocalizedText(fr: "Description OpenAPI", en: "OpenAPI description")),
                Link(
                    "service-doc", base + "/api?f=html", "text/html",
                    LocalizedText(fr: "Documentation", en: "Documentation")),
                Link(
                    "conformance", base + "/conformance", "application/json",
                    LocalizedText(fr: "Classes de conformité", en: "Conformance classes")),
                Link(
                    "http://www.opengis.net/def/rel/ogc/1.0/conformance", base + "/conformance", "application/json",
                    LocalizedText(fr: "Classes de conformité", en: "Conformance classes")),
                Link(
                    "data", base + "/collections", "application/json",
                    LocalizedText(fr: "Collections", en: "Collections")),
                Link(
                    "http://www.opengis.net/def/rel/ogc/1.0/data", base + "/collections", "application/json",
                    LocalizedText(fr: "Collections", en: "Collections")),
                Link.license,
            ]
        let stamp = question.snapshot.database.stamp
        let value = JSONValue.object([
            JSONMember("title", .string(question.told(title))),
            JSONMember(
                "description",
                .string(question.told(description))),
            JSONMember("attribution", .string(Attribution.text(question.snapshot.sources))),
            JSONMember("links", question.links(links)),
            JSONMember(
                "data",
                .object([
                    JSONMember("scope", .string(stamp.scope)), JSONMember("vintage", .string(stamp.vintage)),
                    JSONMember("license", .string(stamp.license)),
                    JSONMember("content_hash", .string(stamp.contentHash)),
                ])),
        ])
        return question.answer(title, value, forms: forms)
    }

    private static let conformanceTitle = LocalizedText(fr: "Classes de conformité", en: "Conformance classes")

    static let conformance = Route(
        path: "/conformance", operation: "getConformance", title: conformanceTitle, parameters: [],
        representations: forms
    ) { question throws(Problem) in
        question.answer(
            conformanceTitle,
            .object([
                JSONMember("conformsTo", .strings(ConformanceClass.all)),
                JSONMember("links", question.links(question.ownLinks(forms))),
            ]), forms: forms)
    }
}

extension LandingRoutes {
    /// What the pages are dressed with.
    static let style = Route(
        path: "/style.css", operation: "getStyle", title: LocalizedText(fr: "Feuille de style", en: "Style sheet"),
        parameters: [], representations: [.css], isDescribed: false
    ) { _ throws(Problem) in Answer(PackageResources.style_css) }
}

extension Link {
    static let license = Link(
        "license", "https://www.etalab.gouv.fr/licence-ouverte-open-licence", "text/html",
        LocalizedText(fr: "Licence Ouverte 2.0", en: "Licence Ouverte 2.0"))
}

/// What the service conforms to; each class has tests with its name.
enum ConformanceClass {
    static let all = [
        "ogcapi-common-1/1.0/conf/core", "ogcapi-common-1/1.0/conf/landing-page", "ogcapi-common-1/1.0/conf/json",
        "ogcapi-common-1/1.0/conf/html", "ogcapi-common-1/1.0/conf/oas30", "ogcapi-common-2/1.0/conf/collections",
        "ogcapi-common-2/1.0/conf/json", "ogcapi-common-2/1.0/conf/html", "ogcapi-common-3/1.0/conf/schemas",
        "ogcapi-common-3/1.0/conf/advanced-property-roles", "ogcapi-common-3/1.0/conf/returnables-and-receivables",
        "ogcapi-common-3/1.0/conf/queryables", "ogcapi-common-3/1.0/conf/sortables",
        "ogcapi-features-5/1.0/conf/schemas", "ogcapi-features-1/1.0/conf/core", "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-features-1/1.0/conf/html", "ogcapi-features-1/1.0/conf/oas30", "ogcapi-features-2/1.0/conf/crs",
        "ogcapi-features-3/1.0/conf/queryables", "ogcapi-features-3/1.0/conf/queryables-query-parameters",
        "ogcapi-features-6/0.0/conf/properties", "ogcapi-features-6/0.0/conf/properties-features",
        "ogcapi-features-8/0.0/conf/sortables", "ogcapi-features-8/0.0/conf/sorting",
        "ogcapi-features-8/0.0/conf/features-sorting", "ogcapi-features-9/0.0/conf/text-search",
        "ogcapi-features-9/0.0/conf/features-text-search",
    ].map { "http://www.opengis.net/spec/" + $0 }
}
