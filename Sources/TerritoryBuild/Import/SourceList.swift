internal import TerritoryFormats
internal import TerritoryKit

/// The raw sources of an import: which file plays which part, from whom, of which vintage.
struct SourceList: Sendable {
    struct Entry: Sendable {
        var role: SourceRole
        var file: String
        var title: String
        var publisher: String
        var license: String
        var vintage: String
        var date: CivilDate
    }

    var entries: [SourceRole: Entry] = [:]

    static let schema = TableSchema(
        "source_list", "Raw sources of an import", key: ["role"],
        [
            .required("role", .choice(SourceRole.allCases.map(\.rawValue)), "what the file is to the import"),
            .optional(
                "file", .text, "name of the file in the folder of the sources; empty: read only where one is given"),
            .required("title", .text, "the publisher’s title"),
            .required("publisher", .text, "who publishes it"),
            .required("license", .choice(Descriptor.License.known.map(\.name)), "licence"),
            .required("vintage", .text, "what period or state of the territory the data describe"),
            .required("date", .date, "date of the data"),
        ])

    init() {}

    init(file: String, bytes: [UInt8], problems: inout [SourceProblem]) {
        var table = Table(Self.schema)
        table.append(CSVTable(file: file, bytes: bytes, problems: &problems), problems: &problems)
        problems += table.duplicates()
        for row in table.rows {
            guard let role = SourceRole(rawValue: row.values[0]), let date = CivilDate(row.values[6]) else { continue }
            entries[role] = Entry(
                role: role, file: row.values[1], title: row.values[2], publisher: row.values[3],
                license: row.values[4], vintage: row.values[5], date: date)
        }
        for role in SourceRole.allCases where role.isRequired && entries[role]?.file.isEmpty ?? true {
            problems.append(SourceProblem(file: file, .missingRole(role.rawValue)))
        }
    }
}

/// A raw source that has been read: where it comes from, and what is in it.
struct RawSource: Sendable {
    var entry: SourceList.Entry
    /// The path as the user gave it, for messages.
    var file: String
    /// The contents, unpacked.
    var bytes: [UInt8]
    /// The hash of the file as it lies on disk.
    var hash: String
    var corrections: [SourceCorrection] = []

    func description(codeVintage: Int? = nil) -> Descriptor.Source {
        Descriptor.Source(
            title: entry.title, publisher: entry.publisher, vintage: entry.vintage, date: entry.date.description,
            file: entry.file, sha256: hash, license: entry.license, role: entry.role.rawValue,
            codeVintage: codeVintage)
    }
}
