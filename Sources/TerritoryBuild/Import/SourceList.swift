internal import TerritoryFormats
internal import TerritoryKit

/// The raw sources of an import: which file plays which part, from whom, of which vintage.
///
/// A role may have several lists, each of its own vintage, with the time for which it holds.
struct SourceList: Sendable {
    struct Entry: Hashable, Sendable {
        var role: SourceRole
        var file: String
        var label: LocalizedText
        var title: String
        var publisher: String
        var license: String
        var vintage: String
        var date: CivilDate
        var validity = Validity()
        var precision: Precision?
    }

    /// For which days the facts of a source hold, and how far from them they may stand in for others.
    struct Validity: Hashable, Sendable {
        var from: CivilDate?
        var until: CivilDate?
        var standInMonths = 0
    }

    /// How far the shapes of a source may lie from the ground, in metres, and where that is known from.
    struct Precision: Hashable, Sendable {
        var meters: Int
        var reason: LocalizedText
    }

    /// In the order of the days from which they hold.
    private(set) var entries: [SourceRole: [Entry]] = [:]
    /// The rows of the table, in its order, with the lists that were added.
    private(set) var rows: [[String]] = []
    /// Whether a list was added that the next import should find again.
    private(set) var isExtended = false

    static let schema = TableSchema(
        "source_list", "Raw sources of an import", key: ["role", "vintage"],
        [
            .required("role", .choice(SourceRole.allCases.map(\.rawValue)), "what the file is to the import"),
            .optional(
                "file", .text, "name of the file in the folder of the sources; empty: read only where one is given"),
            .required("label_fr", .text, "what it is called in a sentence, in French"),
            .required("label_en", .text, "the same in English"),
            .required("title", .text, "the publisher’s title"),
            .required("publisher", .text, "who publishes it"),
            .required("license", .choice(Descriptor.License.known.map(\.name)), "licence"),
            .required("vintage", .text, "what period or state of the territory the data describe"),
            .required("date", .date, "date of the data"),
            .optional("valid_from", .date, "first day on which the facts hold; empty: they decide nothing"),
            .optional("valid_until", .date, "last day; empty: until the next list, or no end known"),
            .optional(
                "stand_in_months", .integer(Bounds.months),
                "how long before the first day and after the last they may stand in for those of another day"),
            .optional("precision_m", .integer(Bounds.meters), "how far the shapes may lie from the ground, metres"),
            .optional("precision_fr", .text, "where that figure comes from, in French"),
            .optional("precision_en", .text, "where that figure comes from, in English"),
        ])

    init() {}

    init(file: String, bytes: [UInt8], problems: inout [SourceProblem]) {
        var table = Table(Self.schema)
        table.append(CSVTable(file: file, bytes: bytes, problems: &problems), problems: &problems)
        problems += table.duplicates()
        rows = table.rows.map(\.values)
        var lines: [SourceRole: Int] = [:]
        for row in table.rows {
            guard let entry = Entry(row) else { continue }
            if let first = lines[entry.role], !entry.role.takesSeveralLists {
                problems.append(
                    SourceProblem(
                        file: file, line: row.line,
                        .duplicate(entry.role.rawValue, column: "role", firstLine: first)))
            }
            lines[entry.role] = row.line
            add(entry)
        }
        for role in SourceRole.allCases where role.isRequired && entries[role]?.last?.file.isEmpty ?? true {
            problems.append(SourceProblem(file: file, .missingRole(role.rawValue)))
        }
    }

    private mutating func add(_ entry: Entry) {
        entries[entry.role, default: []].append(entry)
        entries[entry.role]?.sort {
            ($0.validity.from ?? $0.date, $0.vintage) < ($1.validity.from ?? $1.date, $1.vintage)
        }
    }

    /// Takes a file in the place of those that are listed for a role; how precise it is, nobody has said.
    ///
    /// It is read this once; where none is listed, the next import finds it in the list.
    mutating func replace(_ role: SourceRole, by file: String) {
        guard var entry = entries[role]?.last else { return }
        let isFirst = entry.file.isEmpty
        entry.file = file
        entry.precision = nil
        entries[role] = [entry]
        if isFirst { list(entry) }
    }

