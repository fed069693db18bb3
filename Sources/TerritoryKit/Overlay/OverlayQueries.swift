internal import Foundation
internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// The ground that shapes share with the communes.
    ///
    /// - Parameters:
    ///   - file: GeoJSON with polygons in degrees (EPSG:4326).
    ///   - identifier: The property that names a shape; without it, its place in the file, from 1.
    /// - Returns: Pieces with some ground, by shape in the order of the file, then by commune.
    /// - Throws: `ImportError` with everything that is wrong with the file; borders that cross, and parts that overlap,
    ///   are wrong: what ground they mean is anybody’s guess.
    public func overlay(of file: String, identifiedBy identifier: String? = nil) throws -> OverlayAnswer {
        let features = try GeoJSONReader.features(in: try SourceFile.bytes(of: file), file: file)
        let defects = Array(features.enumerated()).parallelMap { index, feature in
            feature.multiPolygon?.groundDefect().map { defect in
                SourceProblem(file: file, line: feature.line, .groundDefect(defect, ofFeature: index + 1))
            }
        }
        let problems = defects.compactMap { $0 }
        guard problems.isEmpty else { throw ImportError(problems) }
        let shapes = features.enumerated().compactMap { index, feature -> (String, MultiPolygon)? in
            guard case .multiPolygon(let shape)? = feature.geometry else { return nil }
            return (identifier.flatMap { feature.properties[$0]?.identifier } ?? String(index + 1), shape)
        }
        return OverlayAnswer(pieces: try pieces(of: shapes), data: stamp)
    }

    /// The ground that the territories of a kind share with the communes.
    ///
    /// - Throws: ``LookupError`` for groupings, which have no shapes.
    public func overlay(of kind: TerritoryKind) throws -> OverlayAnswer {
        guard DatabaseFormat.spatialTables.contains(kind.rawValue) else { throw LookupError.noSuchLayer(kind) }
        let shapes = try read { db in
            // The table’s name is one of an enumeration of ours.
            var shapes: [(String, MultiPolygon)] = []
            try db.makeStatement(
                sql: "SELECT code, geometry FROM \(kind.rawValue) WHERE geometry IS NOT NULL ORDER BY code"
            ).forEachRow { row in
                guard case .multiPolygon(let found)? = SpatialiteBlob.decode(row.bytes(1)) else { return }
                shapes.append((row.text(0) ?? "", found))
            }
            return shapes
        }
        return OverlayAnswer(pieces: try pieces(of: shapes), data: stamp)
    }

    private func pieces(of shapes: [(code: String, shape: MultiPolygon)]) throws -> [OverlayAnswer.Piece] {
        let near = try NearCommunes(boxes: shapes.compactMap(\.shape.boundingBox), self)
        return zip(shapes, near.overlay.cuts(of: shapes.map(\.shape))).flatMap { shape, cut in
            cut.pieces.map { piece in
                let whole = near.overlay.areaIfMeasured(ofFace: piece.index) ?? near.areas[piece.index]
                return OverlayAnswer.Piece(
                    shape: shape.code, commune: CommuneCode(unchecked: near.codes[piece.index]),
                    areaInSquareMeters: piece.areaInSquareMeters,
                    shareOfShape: cut.areaInSquareMeters > 0 ? piece.areaInSquareMeters / cut.areaInSquareMeters : 0,
                    shareOfCommune: whole > 0 ? piece.areaInSquareMeters / whole : 0)
            }
        }
    }
}

/// The communes whose boxes meet one of some boxes, in the order of their codes, to be cut by shapes in these.
private struct NearCommunes: Sendable {
    let codes: [String]
    /// On the ellipsoid, in square metres.
    let areas: [Double]
    let overlay: CoverageOverlay

    /// - Throws: ``StorageError`` where reading stops before the end.
    init(boxes: [BoundingBox], _ database: TerritoryDatabase) throws {
        self = try database.read { db in
            let communes = try Self.keys(meeting: boxes, db)
            // Shapes that take up most of the communes leave nothing to spare.
            let isSmall = 4 * boxes.reduce(0) { $0 + $1.extent } < communes.reduce(0) { $0 + $1.extent }
            return try NearCommunes(communes.map(\.id), db, vicinity: isSmall ? Vicinity(boxes) : nil, around: boxes)
        }
    }

