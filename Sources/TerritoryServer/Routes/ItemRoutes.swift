internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// The things of a collection, all or one.
enum ItemRoutes {
    static let forms: [Representation] = [.geojson, .html, .csv, .ndjson]
    private static let itemForms: [Representation] = [.geojson, .html]

    static func items(_ layer: ServedLayer) -> Route {
        Route(
            path: "/collections/\(layer.id)/items", operation: "getItems.\(layer.id)", title: layer.layer.title,
            parameters: parameters(layer), representations: forms,
            check: { question throws(Problem) in _ = try ItemQuery(question, of: layer) },
            fields: { question in
                contentSystem(question)
                    + [
                        (
                            "Link",
                            "<\(question.base)/collections/\(layer.id)/queryables>; rel=\"\(SchemaRoutes.relations[0].rel)\"; "
                                + "type=\"\(Representation.schema.mediaType)\""
                        )
                    ]
                    + (question.representation == .csv
                        ? [("Content-Disposition", "attachment; filename=\"\(layer.id).csv\"")] : [])
            }
        ) { question throws(Problem) in
            let query = try ItemQuery(question, of: layer)
            let rows = query.rows()
            switch question.representation {
            case .csv: return Answer(ItemTable(query: query, dialect: question.text("dialect")).bytes(rows))
            case .ndjson: return Answer(ItemText(query: query).lines(rows[...]))
            case .html: return pageOfItems(question, query, rows)
            default:
                return Answer(
                    ItemText(query: query).collection(
                        page(rows, query), matched: rows.count,
                        links: question.links(links(question, query, matched: rows.count))))
            }
        }
    }

    static func item(_ layer: ServedLayer) -> Route {
        Route(
            path: "/collections/\(layer.id)/items/{featureId}", operation: "getItem.\(layer.id)",
            title: layer.layer.title, parameters: [.system, .properties(layer), .skipGeometry],
            representations: itemForms,
            identifier: LocalizedText(fr: "Le code de l’objet", en: "The code of the item"),
            identifierExample: layer.layer.codes.first ?? "",
            check: { question throws(Problem) in
                guard layer.row(of: question.identifier) != nil else {
                    throw Problem(
                        .notFound,
                        LocalizedText(
                            fr: "\(question.identifier.inFrenchQuotes) n’est pas un code de la collection "
                                + layer.id.inFrenchQuotes,
                            en: "\(question.identifier.inEnglishQuotes) is no code of the collection "
                                + layer.id.inEnglishQuotes))
                }
                _ = try ItemQuery(question, of: layer)
            }, fields: contentSystem
        ) { question throws(Problem) in
            let query = try ItemQuery(question, of: layer)
            guard let row = layer.row(of: question.identifier) else { throw Problem(.notFound) }
            let links =
                question.ownLinks(itemForms) + [
                    Link(
                        "collection", "\(question.base)/collections/\(layer.id)", "application/json", layer.layer.title)
                ]
            guard question.representation == .html else {
                return Answer(ItemText(query: query).feature(row, links: question.links(links)))
            }
            let value = JSONValue.object(
                layer.readable(row, query.columns, in: question.language) + [JSONMember("links", question.links(links))]
            )
            return question.answer(LocalizedText(layer.layer.names[row]), value, forms: itemForms)
        }
    }

    static func parameters(_ layer: ServedLayer) -> [Parameter] {
        let sortable = layer.layer.columns.filter {
            if case .list = $0.values { return false }
            return true
        }
        return standard(layer, sortable)
            + ItemQuery.filterable(layer.layer).map {
                Parameter(filteringBy: layer.layer.columns[$0], at: $0)
            }
    }

    private static func standard(_ layer: ServedLayer, _ sortable: [LayerColumn]) -> [Parameter] {
        [
            .limit, .offset, .box, .boxSystem, .interval, .system, .properties(layer), .skipGeometry,
            Parameter(
                "sortby", .order(sortable.map(\.name)),
                LocalizedText(
                    fr:
                        "Colonnes de tri, séparées par des virgules\u{202F}; «\u{202F}-\u{202F}» devant l’une inverse son "
                        + "ordre",
                    en: "Columns to sort by, separated by commas; “-” before one reverses its order"), isShared: false),
            .search, .data, .dialect,
        ]
    }

    private static func contentSystem(_ question: Question) -> [(name: String, value: String)] {
        // A table and a page tell degrees alone.
        guard [.geojson, .ndjson].contains(question.representation) else {
            return [("Content-Crs", "<\(ReferenceSystem.crs84.uri)>")]
        }
        var system = ReferenceSystem.crs84
        if case .system(let asked)? = question.values["crs"] { system = asked }
        return [("Content-Crs", "<\(system.uri)>")]
    }

