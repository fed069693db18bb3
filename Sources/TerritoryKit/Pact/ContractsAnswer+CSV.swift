internal import TerritoryFormats

extension ContractsAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "contract", "kind", "territory_kind", "territory", "name", "nature", "valid_from", "valid_until",
                "communes", "municipal_population", "reference", "data_vintage", "content_hash",
            ],
            rows: contracts.map { contract -> [String] in
                [
                    contract.code, contract.kind, contract.signatory.kind.rawValue, contract.signatory.code,
                    contract.signatory.name, contract.nature?.rawValue ?? "", contract.validFrom.description,
                    contract.validUntil.description, String(contract.communes), cell(contract.municipalPopulation),
                    contract.reference, data.vintage, data.contentHash,
                ]
            })
    }
}
