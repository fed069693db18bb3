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
        var radius = 0.0
        // How near a commune is of which it is not known whether it belongs.
        var doubt = Double.infinity
        switch key {
        case "qpv", "qpvs":
            answer.rows = try shapes(of: .qpv, where: { _ in true }, to: ground, limit: limit)
            answer.vintages = [table.qpvVintage].compactMap { $0?.use(on: date) }
            radius = try read { try $0.knownQPVRadius() } ?? 0
        case "france_services":
            answer.rows = try points(to: ground, limit: limit)
        default:
            let (set, vintages) = try communes(of: SetExpression(what), text: what, on: date)
            (answer.vintages, answer.unknownCommunes) = (vintages, set.unknown.count)
            func nearest(_ set: CommuneSet, _ limit: Int) throws -> [NearestAnswer.Row] {
                try shapes(
                    of: .commune, where: { table.indexOf[$0].map(set.contains) ?? false }, to: ground, limit: limit)
            }
            answer.rows = try nearest(set.certain, limit)
            doubt = try nearest(set.unknown, 1).first?.distanceInMeters ?? .infinity
        }
        answer.knownWithinMeters = try knownMeters(around: ground, beyond: radius)
        let rows = answer.rows
        let places = try read { try qpvPlaces($0, rows) }
        for index in answer.rows.indices {
            let row = answer.rows[index]
            let isKnown = row.isInside || answer.knownWithinMeters.map { row.distanceInMeters <= $0 } ?? true
            answer.rows[index].isCertain = isKnown && row.distanceInMeters <= doubt
            answer.rows[index].place = places[answer.rows[index].code]
        }
        return answer
    }

    /// The communes of the QPV among some rows, as the publisher names them.
    private func qpvPlaces(_ db: Database, _ rows: [NearestAnswer.Row]) throws -> [String: String] {
        try rows.filter { $0.kind == TerritoryKind.qpv.rawValue }.reduce(into: [:]) { places, row in
            places[row.code] = try String.fetchOne(
                db, sql: "SELECT place FROM qpv WHERE code = ?", arguments: [row.code])
        }
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

    private func points(to ground: Ground, limit: Int) throws -> [NearestAnswer.Row] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT code, name, longitude, latitude FROM france_services ORDER BY code")
                .compactMap { row -> NearestAnswer.Row? in
                    let point = MultiPolygon([Polygon(exterior: [try row.position("longitude", "latitude")])])
                    return try ground.distance.meters(to: point).map {
                        try ground.row("france_services", row.value(0), row.value(1), at: $0)
                    }
                }.nearest(limit)
        }
    }

    // Looks at the shapes of a kind by the distance of their boxes, and stops where no box can be nearer; `wanted` says of
    // a code whether it is looked at.
    private func shapes(
        of kind: TerritoryKind, where wanted: @Sendable (String) -> Bool, to ground: Ground, limit: Int
    ) throws -> [NearestAnswer.Row] {
        guard let box = ground.shape.boundingBox else { return [] }
        return try read { db in
            // The table’s name is one of an enumeration of ours.
            let table = kind.rawValue
            let boxes = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(table).code, \(table).name, xmin, xmax, ymin, ymax
                    FROM idx_\(table)_geometry JOIN \(table) ON \(table).id = idx_\(table)_geometry.pkid
                    """
            ).compactMap { row -> (code: String, name: String, distance: Double)? in
                guard try wanted(row.value(0)) else { return nil }
                let other = try BoundingBox(
                    west: row.value(2), south: row.value(4), east: row.value(3), north: row.value(5))
                return (try row.value(0), try row.value(1), box.metersAtLeast(to: other))
            }.sorted { ($0.distance, $0.code) < ($1.distance, $1.code) }
            var found: [NearestAnswer.Row] = []
            for candidate in boxes {
                if found.count >= limit, candidate.distance > found[limit - 1].distanceInMeters + 1 { break }
                let row = try Row.fetchOne(
                    db, sql: "SELECT geometry FROM \(table) WHERE code = ?", arguments: [candidate.code])
                guard let other = try row?.shape("geometry"),
                    let distance = ground.distance.meters(to: other)
                else { continue }
                found.append(ground.row(kind.rawValue, candidate.code, candidate.name, at: distance))
                found = found.nearest(limit)
            }
            return found
        }
    }
}

extension TerritoryDatabase {
    // Metres around a place within which everything asked for is in the file; 0 where that cannot be told, `nil` for a
    // file of all of France, beyond which there is nothing.
    //
    // Beyond the border of the scope nothing is known but the QPV, and these for so many metres. The distance of a
    // territory to the border is taken from the middle of its box, less its half diagonal: never more than it is.
    //
    // `radius`: metres beyond the border for which things are known.
    private func knownMeters(around ground: Ground, beyond radius: Double) throws -> Double? {
        if stamp.scope == Scope.france.description { return nil }
        guard let box = ground.shape.boundingBox, let scope = try scopeShape() else { return 0 }
        let middle = Position(longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2)
        // The corners nearer the equator are the farther ones.
        let half = [box.south, box.north].map {
            Ellipsoid.wgs84.distanceInMeters(from: middle, to: Position(longitude: box.east, latitude: $0))
        }.reduce(0, max)
        guard let border = Ellipsoid.wgs84.distanceInMeters(from: middle, toBorderOf: scope) else { return 0 }
        let inside = scope.contains(middle) ? border : -border
        return max(0, (radius + inside - half).rounded(.down))
    }

    /// The ground of the région of the file; `nil` where it has no shape.
    private func scopeShape() throws -> MultiPolygon? {
        let regions = try read { db in
            try Row.fetchAll(db, sql: "SELECT geometry FROM region WHERE is_complete = 1 AND geometry IS NOT NULL")
                .compactMap { try $0.shape("geometry") }
        }
        return regions.isEmpty ? nil : MultiPolygon(regions.flatMap(\.polygons))
    }
}

/// Where the question starts from.
private struct Ground: Sendable {
    var shape: MultiPolygon
    let distance: ShapeDistance
    var name: String
    var territory: TerritoryReference?
    /// The communes and QPV that share ground with the territory: others at no distance only touch it.
    var sharing: Set<String>?

    init(shape: MultiPolygon, name: String, territory: TerritoryReference? = nil, sharing: Set<String>? = nil) {
        (self.shape, distance, self.name) = (shape, ShapeDistance(from: shape), name)
        (self.territory, self.sharing) = (territory, sharing)
    }

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
        return try communes.union(parts.filter { try communes.contains($0.value(1)) }.map { try $0.value(0) })
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
