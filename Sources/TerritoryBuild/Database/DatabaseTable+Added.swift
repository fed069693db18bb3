extension DatabaseTable {
    /// Tables that the data package does not have.
    static let added = [
        DatabaseTable(
            "metadata", "What the database says of itself", key: ["key"],
            [
                Column(
                    "key", "TEXT NOT NULL",
                    "scope, build_date, data_vintage, data_license, edited_files, known_qpv_radius_m, content_hash"),
                Column("value", "TEXT NOT NULL", "its value"),
            ]),
        DatabaseTable(
            "seal", "One row: whether the file is still the one that was built", key: ["sha256"],
            [
                Column(
                    "sha256", "TEXT NOT NULL",
                    "SHA-256 of the whole file, 64 hexadecimal digits, with “unsealed” eight times in their place")
            ]),
        DatabaseTable(
            "programme", "Programmes with their rules", key: ["code"],
            [
                Column("code", "TEXT NOT NULL", "identifier"),
                Column("rules", "TEXT NOT NULL", "JSON: what a file of data/rules/ says, checked"),
            ]),
        DatabaseTable(
            "source", "Sources of the files of the data package", key: ["path", "role", "vintage"],
            [
                Column("path", "TEXT NOT NULL", "file of the data package"),
                Column("role", "TEXT NOT NULL", "what the source is for, as sources.csv has it"),
                Column("label_fr", "TEXT NOT NULL", "what it is called in a sentence, in French"),
                Column("label_en", "TEXT NOT NULL", "the same in English"),
                Column("title", "TEXT NOT NULL", "title that the publisher gives"),
                Column("publisher", "TEXT NOT NULL", "publisher"),
                Column("license", "TEXT NOT NULL", "identifier of the licence"),
                Column("license_url", "TEXT NOT NULL", "text of the licence"),
                Column("vintage", "TEXT NOT NULL", "vintage that the publisher states"),
                Column("date", "TEXT NOT NULL", "day of publication"),
                Column("code_vintage", "INTEGER", "year of the commune codes; NULL where it has none"),
                Column("valid_from", "TEXT", "first day for which its facts hold; NULL where they decide nothing"),
                Column("valid_until", "TEXT", "last day; NULL: until the next list, or no end known"),
                Column(
                    "stand_in_months", "INTEGER NOT NULL CHECK (stand_in_months >= 0)",
                    "how long before and after they may stand in for those of another day"),
                Column(
                    "precision_m", "INTEGER CHECK (precision_m >= 0)",
                    "how far its shapes may lie from the ground, meters; NULL where nobody has said"),
                Column("precision_fr", "TEXT", "where that figure comes from, in French"),
                Column("precision_en", "TEXT", "where that figure comes from, in English"),
                Column("raw_file", "TEXT NOT NULL", "name of the file that was read"),
                Column("raw_sha256", "TEXT NOT NULL", "SHA-256 of that file"),
            ]),
        DatabaseTable(
            "search_name", "Names as people type them", key: ["folded", "kind", "code", "name"],
            references: [.to("departement", from: "departement")],
            [
                Column("kind", "TEXT NOT NULL", "kind of territory, or former_commune"),
                Column("code", "TEXT NOT NULL", "its code; with a name of the past, that of the commune of today"),
                Column(
                    "name", "TEXT NOT NULL",
                    "its name, or a name of the past: of a commune that was renamed or ended, or of a commune déléguée "
                        + "or associée"),
                Column("folded", "TEXT NOT NULL", "the name without accents, capitals and punctuation"),
                Column(
                    "departement", "TEXT",
                    "département that tells homonyms apart; of an EPCI, that of its seat; NULL for those that hold "
                        + "several"),
            ]),
        DatabaseTable(
            "locator", "Point locators, ready to be asked in memory", key: ["kind"],
            [
                Column("kind", "TEXT NOT NULL", "kind of territory"),
                Column("codes", "TEXT NOT NULL", "the codes of its shapes, separated by spaces"),
                Column("bytes", "BLOB NOT NULL", "the locator"),
            ]),
        DatabaseTable(
            "zoning_column", "The classes of all communes in a zoning, by list",
            key: ["zoning", "vintage"],
            references: [.to("zoning", from: "zoning")],
            [
                Column("zoning", "TEXT NOT NULL", "zoning"),
                Column("vintage", "TEXT NOT NULL", "vintage of the list"),
                Column("classes", "TEXT NOT NULL", "the codes of the classes, a line each"),
                Column(
                    "places", "BLOB NOT NULL",
                    "a byte for each commune, in the order of the codes: the place of its class from 1; 0 where it is "
                        + "unknown"),
            ]),
        DatabaseTable(
            "commune_neighbour", "Communes that touch, each pair both ways", key: ["commune", "neighbour"],
            references: [.to("commune", from: "commune"), .to("commune", from: "neighbour")],
            [
                Column("commune", "TEXT NOT NULL", "commune"),
                Column("neighbour", "TEXT NOT NULL", "commune that touches it"),
                Column(
                    "is_border", "INTEGER NOT NULL CHECK (is_border IN (0, 1))",
                    "1 for a border of positive length, 0 for common points only"),
            ]),
    ]
}
