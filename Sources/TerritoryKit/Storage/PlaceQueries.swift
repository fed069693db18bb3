internal import Foundation
internal import GRDB

extension TerritoryDatabase {
    /// What a position lies in, and the nearest quartier prioritaire.
    ///
    /// A position on a border belongs to the commune with the lowest code, so that the answer never varies.
    ///
    /// - Parameter position: Degrees, WGS 84 (EPSG:4326), longitude first.
    /// - Returns: An answer without a commune outside the ground of the file.
    /// - Throws: ``StorageError`` if the file cannot be read.
    public func place(at position: Position) throws -> PlaceAnswer {
        try read { [stamp] db in
            let commune = try TerritoryName.fetch(db, .commune, covering: position)
            let qpv = try TerritoryName.fetch(db, .qpv, covering: position)
            // Beyond the scope the QPV are unknown: none is said to be the nearest.
            let isKnown =
                try commune.map { commune in
                    try Bool.fetchOne(
                        db, sql: "SELECT in_scope FROM commune WHERE code = ?", arguments: [commune.code]) ?? false
                } ?? false
            return PlaceAnswer(
                longitude: position.longitude, latitude: position.latitude, commune: commune,
                epci: try commune.flatMap { try $0.holder(db, .epci) },
                arrondissement: try commune.flatMap { try $0.holder(db, .arrondissement) },
                departement: try commune.flatMap { try $0.holder(db, .departement) },
                region: try commune.flatMap { try $0.holder(db, .region) }, qpv: qpv,
                areQPVsKnown: isKnown,
                nearestQPV: isKnown ? try PlaceAnswer.NearestQPV.fetch(db, position, inside: qpv) : nil, data: stamp)
        }
    }
}

extension TerritoryName {
    fileprivate static func fetch(
        _ db: Database, _ kind: TerritoryKind, covering position: Position
    ) throws -> TerritoryName? {
        // The table’s name is one of an enumeration of ours. SpatiaLite’s predicates answer -1, not NULL, for a
        // missing geometry: compare with 1.
        let row = try Row.fetchOne(
            db,
            sql: """
                WITH place AS (SELECT MakePoint(?, ?, 4326) AS geometry)
                SELECT '\(kind.rawValue)' AS kind, territory.code AS code, territory.name AS name
                FROM \(kind.rawValue) AS territory, place
                WHERE territory.id IN (SELECT rowid FROM SpatialIndex
                                       WHERE f_table_name = '\(kind.rawValue)' AND search_frame = place.geometry)
                  AND ST_Covers(territory.geometry, place.geometry) = 1
                ORDER BY territory.code LIMIT 1
                """, arguments: [position.longitude, position.latitude])
        return row.flatMap(TerritoryName.init)
    }

    fileprivate func holder(_ db: Database, _ kind: TerritoryKind) throws -> TerritoryName? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT territory.kind AS kind, territory.code AS code, territory.name AS name
                FROM territory_commune JOIN territory ON territory.kind = territory_commune.kind
                  AND territory.code = territory_commune.code
                WHERE territory_commune.kind = ? AND territory_commune.commune = ? LIMIT 1
                """, arguments: [kind.rawValue, code]
        ).flatMap(TerritoryName.init)
    }
}

extension PlaceAnswer.NearestQPV {
    fileprivate static func fetch(
        _ db: Database, _ position: Position, inside qpv: TerritoryName?
    ) throws -> Self? {
        var nearest: Self?
        let rows = try Row.fetchCursor(db, sql: "SELECT code, name, geometry FROM qpv ORDER BY code")
        while let row = try rows.next() {
            guard let shape = MultiPolygon(row, "geometry"),
                let distance = Ellipsoid.wgs84.distanceInMeters(from: position, toBorderOf: shape)
            else { continue }
            let isNearer = nearest.map { distance < $0.distanceInMeters } ?? true
            // Where the position lies in a QPV, it is the edge of that one which is asked for.
            guard qpv == nil ? isNearer : qpv?.code == row["code"] else { continue }
            nearest = Self(
                code: QPVCode(unchecked: row["code"]), name: row["name"],
                distanceInMeters: (distance * 10).rounded() / 10,
                isInside: qpv != nil)
        }
        return nearest
    }
}

extension MultiPolygon {
    /// The shape in a column of a row.
    ///
    /// - Returns: `nil` where there is none.
    init?(_ row: Row, _ column: String) {
        guard let data: Data = row[column] else { return nil }
        self.init(blob: data)
    }

    /// - Returns: `nil` for bytes that are not a polygon or multipolygon of SpatiaLite’s.
    init?(blob: Data) {
        guard case .multiPolygon(let shape) = blob.withUnsafeBytes({ SpatialiteBlob.decode($0) }) else { return nil }
        self = shape
    }
}
