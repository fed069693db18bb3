internal import Foundation
internal import GRDB
internal import TerritoryFormats
public import TerritoryGeometry

extension TerritoryDatabase {
    /// A place to start from: a position, or the ground of a territory.
    public enum Place: Sendable {
        case position(Position)
        case territory(TerritoryReference)
    }

    /// What lies nearest to a place.
    ///
    /// - Parameters:
    ///   - what: `qpv`, `france_services`, or a set of communes.
    ///   - place: Where from.
    ///   - date: The day asked about; `nil` takes each data as it is.
    ///   - limit: Number of rows; fewer than 1 counts as 1, more than 1,000 as 1,000.
    /// - Returns: Metres on the ground, from border to border or to a point; 0 where the grounds meet or touch.
    /// - Throws: ``LookupError`` for a code that is not in the file, ``ExpressionError`` for a set that cannot be read.
    public func nearest(
        _ what: String, to place: Place, on date: CivilDate? = nil, limit: Int = 5
    ) throws -> NearestAnswer {
        let limit = min(max(limit, 1), 1_000)
        let ground = try ground(of: place)
        let key = what.trimmingSpaces.lowercased().replacing("-", with: "_")
        var answer = NearestAnswer(
            what: what, from: ground.name, territory: ground.territory, on: date, rows: [], unknownCommunes: 0,
            vintages: [], data: stamp)
        let table = try communeTable()
        switch key {
        case "qpv", "qpvs":
            answer.rows = try quarters(to: ground, limit: limit)
            answer.vintages = [table.qpvVintage].compactMap { $0?.use(on: date) }
        case "france_services":
            answer.rows = try points(to: ground, limit: limit)
        default:
            let (set, vintages) = try communes(of: SetExpression(what), text: what, on: date)
            (answer.vintages, answer.unknownCommunes) = (vintages, set.unknown.count)
            answer.rows = try communes(set.certain, to: ground, table, limit: limit)
        }
        return answer
    }

    private func ground(of place: Place) throws -> Ground {
        switch place {
        case .position(let position):
            let text = "\(Decimals.short(position.longitude)) \(Decimals.short(position.latitude))"
            return Ground(shape: MultiPolygon([Polygon(exterior: [position])]), name: text)
        case .territory(let territory):
            guard let shape = try shapes(of: [territory])[territory] else { throw LookupError.noShape(territory) }
            return Ground(
                shape: shape, name: "\(territory.name) (\(territory.code))", territory: territory,
                sharing: try read { try territory.sharingGround($0) })
        }
    }

    private func quarters(to ground: Ground, limit: Int) throws -> [NearestAnswer.Row] {
        try read { db in
            var found: [NearestAnswer.Row] = []
            let rows = try Row.fetchCursor(db, sql: "SELECT code, name, geometry FROM qpv ORDER BY code")
            while let row = try rows.next() {
                guard let other = MultiPolygon(row, "geometry"), let distance = ground.shape.distance(to: other) else {
                    continue
                }
                found.append(ground.row("qpv", row["code"], row["name"], at: distance))
            }
            return found.nearest(limit)
        }
    }

