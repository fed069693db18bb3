internal import TerritoryFormats

extension EligibilityList: TableAnswer {
    /// One row a commune.
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "programme", "on", "version", "code", "name", "departement", "epci", "municipal_population", "verdict",
                "way", "reasons_fr", "reasons_en", "conditions_fr", "conditions_en", "stand_ins_fr", "stand_ins_en",
                "data_vintage", "content_hash",
            ],
            rows: rows.map { row -> [String] in
                [
                    programme, on.description, version?.code ?? "", row.code, row.name, row.departement,
                    row.epci ?? "", row.municipalPopulation.map(String.init) ?? "", row.verdict.rawValue,
                    row.way?.rawValue ?? "", row.reasons?.fr ?? "", row.reasons?.en ?? "",
                    row.conditions?.fr ?? "", row.conditions?.en ?? "", row.standIns?.fr ?? "",
                    row.standIns?.en ?? "", data.vintage, data.contentHash,
                ]
            })
    }
}
