internal import TerritoryFormats

extension AggregateAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "indicator", "period", "kind", "code", "name", "value", "is_complete", "members", "counted",
                "suppressed", "missing", "not_applicable", "counted_member_share", "counted_population_share",
                "straddling_qpvs", "refusal", "data_vintage", "content_hash",
            ],
            rows: rows.map { row -> [String] in
                [
                    indicator.code, indicator.period, row.territory.kind.rawValue, row.territory.code,
                    row.territory.name, cell(shortest: row.aggregate.value), cell(row.isComplete?.description),
                    String(row.aggregate.members), String(row.aggregate.counted), String(row.aggregate.suppressed),
                    String(row.aggregate.missing),
                    String(row.aggregate.notApplicable),
                    cell(row.countedMemberShare), cell(row.countedPopulationShare),
                    row.straddlingQPVs.map(\.code).joined(separator: " "), cell(row.aggregate.refusal?.en),
                    data.vintage,
                    data.contentHash,
                ]
            })
    }
}