    private func points(to ground: Ground, limit: Int) throws -> [NearestAnswer.Row] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT code, name, longitude, latitude FROM france_services ORDER BY code")
                .compactMap { row -> NearestAnswer.Row? in
                    let point = MultiPolygon([Polygon(exterior: [Position(longitude: row[2], latitude: row[3])])])
                    return point.distance(to: ground.shape).map {
                        ground.row("france_services", row[0], row[1], at: $0)
                    }
                }.nearest(limit)
        }
    }

    /// Looks at the communes by the distance of their boxes, and stops where no box can be nearer.
    private func communes(
        _ set: CommuneSet, to ground: Ground, _ table: CommuneTable, limit: Int
    ) throws -> [NearestAnswer.Row] {
        guard let box = ground.shape.boundingBox else { return [] }
        return try read { db in
            let boxes = try Row.fetchAll(
                db,
                sql: """
                    SELECT commune.code, xmin, xmax, ymin, ymax
                    FROM idx_commune_geometry JOIN commune ON commune.id = idx_commune_geometry.pkid
                    """
            ).compactMap { row -> (index: Int, distance: Double)? in
                guard let index = table.indexOf[row[0] as String], set.contains(index) else { return nil }
                let other = BoundingBox(west: row[1], south: row[3], east: row[2], north: row[4])
                return (index, box.metersAtLeast(to: other))
            }.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
            var found: [NearestAnswer.Row] = []
            for candidate in boxes {
                if found.count >= limit, candidate.distance > found[limit - 1].distanceInMeters + 1 { break }
                let code = table.codes[candidate.index]
                let row = try Row.fetchOne(db, sql: "SELECT geometry FROM commune WHERE code = ?", arguments: [code])
                guard let other = row.flatMap({ MultiPolygon($0, "geometry") }),
                    let distance = ground.shape.distance(to: other)
                else { continue }
                found.append(ground.row("commune", code, table.names[candidate.index], at: distance))
                found = found.nearest(limit)
            }
            return found
        }
    }
}

/// Where the question starts from.
private struct Ground: Sendable {
    var shape: MultiPolygon
    var name: String
    var territory: TerritoryReference?
    /// The communes and QPV that share ground with the territory: others at no distance only touch it.
    var sharing: Set<String>?

    func row(_ kind: String, _ code: String, _ name: String, at distance: Double) -> NearestAnswer.Row {
        let touches = kind != "france_services" && sharing?.contains(code) == false
        return NearestAnswer.Row(
            kind: kind, code: code, name: name, distanceInMeters: (distance * 10).rounded() / 10,
            isInside: distance == 0 && !touches)
    }
}

extension TerritoryReference {
    /// The codes of the communes and QPV that share ground with it.
    fileprivate func sharingGround(_ db: Database) throws -> Set<String> {
        let communes = Set(try communes(db))
        guard kind != .qpv else { return communes.union([code]) }
        let parts = try Row.fetchAll(db, sql: "SELECT qpv, commune FROM qpv_commune WHERE area_m2 > 0")
        return communes.union(parts.filter { communes.contains($0[1]) }.map { $0[0] })
    }
}

extension [NearestAnswer.Row] {
    /// Of things at no distance, those that share ground with the place come before those that touch it.
    fileprivate func nearest(_ limit: Int) -> Self {
        func key(_ row: NearestAnswer.Row) -> (Double, Int, String) {
            (row.distanceInMeters, row.isInside ? 0 : 1, row.code)
        }
        return Self(sorted { key($0) < key($1) }.prefix(limit))
    }
}

extension MultiPolygon {
    /// Metres on the ground from border to border; 0 where one holds a point of the other.
    ///
    /// A polygon of one position stands for that position.
    fileprivate func distance(to other: MultiPolygon) -> Double? {
        let own = polygons.flatMap(\.exterior)
        let theirs = other.polygons.flatMap(\.exterior)
        if own.contains(where: other.contains) || theirs.contains(where: contains) { return 0 }
        let distances =
            own.compactMap { Ellipsoid.wgs84.distanceInMeters(from: $0, toBorderOf: other) }
            + theirs.compactMap { Ellipsoid.wgs84.distanceInMeters(from: $0, toBorderOf: self) }
        return distances.min()
    }
}

extension BoundingBox {
    /// Metres that lie between two boxes, or fewer: never more.
    fileprivate func metersAtLeast(to other: BoundingBox) -> Double {
        let latitudes = max(0, max(other.south - north, south - other.north))
        let longitudes = max(0, max(other.west - east, west - other.east))
        let farthest = min(89, max(abs(north), abs(south), abs(other.north), abs(other.south)))
        let (y, x) = (latitudes * 110_500, longitudes * 111_300 * cos(farthest * .pi / 180))
        return (x * x + y * y).squareRoot()
    }
}
