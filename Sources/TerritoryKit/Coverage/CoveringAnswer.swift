/// What covers a set of communes: contracts, pacts, territories, zonings, QPV.
public struct CoveringAnswer: Hashable, Codable, Sendable {
    public struct Layer: Hashable, Codable, Sendable {
        /// `contract`, `pact`, `zoning`, or the kind of a territory.
        public var kind: String
        public var code: String
        public var name: Label
        /// The class, for a zoning; `null` otherwise.
        @ExplicitNull public var category: Label?
        /// The part of the set that it covers.
        public var covered: CoverageMeasure
        public var share: CoverageShare
        @ExplicitNull public var vintage: String?
    }

    public var asked: String
    @ExplicitNull public var on: CivilDate?
    public var whole: CoverageMeasure
    public var layers: [Layer]
    public var vintages: [VintageUse]
    public var data: DataStamp

    public var csv: [UInt8] {
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

extension Atlas {
    /// Every layer that covers a commune of a set, wholly or partly.
    func layers(over set: CommuneSet, on date: CivilDate?) -> [CoveringAnswer.Layer] {
        let whole = measure(set)
        func layer(
            _ kind: String, _ code: String, _ name: Label, _ communes: CommuneSet, category: Label? = nil,
            vintage: String? = nil
        ) -> CoveringAnswer.Layer? {
            guard communes.intersects(set) else { return nil }
            let covered = measure(communes & set)
            return CoveringAnswer.Layer(
                kind: kind, code: code, name: name, category: category, covered: covered,
                share: CoverageShare(covered, of: whole), vintage: vintage)
        }
        func same(_ text: String) -> Label { Label(fr: text, en: text) }
        var found: [CoveringAnswer.Layer?] = []
        for (kind, agreements) in [("contract", contracts), ("pact", pacts)] {
            found += agreements.filter { $0.isInForce(on: date) }.map {
                layer(kind, $0.code, same($0.name), $0.communes)
            }
        }
        for subject in [TerritoryQuery.Subject.epcis, .arrondissements, .departements] {
            found += items(subject, on: date).map { item in
                layer(
                    item.subject.territories.first?.kind.rawValue ?? "", item.subject.code, same(item.subject.name),
                    item.communes)
            }
        }
        found += districts.map { ground(of: $0, in: set, of: whole) }
        for zoning in zonings.values.sorted(by: { $0.code < $1.code }) {
            found += zoning.classes.sorted { $0.key < $1.key }.map { code, group in
                layer(
                    "zoning", "\(zoning.code):\(code)", zoning.label, group.communes, category: group.label,
                    vintage: zoning.vintage)
            }
        }
        return found.compactMap { $0 }
    }

    /// A QPV by its own ground, not by whole communes.
    private func ground(
        of district: District, in set: CommuneSet, of whole: CoverageMeasure
    ) -> CoveringAnswer.Layer? {
        let covered = district.measure(in: set)
        guard covered.communes > 0 else { return nil }
        return CoveringAnswer.Layer(
            kind: TerritoryKind.qpv.rawValue, code: district.name.code,
            name: Label(fr: district.name.name, en: district.name.name), category: nil, covered: covered,
            share: CoverageShare(covered, of: whole), vintage: qpvVintage?.vintage)
    }
}

extension TerritoryDatabase {
    /// What covers a set of communes.
    ///
    /// - Throws: ``ExpressionError`` if the text cannot be read, or names what is not in the file.
    public func covering(_ text: String, on date: CivilDate? = nil) throws -> CoveringAnswer {
        let atlas = try atlas()
        let (set, vintages) = try communes(of: text, atlas, on: date)
        return CoveringAnswer(
            asked: text, on: date, whole: atlas.measure(set.certain), layers: atlas.layers(over: set.certain, on: date),
            vintages: vintages, data: stamp)
    }
}
