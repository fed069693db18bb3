private func cell(_ value: Int?) -> String { value.map(String.init) ?? "" }

private func cell(_ value: Double?) -> String { value.map { Decimals.fixed($0, 6) } ?? "" }

extension CoverageAnswer {
    /// One row a subject, then all of them together.
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: [
                "subject", "name", "territories", "valid_from", "valid_until", "over", "on", "communes",
                "communes_covered", "share_of_communes", "municipal_population", "municipal_population_covered",
                "share_of_population", "area_km2", "area_km2_covered", "share_of_area", "share_of_over_communes",
                "unknown_communes", "qpvs", "qpv_area_km2", "qpv_population", "data_vintage", "content_hash",
            ],
            rows: rows.map(fields) + [togetherFields])
    }

    private func fields(_ row: Row) -> [String] {
        let subject = [
            row.subject.code, row.subject.name,
            row.subject.territories.map { "\($0.kind.rawValue):\($0.code)" }.joined(separator: " "),
            row.subject.validFrom?.description ?? "", row.subject.validUntil?.description ?? "",
        ]
        return subject + measures(row.whole, row.covered, row.share, row.shareOfOver, row.unknownCommunes, row.qpvs)
    }

    private var togetherFields: [String] {
        ["together", "", "", "", ""]
            + measures(
                together, covered, CoverageShare(covered, of: together), CoverageShare(coveredInScope, of: wholeOver),
                unknownCommunes, qpvs)
    }

    private func measures(
        _ whole: CoverageMeasure, _ covered: CoverageMeasure, _ share: CoverageShare, _ shareOfOver: CoverageShare,
        _ unknown: Int, _ qpvs: DistrictCoverage?
    ) -> [String] {
        [
            over, on?.description ?? "", cell(whole.communes), cell(covered.communes), cell(share.communes),
            cell(whole.municipalPopulation), cell(covered.municipalPopulation), cell(share.municipalPopulation),
            cell(whole.areaInSquareKilometers), cell(covered.areaInSquareKilometers), cell(share.area),
            cell(shareOfOver.communes), cell(unknown), cell(qpvs?.qpvs), cell(qpvs?.areaInSquareKilometers),
            cell(qpvs?.publishedPopulation), data.vintage, data.contentHash,
        ]
    }
}

extension QueryAnswer {
    public var csv: [UInt8] {
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

extension NearestAnswer {
    public var csv: [UInt8] {
        CSVWriter.bytes(
            header: ["kind", "code", "name", "distance_m", "is_inside", "from", "data_vintage", "content_hash"],
            rows: rows.map { row -> [String] in
                [
                    row.kind, row.code, row.name, Decimals.fixed(row.distanceInMeters, 0), String(row.isInside), from,
                    data.vintage, data.contentHash,
                ]
            })
    }
}
