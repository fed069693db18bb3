internal import Foundation
internal import GRDB

extension TerritoryDatabase {
    /// What a position lies in, and the nearest quartier prioritaire.
    ///
    /// A position on a border belongs to exactly one commune: the one to the east or, along a parallel, to the north.
    ///
    /// - Parameter position: Degrees, WGS 84 (EPSG:4326), longitude first.
    /// - Returns: An answer without a commune outside the ground of the file.
    /// - Throws: ``StorageError`` if the file cannot be read.
    public func place(at position: Position) throws -> PlaceAnswer {
        let code = try locator(.commune).code(at: position)
        let qpvs = try locator(.qpv)
        let qpv = qpvs.locator.owner(of: position)
        return try read { [stamp] db in
            let commune = try code.flatMap { try TerritoryName.fetch(db, code: $0) }
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
                region: try commune.flatMap { try $0.holder(db, .region) },
                qpv: try qpv.flatMap { try TerritoryName.fetch(db, code: qpvs.codes[$0]) }, areQPVsKnown: isKnown,
                nearestQPV: isKnown ? try nearestQPV(to: position, inside: qpv, among: qpvs, db) : nil, data: stamp)
        }
    }

    /// The QPV whose edge is asked for: the one that holds the position, else the nearest.
    private func nearestQPV(
        to position: Position, inside owner: Int?, among qpvs: TerritoryLocator, _ db: Database
    ) throws -> PlaceAnswer.NearestQPV? {
        let nearest = owner ?? qpvs.locator.nearest(to: position)?.owner
        guard let nearest, let distance = qpvs.locator.distanceInMeters(from: position, toBorderOf: nearest),
            let name = try TerritoryName.fetch(db, code: qpvs.codes[nearest])
        else { return nil }
        return PlaceAnswer.NearestQPV(
            code: QPVCode(unchecked: name.code), name: name.name, distanceInMeters: (distance * 10).rounded() / 10,
            isInside: owner != nil)
    }
}

extension TerritoryName {
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
