internal import GRDB

// Coverage, queries and neighbours as GeoJSON (RFC 7946), each feature with its codes, measures and vintage.

extension TerritoryDatabase {
    public func map(of answer: CoverageAnswer) throws -> [UInt8] {
        let features = try answer.rows.map { row in
            Feature(
                properties: [
                    JSONMember("subject", .string(row.subject.code)), JSONMember("name", .string(row.subject.name)),
                    JSONMember(
                        "territories",
                        .array(row.subject.territories.map { .string("\($0.kind.rawValue):\($0.code)") })),
                    JSONMember("over", .string(answer.over)),
                ] + members(row.whole, "") + members(row.covered, "_covered") + [
                    JSONMember("share_of_communes", number(row.share.communes)),
                    JSONMember("share_of_population", number(row.share.municipalPopulation)),
                    JSONMember("share_of_area", number(row.share.area)),
                    JSONMember("unknown_communes", .integer(row.unknownCommunes)),
                ], geometry: try outline(of: row.subject, on: answer.on).map { .multiPolygon($0) })
        }
        return try collection(
            features,
            [JSONMember("name", .string("\(answer.subjects) over \(answer.over)"))]
                + vintages(answer.vintages, answer.on))
    }

    public func map(of answer: QueryAnswer) throws -> [UInt8] {
        let names = answer.rows.map { row in
            row.territories.count == 1
                ? row.territories[0]
                : TerritoryName(kind: .grouping, code: row.code, name: row.name)
        }
        let shapes = try shapes(of: names)
        let features = try zip(answer.rows, names).map { row, name in
            let subject = CoverageAnswer.Subject(code: row.code, name: row.name, territories: row.territories)
            return Feature(
                properties: [
                    JSONMember("kind", .string(row.kind)), JSONMember("code", .string(row.code)),
                    JSONMember("name", .string(row.name)),
                ] + members(row.whole, "") + members(row.covered, "_in_set") + [
                    JSONMember("is_unknown", .bool(row.isUnknown))
                ],
                geometry: try (shapes[name] ?? outline(of: subject, on: answer.on)).map { .multiPolygon($0) })
        }
        return try collection(
            features, [JSONMember("name", .string(answer.query))] + vintages(answer.vintages, answer.on))
    }

    public func map(of answer: NearestAnswer) throws -> [UInt8] {
        let features = try answer.rows.map { row in
            let kind = TerritoryKind(rawValue: row.kind)
            let name = kind.map { TerritoryName(kind: $0, code: row.code, name: row.name) }
            let geometry: Geometry? =
                if let name { try shapes(of: [name])[name].map { .multiPolygon($0) } } else { try point(row.code) }
            return Feature(
                properties: [
                    JSONMember("kind", .string(row.kind)), JSONMember("code", .string(row.code)),
                    JSONMember("name", .string(row.name)),
                    JSONMember("distance_m", .number(row.distanceInMeters, decimals: 1)),
                    JSONMember("is_inside", .bool(row.isInside)),
                ], geometry: geometry)
        }
        return try collection(
            features,
            [JSONMember("name", .string("\(answer.what) nearest to \(answer.from)"))]
                + vintages(answer.vintages, answer.on))
    }

    private func point(_ code: String) throws -> Geometry? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT longitude, latitude FROM france_services WHERE code = ?", arguments: [code]
            ).map { .point(Position(longitude: $0[0], latitude: $0[1])) }
        }
    }

    private func members(_ measure: CoverageMeasure, _ suffix: String) -> [JSONMember] {
        [
            JSONMember("communes" + suffix, .integer(measure.communes)),
            JSONMember("municipal_population" + suffix, measure.municipalPopulation.map { .integer($0) } ?? .null),
            JSONMember("area_km2" + suffix, number(measure.areaInSquareKilometers)),
        ]
    }

    private func number(_ value: Double?) -> JSONValue { value.map { .number($0, decimals: 6) } ?? .null }

    private func vintages(_ uses: [VintageUse], _ date: CivilDate?) -> [JSONMember] {
        [
            JSONMember("on", date.map { .string($0.description) } ?? .null),
            JSONMember("vintages", .array(uses.map { .string("\($0.label.en): \($0.vintage)") })),
        ]
    }

    /// The outline of a subject: the shape of its one territory, or its communes dissolved.
    private func outline(of subject: CoverageAnswer.Subject, on date: CivilDate?) throws -> MultiPolygon? {
        if subject.territories.count == 1, let shape = try shapes(of: subject.territories)[subject.territories[0]] {
            return shape
        }
        let atlas = try atlas()
        let communes =
            subject.territories.isEmpty
            ? try self.communes(of: subject.code, atlas, on: date).0.certain
            : subject.territories.reduce(CommuneSet(size: atlas.size)) { set, name in
                set
                    | (name.kind == .commune
                        ? atlas.set([name.code])
                        : atlas.territories[name.kind]?[name.code]?.communes ?? CommuneSet(size: atlas.size))
            }
        let faces = try read { db in
            try communes.indices.compactMap { index in
                try Row.fetchOne(
                    db, sql: "SELECT geometry FROM commune WHERE code = ?", arguments: [atlas.codes[index]]
                )
                .flatMap { MultiPolygon($0, "geometry") }
            }
        }
        return faces.isEmpty ? nil : SharedArcs(faces: faces).outline(of: Array(faces.indices))
    }
}
