internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

/// The zones of a zoning: its classes, dissolved.
struct ExportZones {
    let db: Database
    let filter: ExportFilter
    let table: CommuneTable
    let zoning: String

    /// One feature for each class in the zoning, or that keeps its effects, which has a commune; where several lists
    /// stand in for that of the day, the communes on which they agree.
    ///
    /// - Throws: ``ExportError`` for a zoning that is none.
    func features() throws -> ([Feature], [VintageUse]) {
        guard let zoning = table.zonings[zoning] else {
            let kinds = TerritoryKind.allCases.filter { $0 != .grouping }.map(\.rawValue)
            throw ExportError.unknownLayer(zoning, known: kinds + table.zonings.keys.sorted())
        }
        let wanted = table.set(try filter.communes())
        let communes = try ExportShapes(db: db).communes()
        let faces = try Dictionary(stored: communes.enumerated().map { ($1.code, $0) })
        let whole = CoverageTopology(faces: communes.map(\.shape))
        let arcs = filter.request.simplificationInMeters.map { whole.simplified(toleranceInMeters: $0) } ?? whole
        let classes = zoning.classes.filter { $0.membership != .out }
        let features = classes.compactMap { found -> Feature? in
            let members = table.communes(of: [found], in: zoning, on: filter.request.date).0.certain & wanted
            guard !members.isEmpty else { return nil }
            return feature(
                found, members, .multiPolygon(arcs.outline(of: members.indices.compactMap { faces[table.codes[$0]] })))
        }
        return (features, table.uses(of: [], in: zoning, on: filter.request.date))
    }

    private func feature(
        _ found: CommuneTable.Zoning.Class, _ members: CommuneSet, _ outline: Geometry
    ) -> Feature {
        let totals = table.totals(of: members)
        return Feature(
            properties: [
                JSONMember("code", .string(found.code)), JSONMember("label_fr", .string(found.label.fr)),
                JSONMember("label_en", .string(found.label.en)),
                JSONMember("membership", .string(found.membership.rawValue)),
                JSONMember("communes", .integer(totals.communes)),
                JSONMember("municipal_population", totals.municipalPopulation.map { .integer($0) } ?? .null),
                JSONMember(
                    "area_km2", totals.areaInSquareKilometers.map { .number($0, decimals: 6) } ?? .null),
            ], geometry: outline)
    }
}
