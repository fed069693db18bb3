internal import TerritoryGeometry
internal import TerritoryKit

/// The shapes of the larger territories, dissolved from one topology of the communes.
struct DissolvedShapes {
    let arcs: CoverageTopology
    /// In the order of the topology’s faces.
    let communes: [CommuneCode]
    private(set) var shapes: [String: [String: MultiPolygon]] = [:]

    init(package: DataPackage) {
        let shaped = package.communeShapes.sorted { $0.key < $1.key }
        communes = shaped.map(\.key)
        arcs = CoverageTopology(faces: shaped.map(\.value.geometry))
        let rows = package.rows(Tables.commune)
        let departements = parents(rows, code: 0, parent: 2)
        let regionOf = parents(package.rows(Tables.departement), code: 0, parent: 2)
        shapes["departement"] = dissolve(departements)
        shapes["arrondissement"] = dissolve(parents(rows, code: 0, parent: 3))
        shapes["region"] = dissolve(departements.compactMapValues { regionOf[$0] })
        shapes["epci"] = dissolve(parents(package.rows(Tables.epciMember), code: 1, parent: 0))
    }

    private func parents(_ rows: [Table.Row], code: Int, parent: Int) -> [String: String] {
        rows.reduce(into: [:]) { parents, row in
            if !row.values[parent].isEmpty { parents[row.values[code]] = row.values[parent] }
        }
    }

    private func dissolve(_ parents: [String: String]) -> [String: MultiPolygon] {
        let codes = Set(parents.values).sorted()
        let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        let groups = communes.map { parents[$0.rawValue].flatMap { places[$0] } ?? -1 }
        return Dictionary(uniqueKeysWithValues: zip(codes, arcs.outlines(groups: groups, count: codes.count)))
    }
}
