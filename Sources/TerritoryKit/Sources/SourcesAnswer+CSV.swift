internal import TerritoryFormats

extension SourcesAnswer: TableAnswer {
    public func csv() -> [UInt8] {
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
