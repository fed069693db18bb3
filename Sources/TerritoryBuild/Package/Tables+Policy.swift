internal import TerritoryKit

// The Pact: measures, figures, statements and milestones of its report, each with the line it comes from; the pages of
// the measures turn lines into citations.

extension Tables {
    static let policy = [
        document, axis, measure, figure, figureTerritory, statement, statementTerritory, milestone, finding,
        findingFigure,
        textDefect, contractFact, controlTotal,
    ]

    private static func label(_ what: String) -> [TableSchema.Field] {
        [
            .required("label_fr", .text, "\(what), in French, in our own words"),
            .required("label_en", .text, "\(what), in English"),
        ]
    }

    private static let title: [TableSchema.Field] = [
        .required("label_fr", .text, "title as the report prints it, but for typography"),
        .required("label_en", .text, "title, translated"),
    ]

    private static let pages: [TableSchema.Field] = [
        .optional(
            "page", .integer(1...Bounds.places.upperBound),
            "page on which it begins, from the report’s own table of contents"),
        .optional(
            "last_page", .integer(1...Bounds.places.upperBound),
            "page on which the next heading stands; empty for what comes last"),
    ]

    private static func note(_ name: String, _ what: String) -> [TableSchema.Field] {
        [.optional("\(name)_fr", .text, "\(what), in French"), .optional("\(name)_en", .text, "\(what), in English")]
    }

    private static let line = TableSchema.Field.optional(
        "line", .integer(1...Bounds.places.upperBound),
        "line of the report’s text; empty where the report has no such heading")

    static let document = TableSchema(
        "document", "Documents that the policy tables come from", key: ["code"],
        [
            .required("code", .text, "identifier"), .required("title", .text, "title"),
            .required("publisher", .text, "who publishes it"), .required("vintage", .text, "period it describes"),
            .required("file", .text, "name of the text that was read"),
            .required("sha256", .text, "SHA-256 of the text that was read"),
            .required("use_fr", .text, "what is taken from it, in French"),
            .required("use_en", .text, "what is taken from it, in English"),
        ])

    static let axis = TableSchema(
        "axis", "Axes of the Pact", key: ["code"],
        [.required("code", .text, "identifier"), .required("number", .integer(1...Bounds.places.upperBound), "number")]
            + title + pages + [line])

    static let measure = TableSchema(
        "measure", "Measures of the Pact", key: ["code"], references: [.to("axis", from: "axis")],
        [
            .required("code", .text, "identifier"),
            .optional(
                "number", .integer(1...Bounds.places.upperBound),
                "number; the four new measures and the contexts have none"),
            .optional("axis", .text, "axis"),
            .required("status", .choice(MeasureStatus.allCases.map(\.rawValue)), "status in Occitanie in 2024"),
            .required("is_new", .flag, "one of the four unnumbered new measures"),
        ] + title + note("status_note", "what the report says of the status") + [
            .optional("duplicate_of", .text, "measure whose content is printed again here")
        ] + pages + [line])

    static let figure = TableSchema(
        "figure", "Figures of the report", key: ["code"], references: [.to("measure", from: "measure")],
        [
            .required("code", .text, "identifier"),
            .required("measure", .text, "measure under which it stands"),
            .required("theme", .text, "theme"),
        ] + label("what is counted") + [
            .required("value", .text, "value: a number, or a date where the kind is date"),
            .optional("value_denominator", .integer(1...Bounds.places.upperBound), "denominator of an exact fraction"),
            .optional("value_max", .number(Bounds.number), "upper end of a range"),
            .required("unit_fr", .text, "unit, in French"),
            .required("unit_en", .text, "unit, in English"),
            .required("kind", .choice(Figure.Kind.allCases.map(\.rawValue)), "kind of number"),
            .required("qualifier", .choice(Figure.Qualifier.allCases.map(\.rawValue)), "how exact it is said to be"),
            .required(
                "nature", .choice(Figure.Nature.allCases.map(\.rawValue)), "state, amount over a period, rule or aim"),
            .optional("period_start", .text, "first day, month or year"),
            .optional("period_end", .text, "last day, month or year"),
            .optional("as_of", .text, "day, month or year of a state"),
        ] + note("period_note", "caution on the period") + [
            .required(
                "scope", .choice(Figure.Scope.allCases.map(\.rawValue)), "level of the territories it applies to"),
            .required(
                "precision", .choice(Figure.Precision.allCases.map(\.rawValue)), "how precisely the report locates it"),
            .required("is_provisional", .flag, "printed as provisional"),
            .required(
                "aggregation", .choice(Figure.Aggregation.allCases.map(\.rawValue)), "how it combines with others"),
            .optional(
                "aggregation_target", .text,
                "figure that it is part of, repeats, overlaps within or with, or is divided by"),
        ] + note("weight", "what a mean is weighted by, or a ratio is over") + [
            .required("confidence", .choice(["high", "medium", "low"]), "confidence of the reading")
        ] + note("note", "caution") + [line])

