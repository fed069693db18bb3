internal import TerritoryFormats

extension IndicatorsAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "code", "label_fr", "label_en", "theme", "unit_fr", "unit_en", "period", "level", "aggregation",
                "weight",
                "numerator", "denominator", "scale", "source", "data_vintage", "content_hash",
            ],
            rows: indicators.map { indicator -> [String] in
                [
                    indicator.code, indicator.label.fr, indicator.label.en, indicator.theme, indicator.unit.fr,
                    indicator.unit.en, indicator.period, indicator.level.rawValue, indicator.aggregation.rawValue,
                    cell(indicator.weight), cell(indicator.numerator), cell(indicator.denominator),
                    "\(indicator.scale)", cell(indicator.source), data.vintage, data.contentHash,
                ]
            })
    }
}
