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
