// Answers as CSV: one row a thing, and the data they were given from in the last two columns.

extension SearchAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "kind", "code", "name", "departement", "municipal_population", "former_name", "data_vintage",
                "content_hash",
            ],
            rows: matches.map { match in
                [
                    match.kind.rawValue, match.code, match.name, match.departement?.code ?? "",
                    match.municipalPopulation.map(String.init) ?? "", match.formerName ?? "", data.vintage,
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
                    source.date, source.codeVintage.map(String.init) ?? "", source.rawFile, source.rawSHA256,
                    data.vintage, data.contentHash,
                ]
            })
    }
}

extension ContractCoverageAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "contract", "territory_kind", "territory", "name", "valid_from", "valid_until", "zoning", "vintage",
                "communes", "communes_covered", "municipal_population", "municipal_population_covered", "area_km2",
                "area_km2_covered", "unknown_communes", "data_vintage", "content_hash",
            ],
            rows: rows.map { row in
                [
                    row.contract, row.territory.kind.rawValue, row.territory.code, row.territory.name,
                    row.validFrom.description, row.validUntil.description, zoning, vintage,
                    String(row.whole.communes), String(row.covered.communes), String(row.whole.municipalPopulation),
                    String(row.covered.municipalPopulation), Decimals.fixed(row.whole.areaInSquareKilometers, 6),
                    Decimals.fixed(row.covered.areaInSquareKilometers, 6), String(row.unknownCommunes), data.vintage,
                    data.contentHash,
                ]
            })
    }
}

extension CanteenCountsAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "departement", "name", "communes", "dsr_perequation", "with_public_school", "dsr_vintage",
                "school_vintage", "data_vintage", "content_hash",
            ],
            rows: rows.map { row in
                [
                    row.departement.code, row.departement.name, String(row.communes), String(row.dsrPerequation),
                    String(row.withSchool), dsrVintage, schoolVintage, data.vintage, data.contentHash,
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
            rows: rows.map { row in
                [
                    indicator.code, indicator.period, row.territory.kind.rawValue, row.territory.code,
                    row.territory.name, row.aggregate.value.map { "\($0)" } ?? "", String(row.aggregate.members),
                    String(row.aggregate.counted), String(row.aggregate.suppressed), String(row.aggregate.missing),
                    String(row.aggregate.notApplicable),
                    row.countedPopulationShare.map { Decimals.fixed($0, 6) } ?? "",
                    row.straddlingQPVs.map(\.code).joined(separator: " "), row.aggregate.refusal?.en ?? "", data.vintage,
                    data.contentHash,
                ]
            })
    }
}
