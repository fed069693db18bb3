internal import GRDB

// Answers as maps: GeoJSON with the shape of each territory.

extension TerritoryDatabase {
    /// An indicator over territories as GeoJSON (RFC 7946).
    ///
    /// A territory without a shape, such as one made for the question, has a `null` geometry.
    public func map(of answer: AggregateAnswer) throws -> [UInt8] {
        let shapes = try shapes(of: answer.rows.map(\.territory))
        let features = answer.rows.map { row in
            Feature(
                properties: [
                    JSONMember("kind", .string(row.territory.kind.rawValue)),
                    JSONMember("code", .string(row.territory.code)), JSONMember("name", .string(row.territory.name)),
                    JSONMember("value", row.aggregate.value.map { .number($0, decimals: 6) } ?? .null),
                    JSONMember("members", .integer(row.aggregate.members)),
                    JSONMember("counted", .integer(row.aggregate.counted)),
                    JSONMember("suppressed", .integer(row.aggregate.suppressed)),
                    JSONMember("missing", .integer(row.aggregate.missing)),
                    JSONMember(
                        "counted_population_share",
                        row.countedPopulationShare.map { .number($0, decimals: 6) } ?? .null),
                    JSONMember("refusal", row.aggregate.refusal.map { .string($0.en) } ?? .null),
                ], geometry: shapes[row.territory].map { .multiPolygon($0) })
        }
        let indicator = answer.indicator
        return try collection(
            features,
            [
                JSONMember("name", .string(indicator.code)), JSONMember("label_fr", .string(indicator.label.fr)),
                JSONMember("label_en", .string(indicator.label.en)), JSONMember("unit", .string(indicator.unit.en)),
                JSONMember("period", .string(indicator.period)),
            ])
    }

    /// A territory as GeoJSON (RFC 7946): one feature, or none where a former code is ambiguous.
    ///
    /// A grouping of other territories has a `null` geometry.
    public func map(of sheet: TerritorySheet?) throws -> [UInt8] {
        guard let sheet else { return try collection([], [JSONMember("name", .string("territory"))]) }
        let name = TerritoryName(kind: sheet.kind, code: sheet.code, name: sheet.name)
        let classes = sheet.zonings.map { JSONMember($0.zoning, .string($0.code)) }
        let feature = Feature(
            properties: [
                JSONMember("kind", .string(sheet.kind.rawValue)), JSONMember("code", .string(sheet.code)),
                JSONMember("name", .string(sheet.name)), JSONMember("communes", .integer(sheet.communes)),
                JSONMember("municipal_population", sheet.population.map { .integer($0.municipal) } ?? .null),
                JSONMember(
                    "area_km2", sheet.areaInSquareKilometers.map { .number($0, decimals: 6) } ?? .null),
            ] + classes, geometry: try shapes(of: [name])[name].map { .multiPolygon($0) })
        return try collection([feature], [JSONMember("name", .string("\(sheet.kind.rawValue) \(sheet.code)"))])
    }

    func shapes(of names: [TerritoryName]) throws -> [TerritoryName: MultiPolygon] {
        try read { db in
            var shapes: [TerritoryName: MultiPolygon] = [:]
            for name in names where Schema.spatialTables.contains(name.kind.rawValue) {
                // The table’s name is one of a list of ours.
                let row = try Row.fetchOne(
                    db, sql: "SELECT geometry FROM \(name.kind.rawValue) WHERE code = ?", arguments: [name.code])
                shapes[name] = row.flatMap { MultiPolygon($0, "geometry") }
            }
            return shapes
        }
    }

    func collection(_ features: [Feature], _ members: [JSONMember]) throws -> [UInt8] {
        let boxes = features.compactMap { feature -> BoundingBox? in
            guard case .multiPolygon(let shape) = feature.geometry else { return nil }
            return shape.boundingBox
        }
        return GeoJSONWriter.bytes(
            of: features, members: members + (try stampMembers()),
            boundingBox: boxes.dropFirst().reduce(boxes.first) { $0?.union($1) })
    }
}

extension TerritoryDatabase {
    /// The communes with their answers as GeoJSON (RFC 7946).
    public func map(of list: EligibilityList) throws -> [UInt8] {
        let names = list.rows.map { TerritoryName(kind: .commune, code: $0.code, name: $0.name) }
        let shapes = try shapes(of: names)
        let features = zip(list.rows, names).map { row, name in
            Feature(
                properties: [
                    JSONMember("kind", .string("commune")), JSONMember("code", .string(row.code)),
                    JSONMember("name", .string(row.name)), JSONMember("departement", .string(row.departement)),
                    JSONMember("epci", row.epci.map { .string($0) } ?? .null),
                    JSONMember("municipal_population", row.municipalPopulation.map { .integer($0) } ?? .null),
                    JSONMember("verdict", .string(row.verdict.rawValue)),
                    JSONMember("way", row.way.map { .string($0.rawValue) } ?? .null),
                    JSONMember("reasons_fr", row.reasons.map { .string($0.fr) } ?? .null),
                    JSONMember("reasons_en", row.reasons.map { .string($0.en) } ?? .null),
                ], geometry: shapes[name].map { .multiPolygon($0) })
        }
        return try collection(
            features,
            [
                JSONMember("name", .string(list.programme)), JSONMember("title_fr", .string(list.title.fr)),
                JSONMember("title_en", .string(list.title.en)), JSONMember("on", .string(list.on.description)),
                JSONMember("version", list.version.map { .string($0.code) } ?? .null),
            ])
    }
}
