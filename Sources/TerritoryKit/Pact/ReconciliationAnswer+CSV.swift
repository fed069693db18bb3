internal import TerritoryFormats

extension ReconciliationAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "code", "label_fr", "left_expression", "left", "operator", "right_expression", "right", "difference",
                "outcome", "explanation_fr", "finding", "citations_fr", "lines",
                "data_vintage", "content_hash",
            ],
            rows: rows.map { row -> [String] in
                [
                    row.code, row.label.fr, row.left.expression, cell(shortest: row.left.value),
                    row.relation.rawValue, cell(row.right?.expression), cell(shortest: row.right?.value),
                    cell(shortest: row.difference), row.outcome.rawValue, row.explanation.fr, cell(row.finding),
                    row.citations.map(\.text.fr).joined(separator: " | "),
                    row.lines.map(String.init).joined(separator: " "), data.vintage, data.contentHash,
                ]
            })
    }
}
