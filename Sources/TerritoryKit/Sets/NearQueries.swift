internal import Foundation
internal import GRDB
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// The communes beside some others: they share ground of their border, were it a point (DE-9IM « touches »).
    ///
    /// Borders were noded when the database was built, so that nothing hangs on a tolerance.
    func communes(touching set: CommuneSet, _ table: CommuneTable) throws -> CommuneSet {
        try read { db in
            var found = CommuneSet(size: table.size)
            let statement = try db.cachedStatement(sql: "SELECT neighbour FROM commune_neighbour WHERE commune = ?")
            for index in set.indices {
                let codes = try String.fetchAll(statement, arguments: [table.codes[index]])
                for code in codes { if let place = table.indexOf[code] { found.insert(place) } }
            }
            return found
        }
    }

    /// The communes whose ground comes within so many metres of that of some others, which are among them.
    ///
    /// Metres on the ground of the ellipsoid, border to border.
    func communes(within meters: Double, of set: CommuneSet, _ table: CommuneTable) throws -> CommuneSet {
        try read { db in
            let statement = try db.cachedStatement(sql: "SELECT geometry FROM commune WHERE code = ?")
            func shape(_ index: Int) throws -> MultiPolygon? {
                try Row.fetchOne(statement, arguments: [table.codes[index]])?.shape("geometry")
            }
            var found = set
            guard let border = SetBorder(of: try set.indices.compactMap(shape), within: meters) else { return found }
            for (candidate, box) in try candidates(border.box, db, table)
            where !found.contains(candidate) && border.mayReach(box) {
                if let other = try shape(candidate), border.isNear(other) { found.insert(candidate) }
            }
            return found
        }
    }

    /// The communes whose boxes touch a box, each with its own.
    private func candidates(
        _ box: BoundingBox, _ db: Database, _ table: CommuneTable
    ) throws -> [(index: Int, box: BoundingBox)] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT commune.code, xmin, ymin, xmax, ymax
                FROM idx_commune_geometry JOIN commune ON commune.id = idx_commune_geometry.pkid
                WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ? ORDER BY commune.code
                """, arguments: [box.east, box.west, box.north, box.south])
        return try rows.compactMap { row in
            let code: String = try row.value(0)
            let box = try BoundingBox(west: row.value(1), south: row.value(2), east: row.value(3), north: row.value(4))
            return table.indexOf[code].map { ($0, box) }
        }
    }
}

extension BoundingBox {
    /// The box with so many metres more on each side, or a little more.
    func grown(byMeters meters: Double) -> BoundingBox {
        let latitude = meters / 110_000
        let farthest = min(89, max(abs(north), abs(south)) + latitude)
        let longitude = meters / (110_000 * cos(farthest * .pi / 180))
        return BoundingBox(
            west: west - longitude, south: south - latitude, east: east + longitude, north: north + latitude)
    }
}
