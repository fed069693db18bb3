internal import TerritoryFormats

extension ComparisonAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "indicator", "period", "kind", "code", "name", "value", "is_complete", "members", "counted",
                "counted_member_share", "counted_population_share", "data_vintage", "content_hash",
            ],
            rows: lines.flatMap { line in
                line.rows.map { row in
                    [
                        line.indicator.code, line.indicator.period, row.territory.kind.rawValue, row.territory.code,
                        row.territory.name, cell(shortest: row.aggregate.value), cell(row.isComplete?.description),
                        String(row.aggregate.members), String(row.aggregate.counted), cell(row.countedMemberShare),
                        cell(row.countedPopulationShare), data.vintage, data.contentHash,
                    ]
                }
            })
    }
}
