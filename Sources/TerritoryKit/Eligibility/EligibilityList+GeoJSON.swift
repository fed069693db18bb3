internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// The communes with their answers as GeoJSON (RFC 7946).
    fileprivate func geoJSON(of list: EligibilityList) throws -> [UInt8] {
        let names = list.rows.map { TerritoryReference(kind: .commune, code: $0.code, name: $0.name) }
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
                    JSONMember("conditions_fr", row.conditions.map { .string($0.fr) } ?? .null),
                    JSONMember("conditions_en", row.conditions.map { .string($0.en) } ?? .null),
                    JSONMember("stand_ins_fr", row.standIns.map { .string($0.fr) } ?? .null),
                    JSONMember("stand_ins_en", row.standIns.map { .string($0.en) } ?? .null),
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

extension EligibilityList: MapAnswer {
    public func geoJSON(from database: TerritoryDatabase) throws -> [UInt8] { try database.geoJSON(of: self) }
}
