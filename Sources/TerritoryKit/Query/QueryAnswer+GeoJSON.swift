internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// The things as GeoJSON (RFC 7946), each with its totals and vintages.
    fileprivate func geoJSON(of answer: QueryAnswer) throws -> [UInt8] {
        let names = answer.rows.map { row in
            row.territories.count == 1
                ? row.territories[0]
                : TerritoryReference(kind: .grouping, code: row.code, name: row.name)
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
                geometry: try (shapes[name] ?? outline(of: subject, in: answer.query, on: answer.on)).map {
                    .multiPolygon($0)
                })
        }
        return try collection(
            features, [JSONMember("name", .string(answer.query))] + vintageMembers(answer.vintages, answer.on))
    }
}

extension QueryAnswer: MapAnswer {
    public func geoJSON(from database: TerritoryDatabase) throws -> [UInt8] { try database.geoJSON(of: self) }
}
