internal import TerritoryFormats

extension QueryAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "kind", "code", "name", "communes", "communes_in_set", "municipal_population",
                "municipal_population_in_set", "area_km2", "area_km2_in_set", "is_in_scope", "is_unknown", "query",
                "on",
                "data_vintage", "content_hash",
            ],
            rows: rows.map { row -> [String] in
                [
                    row.kind, row.code, row.name, cell(row.whole.communes), cell(row.covered.communes),
                    cell(row.whole.municipalPopulation), cell(row.covered.municipalPopulation),
                    cell(row.whole.areaInSquareKilometers), cell(row.covered.areaInSquareKilometers),
                    String(row.isInScope), String(row.isUnknown), query, on?.description ?? "", data.vintage,
                    data.contentHash,
                ]
            })
    }
}
