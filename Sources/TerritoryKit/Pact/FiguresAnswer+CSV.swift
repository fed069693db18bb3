internal import TerritoryFormats

extension FiguresAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "code", "measure", "theme", "label_fr", "label_en", "value", "value_denominator", "value_max",
                "unit_fr",
                "unit_en", "kind", "qualifier", "nature", "period_start", "period_end", "as_of", "scope", "precision",
                "is_provisional", "aggregation", "aggregation_target", "territories", "findings", "citation_fr",
                "citation_en", "line",
                "data_vintage", "content_hash",
            ],
            rows: figures.map { figure -> [String] in
                [
                    figure.code, figure.measure, figure.theme, figure.label.fr, figure.label.en, figure.valueText,
                    cell(figure.valueDenominator), cell(shortest: figure.valueMax),
                    figure.unit.fr, figure.unit.en, figure.kind.rawValue, figure.qualifier.rawValue,
                    figure.nature.rawValue, cell(figure.periodStart), cell(figure.periodEnd), cell(figure.asOf),
                    figure.scope.rawValue, figure.precision.rawValue, String(figure.isProvisional),
                    figure.aggregation.rawValue, cell(figure.aggregationTarget),
                    figure.territories.map { "\($0.kind.rawValue):\($0.code)" }.joined(separator: " "),
                    figure.findings.joined(separator: " "), cell(figure.citation?.text.fr),
                    cell(figure.citation?.text.en), cell(figure.line), data.vintage, data.contentHash,
                ]
            })
    }
}
