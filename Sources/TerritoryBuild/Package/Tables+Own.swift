internal import TerritoryKit

// What the users of a package add to it: the register of their pacts, and indicators of their own.

extension Tables {
    static let own = [pact, pactTerritory]

    /// Themes that a pact of a register may have; the report counts pacts by the first three.
    static let pactThemes = [
        "parenting", "access_to_rights", "mobility", "childhood", "employment", "food", "health", "housing", "digital",
        "energy", "other",
    ]

    static let pact = TableSchema(
        "pact", "Register of local pacts", key: ["code"],
        [
            .required("code", .text, "identifier given by the register"),
            .required("name", .text, "name"),
            .required("carrier", .text, "who carries it"),
            .required("themes", .text, "themes, separated by spaces"),
            .optional("valid_from", .date, "first day"),
            .optional("valid_until", .date, "last day"),
            .optional("state_amount", .number(Bounds.amount), "State’s share, euros"),
            .optional("total_amount", .number(Bounds.amount), "whole amount, euros"),
            .required("source", .text, "document that the row comes from"),
        ])

    static let pactTerritory = TableSchema(
        "pact_territory", "Territories of the pacts", key: ["pact", "territory_kind", "territory"],
        references: [.to("pact", from: "pact")],
        [
            .required("pact", .text, "pact"),
            .required("territory_kind", .choice(TerritoryKind.allCases.map(\.rawValue)), "kind"),
            .required("territory", .text, "code"),
        ])
}
