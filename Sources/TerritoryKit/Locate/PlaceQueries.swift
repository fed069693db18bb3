internal import GRDB
public import TerritoryGeometry

extension TerritoryDatabase {
    /// What a position lies in, and the nearest quartier prioritaire.
    ///
    /// A position on a border belongs to exactly one commune: the one to the east or, along a parallel, to the north.
    ///
    /// - Parameter position: Degrees, WGS 84 (EPSG:4326), longitude first.
    /// - Returns: An answer without a commune outside the ground of the file.
    /// - Throws: ``StorageError`` if the file cannot be read.
    public func place(at position: Position) throws -> PlaceAnswer {
        let communes = try locator(.commune)
        let code = communes.code(at: position)
        let qpvs = try locator(.qpv)
        let qpv = qpvs.locator.index(containing: position)
        return try read { [stamp] db in
            let holders = try code.flatMap { try CommuneHolders.fetch(db, commune: $0) }
            // Where the QPV are unknown, none is said to be the nearest.
            let isKnown = try holders.map { try $0.isInScope || db.knownQPVRadius() != nil } ?? false
            var answer = PlaceAnswer(
                longitude: position.longitude, latitude: position.latitude, commune: holders?.commune,
                epci: holders?.epci, arrondissement: holders?.arrondissement, departement: holders?.departement,
                region: holders?.region,
                qpv: try qpv.flatMap { try TerritoryReference.fetch(db, code: qpvs.codes[$0], kind: .qpv) },
                areQPVsKnown: isKnown,
                nearestQPV: isKnown ? try nearestQPV(to: position, inside: qpv, among: qpvs, db) : nil, data: stamp)
            if let code, let precision = try db.precision(ofShapes: "commune_shape") {
                answer.nearBorders = try nearBorders(
                    of: code, at: position, within: Double(precision.meters), communes, db)
            }
            return answer
        }
    }

    /// The neighbours of a commune whose border, as it is drawn, is within its precision of a position.
    private func nearBorders(
        of code: String, at position: Position, within meters: Double, _ communes: TerritoryLocator, _ db: Database
    ) throws -> [PlaceAnswer.NearBorder] {
        guard let own = communes.codes.firstIndex(of: code),
            let distance = communes.locator.distanceInMeters(from: position, toBorderOf: own), distance <= meters
        else { return [] }
        let neighbours = try Row.fetchAll(
            db,
            sql: """
                SELECT commune.code, commune.name FROM commune_neighbour
                  JOIN commune ON commune.code = commune_neighbour.neighbour
                WHERE commune_neighbour.commune = ? ORDER BY commune.code
                """, arguments: [code])
        return try neighbours.compactMap { row in
            let neighbour = try TerritoryReference(kind: .commune, code: row.value(0), name: row.value(1))
            guard let index = communes.codes.firstIndex(of: neighbour.code),
                let distance = communes.locator.distanceInMeters(from: position, toBorderOf: index), distance <= meters
            else { return nil }
            return PlaceAnswer.NearBorder(commune: neighbour, distanceInMeters: (distance * 10).rounded() / 10)
        }
        .sorted { ($0.distanceInMeters, $0.commune.code) < ($1.distanceInMeters, $1.commune.code) }
    }

    /// The QPV whose edge is asked for: the one that holds the position, else the nearest.
    private func nearestQPV(
        to position: Position, inside index: Int?, among qpvs: TerritoryLocator, _ db: Database
    ) throws -> PlaceAnswer.NearestQPV? {
        let nearest = index ?? qpvs.locator.nearest(to: position)?.index
        guard let nearest, let distance = qpvs.locator.distanceInMeters(from: position, toBorderOf: nearest),
            let qpv = try TerritoryReference.fetch(db, code: qpvs.codes[nearest], kind: .qpv)
        else { return nil }
        let precision = try db.precision(ofShapes: "qpv_shape")
        return PlaceAnswer.NearestQPV(
            code: QPVCode(unchecked: qpv.code), name: qpv.name, distanceInMeters: (distance * 10).rounded() / 10,
            isInside: index != nil, isInDoubt: precision.map { distance <= Double($0.meters) } ?? false)
    }
}

/// The territories that a commune lies in.
private struct CommuneHolders {
    var commune: TerritoryReference
    var epci: TerritoryReference?
    var arrondissement: TerritoryReference?
    var departement: TerritoryReference?
    var region: TerritoryReference?
    var isInScope: Bool

    static func fetch(_ db: Database, commune: String) throws -> CommuneHolders? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT commune.name AS commune_name, commune.in_scope, commune.epci, epci.name AS epci_name,
                       commune.arrondissement, arrondissement.name AS arrondissement_name, commune.departement,
                       departement.name AS departement_name, commune.region, region.name AS region_name
                FROM commune LEFT JOIN epci ON epci.code = commune.epci
                  LEFT JOIN arrondissement ON arrondissement.code = commune.arrondissement
                  LEFT JOIN departement ON departement.code = commune.departement
                  LEFT JOIN region ON region.code = commune.region
                WHERE commune.code = ?
                """, arguments: [commune]
        ).map { row in
            func holder(_ kind: TerritoryKind) throws -> TerritoryReference? {
                guard let code: String = try row.value(kind.rawValue) else { return nil }
                return TerritoryReference(kind: kind, code: code, name: try row.value("\(kind.rawValue)_name") ?? "")
            }
            return try CommuneHolders(
                commune: TerritoryReference(kind: .commune, code: commune, name: row.value("commune_name")),
                epci: holder(.epci), arrondissement: holder(.arrondissement), departement: holder(.departement),
                region: holder(.region), isInScope: row.value("in_scope"))
        }
    }
}
