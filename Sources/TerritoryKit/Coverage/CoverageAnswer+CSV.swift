internal import TerritoryFormats

extension CoverageAnswer: TableAnswer {
    /// One row a subject, then all of them together.
    public func csv() -> [UInt8] {
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
                together, covered, CommuneShares(covered, of: together), CommuneShares(coveredInScope, of: wholeOver),
                unknownCommunes, qpvs)
    }

    private func measures(
        _ whole: CommuneTotals, _ covered: CommuneTotals, _ share: CommuneShares, _ shareOfOver: CommuneShares,
        _ unknown: Int, _ qpvs: QPVCoverage?
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
