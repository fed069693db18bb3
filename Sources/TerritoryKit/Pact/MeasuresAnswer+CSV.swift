internal import TerritoryFormats

extension MeasuresAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "code", "number", "axis", "status", "is_new", "label_fr", "label_en", "duplicate_of", "figures", "page",
                "last_page", "line",
                "data_vintage", "content_hash",
            ],
            rows: measures.map { measure -> [String] in
                [
                    measure.code, cell(measure.number), cell(measure.axis),
                    measure.status.rawValue, String(measure.isNew), measure.label.fr, measure.label.en,
                    cell(measure.duplicateOf), String(measure.figures), cell(measure.page),
                    cell(measure.lastPage), cell(measure.line),
                    data.vintage, data.contentHash,
                ]
            })
    }
}
