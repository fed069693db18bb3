internal import TerritoryFormats

extension NearestAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "kind", "code", "name", "distance_m", "is_inside", "is_certain", "place", "from", "data_vintage",
                "content_hash",
            ],
            rows: rows.map { row -> [String] in
                [
                    row.kind, row.code, row.name, Decimals.fixed(row.distanceInMeters, 0), String(row.isInside),
                    String(row.isCertain), row.place ?? "", from,
                    data.vintage, data.contentHash,
                ]
            })
    }
}
