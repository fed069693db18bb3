internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// An indicator over territories as GeoJSON (RFC 7946).
    ///
    /// A territory without a shape, such as one made for the question, has a `null` geometry.
    fileprivate func geoJSON(of answer: AggregateAnswer) throws -> [UInt8] {
        let shapes = try shapes(of: answer.rows.map(\.territory))
        let features = answer.rows.map { row in
            Feature(
                properties: [
                    JSONMember("kind", .string(row.territory.kind.rawValue)),
                    JSONMember("code", .string(row.territory.code)), JSONMember("name", .string(row.territory.name)),
                    JSONMember("value", row.aggregate.value.map { .number($0, decimals: 6) } ?? .null),
                    JSONMember("is_complete", row.isComplete.map { .bool($0) } ?? .null),
                    JSONMember("members", .integer(row.aggregate.members)),
                    JSONMember("counted", .integer(row.aggregate.counted)),
                    JSONMember("suppressed", .integer(row.aggregate.suppressed)),
                    JSONMember("missing", .integer(row.aggregate.missing)),
                    JSONMember(
                        "counted_member_share", row.countedMemberShare.map { .number($0, decimals: 6) } ?? .null),
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
}

extension AggregateAnswer: MapAnswer {
    public func geoJSON(from database: TerritoryDatabase) throws -> [UInt8] { try database.geoJSON(of: self) }
}
