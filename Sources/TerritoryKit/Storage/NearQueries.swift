internal import Foundation
internal import GRDB

extension TerritoryDatabase {
    /// The communes beside some others: they share ground of their border, were it a point (DE-9IM « touches »).
    ///
    /// Borders were noded when the database was built, so that nothing hangs on a tolerance.
    func communes(touching set: CommuneSet, _ atlas: Atlas) throws -> CommuneSet {
        try read { db in
            var found = CommuneSet(size: atlas.size)
            let statement = try db.cachedStatement(sql: "SELECT neighbour FROM commune_neighbour WHERE commune = ?")
            for index in set.indices {
                let codes = try String.fetchAll(statement, arguments: [atlas.codes[index]])
                for code in codes { if let place = atlas.indexOf[code] { found.insert(place) } }
            }
            return found
        }
    }

    /// The communes whose ground comes within so many metres of that of some others, which are among them.
    ///
    /// Metres on the ground of the ellipsoid, border to border.
    func communes(within meters: Double, of set: CommuneSet, _ atlas: Atlas) throws -> CommuneSet {
        try read { db in
            var shapes: [Int: MultiPolygon] = [:]
            func shape(_ index: Int) throws -> MultiPolygon? {
                if let known = shapes[index] { return known }
                let row = try Row.fetchOne(
                    db, sql: "SELECT geometry FROM commune WHERE code = ?", arguments: [atlas.codes[index]])
                shapes[index] = row.flatMap { MultiPolygon($0, "geometry") }
                return shapes[index]
            }
            var found = set
            for index in try border(of: set, db, atlas) {
                guard let own = try shape(index), let box = own.boundingBox else { continue }
                for candidate in try candidates(box.grown(byMeters: meters), db, atlas) where !found.contains(candidate)
                {
                    guard let other = try shape(candidate) else { continue }
                    if own.comes(within: meters, of: other) { found.insert(candidate) }
                }
            }
            return found
        }
    }

    /// The communes of a set that have a neighbour outside it, or none: the others are nearer to no one.
    private func border(of set: CommuneSet, _ db: Database, _ atlas: Atlas) throws -> [Int] {
        let statement = try db.cachedStatement(sql: "SELECT neighbour FROM commune_neighbour WHERE commune = ?")
        return try set.indices.filter { index in
            let codes = try String.fetchAll(statement, arguments: [atlas.codes[index]])
            return codes.isEmpty || codes.contains { code in atlas.indexOf[code].map { !set.contains($0) } ?? true }
        }
    }

    private func candidates(_ box: BoundingBox, _ db: Database, _ atlas: Atlas) throws -> [Int] {
        try String.fetchAll(
            db,
            sql: """
                SELECT commune.code FROM idx_commune_geometry JOIN commune ON commune.id = idx_commune_geometry.pkid
                WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ? ORDER BY commune.code
                """, arguments: [box.east, box.west, box.north, box.south]
        ).compactMap { atlas.indexOf[$0] }
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

extension MultiPolygon {
    /// Whether the ground of two shapes that do not overlap comes so near.
    ///
    /// The nearest points of two borders are a vertex of one and a point of the other.
    func comes(within meters: Double, of other: MultiPolygon) -> Bool {
        guard let box = boundingBox?.grown(byMeters: meters), let otherBox = other.boundingBox?.grown(byMeters: meters)
        else { return false }
        return hasVertex(within: meters, ofBorderOf: other, in: otherBox)
            || other.hasVertex(within: meters, ofBorderOf: self, in: box)
    }

    private func hasVertex(within meters: Double, ofBorderOf other: MultiPolygon, in box: BoundingBox) -> Bool {
        polygons.contains { polygon in
            polygon.exterior.contains { vertex in
                box.contains(vertex)
                    && Ellipsoid.wgs84.distanceInMeters(from: vertex, toBorderOf: other).map { $0 <= meters } ?? false
            }
        }
    }
}
