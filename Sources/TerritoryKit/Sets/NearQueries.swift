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
            var shapes: [Int: MultiPolygon] = [:]
            func shape(_ index: Int) throws -> MultiPolygon? {
                if let known = shapes[index] { return known }
                let row = try Row.fetchOne(
                    db, sql: "SELECT geometry FROM commune WHERE code = ?", arguments: [table.codes[index]])
                shapes[index] = row.flatMap { MultiPolygon($0, "geometry") }
                return shapes[index]
            }
            let statement = try db.cachedStatement(sql: "SELECT neighbour FROM commune_neighbour WHERE commune = ?")
            func neighbours(_ index: Int) throws -> [Int] {
                try String.fetchAll(statement, arguments: [table.codes[index]]).compactMap { table.indexOf[$0] }
            }
            var found = set
            // The outermost communes first: they find what is to be found, and spare the others the search.
            let (inner, outer) = try set.indices.reduce(into: ([Int](), [Int]())) {
                if try neighbours($1).allSatisfy(set.contains) { $0.0.append($1) } else { $0.1.append($1) }
            }
            for (index, isInner) in outer.map({ ($0, false) }) + inner.map({ ($0, true) }) {
                guard let own = try shape(index), let box = own.boundingBox else { continue }
                let rest = try candidates(box.grown(byMeters: meters), db, table).filter { !found.contains($0) }
                // Within the set, a commune is nearer to no one; at the sea or the border of the file, it may be.
                if rest.isEmpty { continue }
                let distance = ShapeDistance(from: own)
                if isInner, try own.isEnclosed(by: neighbours(index).compactMap(shape)) { continue }
                for candidate in rest {
                    if let other = try shape(candidate), distance.meters(to: other, within: meters) != nil {
                        found.insert(candidate)
                    }
                }
            }
            return found
        }
    }

    private func candidates(_ box: BoundingBox, _ db: Database, _ table: CommuneTable) throws -> [Int] {
        try String.fetchAll(
            db,
            sql: """
                SELECT commune.code FROM idx_commune_geometry JOIN commune ON commune.id = idx_commune_geometry.pkid
                WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ? ORDER BY commune.code
                """, arguments: [box.east, box.west, box.north, box.south]
        ).compactMap { table.indexOf[$0] }
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
    /// Whether every edge of the border is one of some neighbours, of the same coverage.
    fileprivate func isEnclosed(by neighbours: [MultiPolygon]) -> Bool {
        edges.subtracting(neighbours.reduce(into: []) { $0.formUnion($1.edges) }).isEmpty
    }

    private var edges: Set<Edge> {
        polygons.reduce(into: []) { edges, polygon in
            for ring in polygon.rings {
                for (start, end) in zip(ring, ring.dropFirst()) { edges.insert(Edge(start, end)) }
            }
        }
    }

    private struct Edge: Hashable {
        var first: Position
        var second: Position

        /// The same whichever way it is walked.
        init(_ start: Position, _ end: Position) {
            let isForward = (start.longitude, start.latitude) < (end.longitude, end.latitude)
            (first, second) = isForward ? (start, end) : (end, start)
        }
    }
}
