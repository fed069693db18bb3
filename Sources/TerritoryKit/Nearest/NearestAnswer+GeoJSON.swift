internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// What is nearest as GeoJSON (RFC 7946), each with its distance and vintages.
    fileprivate func geoJSON(of answer: NearestAnswer) throws -> [UInt8] {
        let features = try answer.rows.map { row in
            let kind = TerritoryKind(rawValue: row.kind)
            let name = kind.map { TerritoryReference(kind: $0, code: row.code, name: row.name) }
            let geometry: Geometry? =
                if let name { try shapes(of: [name])[name].map { .multiPolygon($0) } } else { try point(row.code) }
            return Feature(
                properties: [
                    JSONMember("kind", .string(row.kind)), JSONMember("code", .string(row.code)),
                    JSONMember("name", .string(row.name)),
                    JSONMember("distance_m", .number(row.distanceInMeters, decimals: 1)),
                    JSONMember("is_inside", .bool(row.isInside)),
                    JSONMember("is_certain", .bool(row.isCertain)),
                    JSONMember("place", row.place.map { .string($0) } ?? .null),
                ], geometry: geometry)
        }
        return try collection(
            features,
            [JSONMember("name", .string("\(answer.what) nearest to \(answer.from)"))]
                + vintageMembers(answer.vintages, answer.on))
    }

    private func point(_ code: String) throws -> Geometry? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT longitude, latitude FROM france_services WHERE code = ?", arguments: [code]
            ).map { try .point($0.position("longitude", "latitude")) }
        }
    }
}

extension NearestAnswer: MapAnswer {
    public func geoJSON(from database: TerritoryDatabase) throws -> [UInt8] { try database.geoJSON(of: self) }
}
