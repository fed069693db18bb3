internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// The collections, and for each what it is, its things and their properties (OGC API – Features, Parts 1, 2 and 5).
enum CollectionRoutes {
    private static let forms: [Representation] = [.json, .html]
    private static let title = LocalizedText(fr: "Collections", en: "Collections")

    static func all(_ layers: [ServedLayer]) -> [Route] {
        [list(layers)]
            + layers.flatMap { layer in
                [collection(layer)] + [ItemRoutes.items(layer), ItemRoutes.item(layer)]
                    + SchemaRoutes.all(layer)
            }
    }

    private static func list(_ layers: [ServedLayer]) -> Route {
        Route(
            path: "/collections", operation: "getCollections", title: title, parameters: [], representations: forms
        ) { question throws(Problem) in
            question.answer(
                title,
                .object([
                    JSONMember("links", question.links(question.ownLinks(forms) + [.license])),
                    JSONMember("crs", .strings(ReferenceSystem.allCases.map(\.uri))),
                    JSONMember("collections", .array(layers.map { .object(members($0, question, isWhole: false)) })),
                ]), forms: forms)
        }
    }

    private static func collection(_ layer: ServedLayer) -> Route {
        Route(
            path: "/collections/\(layer.id)", operation: "getCollection.\(layer.id)", title: layer.layer.title,
            parameters: [], representations: forms
        ) { question throws(Problem) in
            question.answer(layer.layer.title, .object(members(layer, question, isWhole: true)), forms: forms)
        }
    }

    /// What a collection is; the entry of the list has the links of its own page too.
    private static func members(_ layer: ServedLayer, _ question: Question, isWhole: Bool) -> [JSONMember] {
        let own = "\(question.base)/collections/\(layer.id)"
        let items = ItemRoutes.forms.map { form in
            Link(
                "items", "\(own)/items?f=\(form.word)", form.mediaType,
                LocalizedText(fr: "Les objets (\(form.word))", en: "The items (\(form.word))"))
        }
        let selves =
            isWhole
            ? question.ownLinks(forms)
            : forms.map { form in
                Link(
                    form == .json ? "self" : "alternate", "\(own)?f=\(form.word)", form.mediaType, layer.layer.title)
            }
        var links = selves + items
        for (rel, name, title) in SchemaRoutes.relations {
            links.append(Link(rel, "\(own)/\(name)?f=json", Representation.schema.mediaType, title))
        }
        links += [
            .license,
            Link(
                "describedby", "\(own)/schema?f=html", "text/html",
                LocalizedText(fr: "Les propriétés", en: "The properties")),
            Link(
                "enclosure", "\(own)/items?f=csv", Representation.csv.mediaType,
                LocalizedText(fr: "Tout en CSV", en: "All of it as CSV")),
        ]
        var extent: [JSONMember] = []
        if let box = layer.box {
            extent.append(
                JSONMember(
                    "spatial",
                    .object([
                        JSONMember(
                            "bbox",
                            .array([
                                .array([box.low.x, box.low.y, box.high.x, box.high.y].map { .number($0, decimals: 6) })
                            ])),
                        JSONMember("crs", .string(ReferenceSystem.crs84.uri)),
                    ])))
        }
        if let period = layer.period {
            let ends = [period.from, period.until].enumerated().map { place, day -> JSONValue in
                day.map { .string("\($0)T\(place == 0 ? "00:00:00" : "23:59:59")Z") } ?? .null
            }
            extent.append(
                JSONMember(
                    "temporal",
                    .object([
                        JSONMember("interval", .array([.array(ends)])),
                        JSONMember("trs", .string("http://www.opengis.net/def/uom/ISO-8601/0/Gregorian")),
                    ])))
        }
        return [
            JSONMember("id", .string(layer.id)), JSONMember("title", .string(question.told(layer.layer.title))),
            JSONMember("description", .string(question.told(layer.layer.description))),
            JSONMember("attribution", .string(Attribution.text(question.snapshot.sources))),
            JSONMember("itemType", .string("feature")), JSONMember("itemCount", .integer(layer.layer.count)),
            JSONMember("extent", .object(extent)),
            JSONMember("crs", .strings(ReferenceSystem.allCases.map(\.uri))),
            JSONMember("storageCrs", .string(ReferenceSystem.crs84.uri)), JSONMember("links", question.links(links)),
        ]
    }
}

/// Who published the data.
enum Attribution {
    static func text(_ sources: SourcesAnswer) -> String {
        let publishers = sources.sources.map(\.publisher).uniqued().sorted().joined(separator: ", ")
        return "Licence Ouverte 2.0 – \(publishers)"
    }
}
