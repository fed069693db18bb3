internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// A territory as GeoJSON (RFC 7946): one feature.
    ///
    /// A grouping of other territories has a `null` geometry.
    fileprivate func geoJSON(of sheet: TerritorySheet) throws -> [UInt8] {
        let name = TerritoryReference(kind: sheet.kind, code: sheet.code, name: sheet.name)
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
}

extension TerritorySheet: MapAnswer {
    public func geoJSON(from database: TerritoryDatabase) throws -> [UInt8] { try database.geoJSON(of: self) }
}

extension TerritoryAnswer: MapAnswer {
    /// One feature, or none where a former code is ambiguous.
    public func geoJSON(from database: TerritoryDatabase) throws -> [UInt8] {
        try territory?.geoJSON(from: database)
            ?? database.collection([], [JSONMember("name", .string("territory"))])
    }
}
