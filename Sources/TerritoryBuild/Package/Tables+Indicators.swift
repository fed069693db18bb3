internal import TerritoryKit

extension Tables {
    static let indicator = TableSchema(
        "indicator", "Statistical indicators", key: ["code"],
        [
            .required("code", .text, "identifier"),
            .required("label_fr", .text, "name, in French"),
            .required("label_en", .text, "name, in English"),
            .required("theme", .text, "theme"),
            .required("unit_fr", .text, "unit, in French"),
            .required("unit_en", .text, "unit, in English"),
            .required("decimals", .integer(Bounds.decimals), "decimals shown"),
            .required("nature", .choice(["stock", "flow"]), "state at a date, or amount over a period"),
            .required("period", .text, "date or period of the values"),
            .required("level", .choice(["commune", "qpv"]), "kind of the territories that have a value"),
            .required(
                "aggregation", .choice(AggregationRule.Kind.allCases.map(\.rawValue)),
                "how values of several territories combine"),
            .optional("weight", .text, "indicator that weights a mean"),
            .optional("numerator", .text, "indicator above the line of a ratio"),
            .optional("denominator", .text, "indicator below the line of a ratio"),
            .optional("scale", .number(Bounds.number), "what a ratio is multiplied by"),
            .optional("source", .text, "role of its source in sources.csv; empty for a ratio"),
            .optional(
                "source_column", .text, "beginning of the name of the publisher’s column; empty: rows are counted"),
            .optional("row_filter", .text, "only rows with this value, such as programme=pvd"),
            .optional(
                "absence", .choice(["zero", "missing"]),
                "what a territory without a row has: zero where the list is exhaustive"),
            .optional("note_fr", .text, "caution, in French"),
            .optional("note_en", .text, "caution, in English"),
        ])

    static let indicatorValue = TableSchema(
        "indicator_value", "Values of the indicators", key: ["indicator", "territory"],
        references: [.to("indicator", from: "indicator")],
        [
            .required("indicator", .text, "indicator"),
            .required("territory", .text, "commune or QPV, as the indicator’s level says"),
            .optional("value", .number(Bounds.number), "value; empty unless observed"),
            .required(
                "status", .choice(ValueStatus.allCases.map(\.rawValue)),
                "observed; suppressed by statistical secrecy; missing; not applicable"),
            .optional(
                "carried_from", .text, "former communes with their values, where the value came over a merger"),
        ])
}
