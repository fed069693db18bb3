internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// A territory as GeoJSON (RFC 7946): one feature, or none where a former code is ambiguous.
    ///
    /// A grouping of other territories has a `null` geometry.
    public func geoJSON(of sheet: TerritorySheet?) throws -> [UInt8] {
        guard let sheet else { return try collection([], [JSONMember("name", .string("territory"))]) }
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
