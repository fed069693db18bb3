internal import TerritoryFormats

extension SourcesAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "path", "role", "title", "publisher", "license", "license_url", "vintage", "date", "code_vintage",
                "valid_from",
                "valid_until", "stand_in_months", "precision_m", "raw_file",
                "raw_sha256", "data_vintage", "content_hash",
            ],
            rows: sources.map { source -> [String] in
                [
                    source.path, source.role, source.title, source.publisher, source.license, source.licenseURL,
                    source.vintage,
                    source.date, cell(source.codeVintage), source.validFrom?.description ?? "",
                    source.validUntil?.description ?? "", String(source.standInMonths), cell(source.precision?.meters),
                    source.rawFile, source.rawSHA256,
                    data.vintage, data.contentHash,
                ]
            } + (register.map { [row(of: $0)] } ?? []))
    }

    /// What users loaded has neither publisher nor licence here.
    private func row(of register: PactCounts) -> [String] {
        let title = register.title
        return [register.path, title.fr] + Array(repeating: "", count: 8) + [data.vintage, data.contentHash]
    }
}