    /// The communes whose boxes meet one of some, with the extents of their boxes: by their keys, which are in the order
    /// of the codes.
    private static func keys(meeting boxes: [BoundingBox], _ db: Database) throws -> [(id: Int, extent: Double)] {
        var found: [(id: Int, extent: Double)] = []
        let near = try db.makeStatement(
            sql: """
                SELECT pkid, xmin, xmax, ymin, ymax FROM idx_commune_geometry
                WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ?
                """)
        for box in boxes {
            near.setUncheckedArguments([box.east, box.west, box.north, box.south])
            try near.forEachRow { row in
                guard let id = row.integer(0), let west = row.double(1), let east = row.double(2),
                    let south = row.double(3), let north = row.double(4)
                else { return }
                found.append((id, BoundingBox(west: west, south: south, east: east, north: north).extent))
            }
        }
        found.sort { $0.id < $1.id }
        return found.indices.lazy.filter { $0 == 0 || found[$0 - 1].id != found[$0].id }.map { found[$0] }
    }

    /// Reads the shapes from the bytes in which they are stored.
    private init(_ ids: [Int], _ db: Database, vicinity: Vicinity?, around boxes: [BoundingBox]) throws {
        let box = boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
        let sweep = GroundSweep(on: .wgs84, meridian: box.map { ($0.west + $0.east) / 2 } ?? 0)
        var rings = BorderRings(sweep: sweep, in: vicinity, edgeCount: 64 * ids.count)
        var (codes, areas): ([String], [Double]) = ([], [])
        let statement = try db.makeStatement(sql: "SELECT code, geometry, area_m2 FROM commune WHERE id = ?")
        for id in ids {
            statement.setUncheckedArguments([id])
            try statement.forEachRow { row in
                if let shape = BlobShape(row.bytes(1)), let area = try row.area(2), area > 0 {
                    rings.append(shape, as: codes.count)
                    areas.append(area)
                } else if case .multiPolygon(let shape)? = SpatialiteBlob.decode(row.bytes(1)) {
                    rings.append(shape, as: codes.count)
                    areas.append(Ellipsoid.wgs84.areaInSquareMeters(of: shape))
                } else if row.isNull(1) {
                    return
                } else {
                    throw DatabaseError.damaged
                }
                codes.append(row.text(0) ?? "")
            }
        }
        (self.codes, self.areas) = (codes, areas)
        overlay = CoverageOverlay(rings, faceCount: codes.count, sweep: sweep, isMeasured: vicinity == nil)
    }
}

extension LocalizedText {
    fileprivate static func groundDefect(_ defect: GroundDefect, ofFeature number: Int) -> LocalizedText {
        switch defect {
        case .crossing(let position):
            GeoJSONProblem.inFeature(
                number,
                LocalizedText(
                    fr:
                        "son bord se croise en \(position.shown)\u{202F}; des anneaux qui ne se croisent pas sont attendus",
                    en: "it crosses itself at \(position.shown); rings that do not cross are expected"))
        case .overlap(let position):
            GeoJSONProblem.inFeature(
                number,
                LocalizedText(
                    fr:
                        "des parties se recouvrent\(position.map { ", près de \($0.shown)" } ?? "")\u{202F}; des parties "
                        + "qui ne font que se toucher sont attendues",
                    en:
                        "parts of it overlap\(position.map { ", near \($0.shown)" } ?? ""); parts that touch at most are "
                        + "expected"))
        }
    }
}

extension Position {
    /// To six decimals, without needless zeros.
    fileprivate var shown: String {
        [longitude, latitude].map { Decimals.short(($0 * 1e6).rounded() / 1e6) }.joined(separator: " ")
    }
}

extension BoundingBox {
    /// In square degrees.
    fileprivate var extent: Double { (east - west) * (north - south) }
}
