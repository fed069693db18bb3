internal import TerritoryFormats

extension SearchAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "kind", "code", "name", "departement", "municipal_population", "former_name", "postcode",
                "is_approximate", "data_vintage", "content_hash",
            ],
            rows: matches.map { match in
                [
                    match.kind.rawValue, match.code, match.name, cell(match.departement?.code),
                    cell(match.municipalPopulation), cell(match.formerName), cell(match.postcode?.rawValue),
                    isApproximate ? "true" : "false", data.vintage, data.contentHash,
                ]
            })
    }
}