    static let figureTerritory = TableSchema(
        "figure_territory", "Territories of the figures", key: ["figure", "territory_kind", "territory"],
        references: [.to("figure", from: "figure")], territoryFields(of: "figure"))

    private static func territoryFields(of subject: String) -> [TableSchema.Field] {
        [
            .required(subject, .text, subject),
            .required(
                "territory_kind",
                .choice(["region", "departement", "epci", "commune", "academie", "qpv_all", "frr_all"]), "kind"),
            .required("territory", .text, "code"),
        ]
    }

    static let statement = TableSchema(
        "statement", "Statements that tie something to a territory", key: ["code"],
        references: [.to("measure", from: "measure")],
        [
            .required("code", .text, "identifier"), .required("measure", .text, "measure"),
            .required("relation", .text, "how the thing is tied to the territory"),
        ] + label("what is said") + [.optional("territory_note", .text, "place without a code"), line])

    static let statementTerritory = TableSchema(
        "statement_territory", "Territories of the statements", key: ["statement", "territory_kind", "territory"],
        references: [.to("statement", from: "statement")], territoryFields(of: "statement"))

    static let milestone = TableSchema(
        "milestone", "Dated milestones", key: ["code"], references: [.to("measure", from: "measure")],
        [
            .required("code", .text, "identifier"), .required("date", .text, "day, month or year"),
            .required("measure", .text, "measure"),
        ] + label("what happens") + [.required("scope", .text, "level"), line])

    static let finding = TableSchema(
        "finding", "Contradictions and cautions of the report", key: ["code"],
        [.required("code", .text, "identifier"), .required("kind", .text, "kind of finding")] + label("finding")
            + note("handling", "what is done about it") + [
                .required("is_never_added", .flag, "its figures are never added to one another"),
                .optional("lines", .text, "lines of the report, separated by spaces"),
            ])

    static let findingFigure = TableSchema(
        "finding_figure", "Figures of the findings", key: ["finding", "figure"],
        references: [.to("finding", from: "finding"), .to("figure", from: "figure")],
        [.required("finding", .text, "finding"), .required("figure", .text, "figure")])

    static let textDefect = TableSchema(
        "text_defect", "Defects of the report’s text", key: ["line"],
        [.required("line", .integer(1...Bounds.places.upperBound), "line of the report’s text")] + label("defect"))

    static let contractFact = TableSchema(
        "contract_fact", "What the report prints of the contracts", key: ["code"],
        [.required("code", .text, "identifier")] + label("fact") + [
            .optional(
                "signatory", .choice(["departements", "metropoles", "both"]), "who signed; empty where it is not said"),
            .optional("theme", .text, "sub-axis"), .optional("value", .text, "value, or a period such as 2024/2027"),
            .optional("unit", .text, "unit"), .optional("figure", .text, "figure that states it"), line,
        ])

    static let controlTotal = TableSchema(
        "control_total", "Published numbers that others can check", key: ["code"],
        [.required("code", .text, "identifier")] + label("what is compared") + [
            .required("left_expression", .text, "figures and numbers with + - * /"),
            .required(
                "operator", .choice(["equals", "about", "at_most", "contains", "not_comparable", "derived"]),
                "what the report leads one to expect; derived: no printed number stands on the other side"),
            .optional("right_expression", .text, "the same, for the other side"),
            .optional(
                "tolerance", .number(Bounds.number), "difference that rounding explains, in the unit of the right side"),
            .required("explanation_fr", .text, "why they agree or differ, in French"),
            .required("explanation_en", .text, "the same, in English"),
            .optional("finding", .text, "finding"), .optional("lines", .text, "lines of the report"),
        ])
}
