// Answers as CSV: one row a thing, and the data they were given from in the last two columns.

/// A value as a cell shows it: empty where there is none.
private func cell(_ value: (some CustomStringConvertible)?) -> String { value.map(\.description) ?? "" }

extension SearchAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "kind", "code", "name", "departement", "municipal_population", "former_name", "data_vintage",
                "content_hash",
            ],
            rows: matches.map { match in
                [
                    match.kind.rawValue, match.code, match.name, cell(match.departement?.code),
                    cell(match.municipalPopulation), cell(match.formerName), data.vintage,
                    data.contentHash,
                ]
            })
    }
}

extension SourcesAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "path", "title", "publisher", "license", "license_url", "vintage", "date", "code_vintage", "raw_file",
                "raw_sha256", "data_vintage", "content_hash",
            ],
            rows: sources.map { source in
                [
                    source.path, source.title, source.publisher, source.license, source.licenseURL, source.vintage,
                    source.date, cell(source.codeVintage), source.rawFile, source.rawSHA256,
                    data.vintage, data.contentHash,
                ]
            })
    }
}

extension AggregateAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "indicator", "period", "kind", "code", "name", "value", "members", "counted", "suppressed", "missing",
                "not_applicable", "counted_population_share", "straddling_qpvs", "refusal", "data_vintage",
                "content_hash",
            ],
            rows: rows.map { row -> [String] in
                [
                    indicator.code, indicator.period, row.territory.kind.rawValue, row.territory.code,
                    row.territory.name, cell(row.aggregate.value), String(row.aggregate.members),
                    String(row.aggregate.counted), String(row.aggregate.suppressed), String(row.aggregate.missing),
                    String(row.aggregate.notApplicable),
                    row.countedPopulationShare.map { Decimals.fixed($0, 6) } ?? "",
                    row.straddlingQPVs.map(\.code).joined(separator: " "), cell(row.aggregate.refusal?.en),
                    data.vintage,
                    data.contentHash,
                ]
            })
    }
}

extension MeasuresAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "code", "number", "axis", "status", "is_new", "label_fr", "label_en", "duplicate_of", "figures", "line",
                "data_vintage", "content_hash",
            ],
            rows: measures.map { measure -> [String] in
                [
                    measure.code, cell(measure.number), cell(measure.axis),
                    measure.status.rawValue, String(measure.isNew), measure.label.fr, measure.label.en,
                    cell(measure.duplicateOf), String(measure.figures), cell(measure.line),
                    data.vintage, data.contentHash,
                ]
            })
    }
}

extension FiguresAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "code", "measure", "theme", "label_fr", "label_en", "value", "value_denominator", "value_max",
                "unit_fr",
                "unit_en", "kind", "qualifier", "nature", "period_start", "period_end", "as_of", "scope", "precision",
                "is_provisional", "aggregation", "aggregation_target", "territories", "findings", "line",
                "data_vintage", "content_hash",
            ],
            rows: figures.map { figure -> [String] in
                [
                    figure.code, figure.measure, figure.theme, figure.label.fr, figure.label.en, figure.valueText,
                    cell(figure.valueDenominator), cell(figure.valueMax),
                    figure.unit.fr, figure.unit.en, figure.kind.rawValue, figure.qualifier.rawValue,
                    figure.nature.rawValue, cell(figure.periodStart), cell(figure.periodEnd), cell(figure.asOf),
                    figure.scope.rawValue, figure.precision.rawValue, String(figure.isProvisional),
                    figure.aggregation.rawValue, cell(figure.aggregationTarget),
                    figure.territories.map { "\($0.kind.rawValue):\($0.code)" }.joined(separator: " "),
                    figure.findings.joined(separator: " "), cell(figure.line), data.vintage,
                    data.contentHash,
                ]
            })
    }
}

extension IndicatorsAnswer {
    public var csv: [UInt8] {
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

extension ComparisonAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "indicator", "period", "kind", "code", "name", "value", "members", "counted", "data_vintage",
                "content_hash",
            ],
            rows: lines.flatMap { line in
                line.rows.map { row in
                    [
                        line.indicator.code, line.indicator.period, row.territory.kind.rawValue, row.territory.code,
                        row.territory.name, cell(row.aggregate.value), String(row.aggregate.members),
                        String(row.aggregate.counted), data.vintage, data.contentHash,
                    ]
                }
            })
    }
}

extension ReconciliationAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "code", "label_fr", "left_expression", "left", "operator", "right_expression", "right", "difference",
                "outcome", "explanation_fr", "finding", "lines", "data_vintage", "content_hash",
            ],
            rows: rows.map { row -> [String] in
                [
                    row.code, row.label.fr, row.left.expression, cell(row.left.value),
                    row.relation.rawValue, cell(row.right?.expression), cell(row.right?.value),
                    cell(row.difference), row.outcome.rawValue, row.explanation.fr, cell(row.finding),
                    row.lines.map(String.init).joined(separator: " "), data.vintage, data.contentHash,
                ]
            })
    }
}

extension ContractsAnswer {
    public var csv: [UInt8] {
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
