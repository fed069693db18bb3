internal import GRDB
internal import TerritoryFormats

/// The headings of the report in their order, so that a line of its text, which no reader has, becomes a citation.
struct ReportHeadings {
    private var headings: [(line: Int, citation: Citation)] = []

    init(_ db: Database) throws {
        headings = try Row.fetchAll(
            db,
            sql: """
                SELECT code, number, is_new, label_fr, label_en, page, last_page, line FROM measure
                WHERE line IS NOT NULL AND page IS NOT NULL
                UNION ALL SELECT code, NULL, 0, label_fr, label_en, page, last_page, line FROM axis
                WHERE line IS NOT NULL AND page IS NOT NULL
                ORDER BY line
                """
        ).compactMap { row in
            try LocalizedText(row, "label").map { title in
                let citation = try Citation(
                    heading: row.value("code"), number: row.value("number"), isNewMeasure: row.value("is_new"),
                    title: title,
                    page: row.value("page"), lastPage: row.value("last_page"))
                return (try row.value("line"), citation)
            }
        }
    }

    /// - Returns: The heading under which a line stands; `nil` on the title page and in the table of contents.
    func citation(of line: Int?) -> Citation? {
        guard let line else { return nil }
        return headings.last { $0.line <= line }?.citation
    }

    /// The headings of several lines, each once, in the order of the report.
    func citations(of lines: [Int]) -> [Citation] {
        lines.sorted().compactMap(citation).uniqued()
    }
}

/// Numbers of lines in one column, separated by spaces.
func lineNumbers(_ row: Row, _ column: String) throws -> [Int] {
    ((try row.value(column) as String?) ?? "").split(separator: " ").compactMap { Int($0) }
}