    private static func page(_ rows: [Int], _ query: ItemQuery) -> ArraySlice<Int> {
        rows.dropFirst(query.offset).prefix(query.limit)
    }

    private static func links(_ question: Question, _ query: ItemQuery, matched: Int) -> [Link] {
        var links = question.ownLinks(forms)
        let end = query.offset + query.limit
        if end < matched {
            links.append(
                Link(
                    "next",
                    question.address([("offset", String(end)), ("data", question.snapshot.shortHash)]),
                    question.representation.mediaType, LocalizedText(fr: "Page suivante", en: "Next page")))
        }
        links.append(
            Link(
                "collection", "\(question.base)/collections/\(query.layer.id)", "application/json",
                query.layer.layer.title))
        return links
    }

    private static func pageOfItems(_ question: Question, _ query: ItemQuery, _ rows: [Int]) -> Answer {
        let page = page(rows, query)
        let layer = query.layer
        let items = page.map { row -> JSONValue in
            let address =
                "\(question.base)/collections/\(layer.id)/items/\(RequestTarget.encoded(segment: layer.layer.codes[row]))"
            let link = Link("item", address, Representation.html.mediaType, LocalizedText(layer.layer.names[row]))
            return JSONValue.object(
                [
                    JSONMember(
                        question.told(LocalizedText(fr: "Objet", en: "Item")), link.json(in: question.language))
                ] + layer.readable(row, query.columns, in: question.language))
        }
        return question.answer(
            layer.layer.title,
            .object([
                JSONMember("numberMatched", .integer(rows.count)), JSONMember("numberReturned", .integer(page.count)),
                JSONMember("links", question.links(links(question, query, matched: rows.count))),
                JSONMember("features", .array(items)),
            ]), forms: forms, parameters(layer).filter { $0.column == nil })
    }
}

extension Parameter {
    static let limit = Parameter(
        "limit", .integer(ItemQuery.limits, initial: ItemQuery.initialLimit, clamps: true),
        LocalizedText(fr: "Objets par page, 10\u{202F}000 au plus", en: "Items a page, 10,000 at most"))
    static let offset = Parameter(
        "offset", .integer(0...10_000_000, initial: 0, clamps: false),
        LocalizedText(fr: "Objets à passer", en: "Items to pass over"))
    static let box = Parameter(
        "bbox", .box,
        LocalizedText(
            fr: "Ce qui touche une boîte\u{202F}: ouest, sud, est, nord",
            en: "What meets a box: west, south, east, north"))
    static let boxSystem = Parameter(
        "bbox-crs", .system, LocalizedText(fr: "Le système de bbox", en: "The system of bbox"))
    static let interval = Parameter(
        "datetime", .interval,
        LocalizedText(
            fr: "Ce qui vaut à un instant ou dans un intervalle\u{202F}; ce qui n’a pas de dates vaut toujours",
            en: "What holds at an instant or within an interval; what has no dates always holds"))
    static let system = Parameter(
        "crs", .system, LocalizedText(fr: "Le système des coordonnées", en: "The system of the coordinates"))
    static let skipGeometry = Parameter(
        "skipGeometry", .flag, LocalizedText(fr: "Sans les géométries", en: "Without the geometries"))
    static let search = Parameter(
        "q", .text(1000),
        LocalizedText(
            fr: "Mots du nom, sans égard aux accents ni à la casse\u{202F}; une virgule sépare ceux dont un suffit",
            en: "Words of the name, whatever accents and case; a comma separates those of which one is enough"))
    static let data = Parameter(
        "data", .text(8),
        LocalizedText(
            fr: "Les données auxquelles une page suivante appartient", en: "The data that a next page belongs to"))
    static let dialect = Parameter(
        "dialect", .choice(["excel-fr"]),
        LocalizedText(
            fr: "Le CSV pour les tableurs français", en: "The CSV for French spreadsheets"))

    static func properties(_ layer: ServedLayer) -> Parameter {
        Parameter(
            "properties", .names(layer.layer.columns.map(\.name)),
            LocalizedText(
                fr: "Les propriétés à donner, séparées par des virgules",
                en: "The properties to give, separated by commas"),
            isShared: false)
    }

    init(filteringBy column: LayerColumn, at place: Int) {
        let kind: Kind
        switch column.values {
        case .integer, .number: kind = .number
        case .day: kind = .day
        case .text: kind = column.choices.map { .choice($0.map(\.word)) } ?? .text(1000)
        case .list: kind = .text(1000)
        }
        self.init(column.name, kind, column.title, isShared: false, column: place)
    }
}
