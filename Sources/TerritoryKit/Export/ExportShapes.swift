internal import GRDB
internal import TerritoryGeometry

/// The shapes that a request asks for in another form than the one in which they are stored.
struct ExportShapes {
    let db: Database

    /// Shapes dissolved from one simplified topology, so that borders stay shared between all layers.
    func simplified(_ kind: TerritoryKind, toleranceInMeters tolerance: Double) throws -> [String: MultiPolygon] {
        if kind == .qpv { return try simplifiedQPVs(tolerance) }
        let communes = try communes()
        let arcs = CoverageTopology(faces: communes.map(\.shape)).simplified(toleranceInMeters: tolerance)
        let faces = try Dictionary(stored: communes.enumerated().map { ($1.code, $0) })
        let members = try Row.fetchAll(db, sql: kind.membersSQL).reduce(into: [String: [Int]]()) {
            if let face = faces[try $1.value("commune") as String] {
                try $0[$1.value("code"), default: []].append(face)
            }
        }
        return members.mapValues { arcs.outline(of: $0) }
    }

    private func simplifiedQPVs(_ tolerance: Double) throws -> [String: MultiPolygon] {
        let shapes = try shapes("SELECT code, geometry FROM qpv ORDER BY code")
        let arcs = CoverageTopology(faces: shapes.map(\.shape)).simplified(toleranceInMeters: tolerance)
        return try Dictionary(stored: shapes.enumerated().map { ($1.code, arcs.outline(of: [$0])) })
    }

    func communes() throws -> [(code: String, shape: MultiPolygon)] {
        try shapes("SELECT code, geometry FROM commune WHERE geometry IS NOT NULL ORDER BY code")
    }

    private func shapes(_ sql: String) throws -> [(code: String, shape: MultiPolygon)] {
        try Row.fetchAll(db, sql: sql).compactMap { row in
            try row.shape("geometry").map { (try row.value("code"), $0) }
        }
    }
}
