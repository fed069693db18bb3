internal import TerritoryFormats

extension ComparisonAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "indicator", "period", "kind", "code", "name", "value", "members", "counted", "data_vintage",
                "content_hash",
            ],
            rows: lines.flatMap { line in
                line.rows.map { row in
                    [
                        line.indicator.code, line.indicator.period, row.territory.kind.rawValue, row.territory.code,
                        row.territory.name, cell(shortest: row.aggregate.value), String(row.aggregate.members),
                        String(row.aggregate.counted), data.vintage, data.contentHash,
                    ]
                }
            })
    }
}