    /// The table with the lists that were added.
    var bytes: [UInt8] { CSVWriter.bytes(header: Self.schema.fields.map(\.name), rows: rows) }

    private mutating func list(_ entry: Entry) {
        isExtended = true
        if let place = rows.firstIndex(where: { $0[0] == entry.role.rawValue && $0[7] == entry.vintage }) {
            rows[place] = entry.row
        } else {
            let place = rows.lastIndex { $0[0] == entry.role.rawValue } ?? rows.count - 1
            rows.insert(entry.row, at: place + 1)
        }
    }

    /// Takes a file as one more list of a role, or in the place of the one of that vintage, which keeps its dates.
    ///
    /// A new list holds as many years after its vintage as the last of the role does: a census comes into force two
    /// years late and more.
    mutating func add(_ file: String, to role: SourceRole, _ vintage: Vintage) {
        let listed = entries[role]?.first { $0.vintage == vintage.text }
        guard var entry = listed ?? entries[role]?.last else { return }
        if listed == nil {
            let delay = entry.delayInYears * 12
            entry.vintage = vintage.text
            entry.validity.from = vintage.from.adding(months: delay)
            entry.validity.until = vintage.until?.adding(months: delay)
            entry.date = vintage.from.adding(months: delay)
        }
        entry.file = file
        entry.precision = nil
        entries[role]?.removeAll { $0.vintage == vintage.text }
        add(entry)
        list(entry)
    }
}

extension SourceList.Entry {
    /// The row of the table.
    fileprivate var row: [String] {
        func day(_ date: CivilDate?) -> String { date?.description ?? "" }
        return [
            role.rawValue, file, label.fr, label.en, title, publisher, license, vintage, date.description,
            day(validity.from), day(validity.until),
            validity.standInMonths == 0 ? "" : String(validity.standInMonths),
            precision.map { String($0.meters) } ?? "", precision?.reason.fr ?? "", precision?.reason.en ?? "",
        ]
    }

    /// Years between the beginning of the vintage and the day from which the list holds.
    fileprivate var delayInYears: Int {
        guard let from = validity.from, let vintage = Vintage(vintage) else { return 0 }
        return from.year - vintage.from.year
    }

    fileprivate init?(_ row: Table.Row) {
        func date(_ index: Int) -> CivilDate? { CivilDate(row.values[index]) }
        guard let role = SourceRole(rawValue: row.values[0]), let day = date(8) else { return nil }
        self.init(
            role: role, file: row.values[1], label: LocalizedText(fr: row.values[2], en: row.values[3]),
            title: row.values[4], publisher: row.values[5], license: row.values[6], vintage: row.values[7], date: day)
        validity = SourceList.Validity(
            from: date(9), until: date(10), standInMonths: Int(row.values[11]) ?? 0)
        precision = Int(row.values[12]).map {
            SourceList.Precision(meters: $0, reason: LocalizedText(fr: row.values[13], en: row.values[14]))
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
            label: Descriptor.Source.Label(fr: entry.label.fr, en: entry.label.en), title: entry.title,
            publisher: entry.publisher, vintage: entry.vintage, date: entry.date.description,
            // Where it lay on the machine of whoever made the package is nobody’s affair.
            file: entry.file.split(separator: "/").last.map(String.init) ?? "", sha256: hash, license: entry.license,
            role: entry.role.rawValue,
            codeVintage: codeVintage, validFrom: entry.validity.from?.description,
            validUntil: entry.validity.until?.description, standInMonths: entry.validity.standInMonths,
            precision: entry.precision.map {
                Descriptor.Source.Precision(meters: $0.meters, fr: $0.reason.fr, en: $0.reason.en)
            })
    }
}

/// The raw sources that have been read, by role.
struct RawSources: Sendable {
    private var lists: [SourceRole: [RawSource]] = [:]

    mutating func add(_ source: RawSource) { lists[source.entry.role, default: []].append(source) }

    /// The latest list of a role.
    subscript(_ role: SourceRole) -> RawSource? { lists[role]?.last }

    /// Every list of a role, in the order of the days from which they hold.
    func all(_ role: SourceRole) -> [RawSource] { lists[role] ?? [] }
}
