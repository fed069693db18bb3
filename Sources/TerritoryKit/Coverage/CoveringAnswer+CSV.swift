internal import TerritoryFormats

extension CoveringAnswer: TableAnswer {
    public func csv() -> [UInt8] {
        CSVWriter.bytes(
            header: [
                "kind", "code", "name_fr", "name_en", "class_fr", "class_en", "communes", "municipal_population",
                "area_km2", "share_of_area", "vintage", "data_vintage", "content_hash",
            ],
            rows: layers.map { layer -> [String] in
                [
                    layer.kind, layer.code, layer.name.fr, layer.name.en, layer.category?.fr ?? "",
                    layer.category?.en ?? "", String(layer.covered.communes),
                    layer.covered.municipalPopulation.map(String.init) ?? "",
                    layer.covered.areaInSquareKilometers.map { Decimals.fixed($0, 6) } ?? "",
                    layer.share.area.map { Decimals.fixed($0, 6) } ?? "", layer.vintage ?? "", data.vintage,
                    data.contentHash,
                ]
            })
    }
}
