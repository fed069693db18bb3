internal import Foundation
internal import GRDB

/// The ground that a shape shares with a commune.
public struct OverlayPiece: Hashable, Sendable {
    public var shape: String
    public var commune: String
    /// On the ellipsoid (WGS 84).
    public var areaInSquareMeters: Double
    /// Of the shape, from 0 to 1.
    public var shareOfShape: Double
    /// Of the commune, from 0 to 1; exactly 1 where the shape holds it whole.
    public var shareOfCommune: Double
}

extension TerritoryDatabase {
    /// The ground that shapes share with the communes.
    ///
    /// - Parameters:
    ///   - file: GeoJSON with polygons in degrees (EPSG:4326).
    ///   - identifier: The property that names a shape; without it, its place in the file, from 1.
    /// - Returns: Pieces with some ground, by shape in the order of the file, then by commune.
    /// - Throws: ``ImportError`` with everything that is wrong with the file.
    public func overlay(of file: String, identifiedBy identifier: String? = nil) throws -> [OverlayPiece] {
        let features = try GeoJSONReader.features(in: try SourceFile.bytes(of: file), file: file)
        let shapes = features.enumerated().compactMap { index, feature -> (String, MultiPolygon)? in
            guard case .multiPolygon(let shape)? = feature.geometry else { return nil }
            return (identifier.flatMap { feature.properties[$0]?.identifier } ?? String(index + 1), shape)
        }
        return try overlay(of: shapes)
    }

    /// The ground that the territories of a kind share with the communes.
    public func overlay(of kind: TerritoryKind) throws -> [OverlayPiece] {
        guard Schema.spatialTables.contains(kind.rawValue) else { return [] }
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
        return try overlay(of: shapes)
    }

    private func overlay(of shapes: [(code: String, shape: MultiPolygon)]) throws -> [OverlayPiece] {
        let boxes = shapes.compactMap(\.shape.boundingBox)
        let communes = try communes(near: boxes)
        let overlay = CoverageOverlay(communes.map(\.shape), in: Self.vicinity(boxes, among: communes))
        return zip(shapes, overlay.pieces(of: shapes.map(\.shape))).flatMap { shape, pieces in
            let area = Ellipsoid.wgs84.areaInSquareMeters(of: shape.shape)
            return pieces.map { piece in
                let commune = communes[piece.index]
                let whole = overlay.areaIfMeasured(ofFace: piece.index) ?? commune.areaInSquareMeters
                return OverlayPiece(
                    shape: shape.code, commune: commune.code, areaInSquareMeters: piece.areaInSquareMeters,
                    shareOfShape: area > 0 ? piece.areaInSquareMeters / area : 0,
                    shareOfCommune: piece.areaInSquareMeters / whole)
            }
        }
    }

    /// Shapes that take up most of the communes leave nothing to spare.
    private static func vicinity(_ boxes: [BoundingBox], among communes: [NearCommune]) -> Vicinity? {
        func extent(_ boxes: some Sequence<BoundingBox>) -> Double {
            boxes.reduce(0) { $0 + ($1.east - $1.west) * ($1.north - $1.south) }
        }
        let isSmall = 4 * extent(boxes) < extent(communes.lazy.compactMap(\.shape.boundingBox))
        return isSmall ? Vicinity(boxes) : nil
    }
}

/// A commune near some shapes.
private struct NearCommune: Sendable {
    var code: String
    var shape: MultiPolygon
    var areaInSquareMeters: Double
}

extension TerritoryDatabase {
    /// The communes whose boxes meet one of some boxes, in the order of their codes; the others are not read.
    private func communes(near boxes: [BoundingBox]) throws -> [NearCommune] {
        try read { db in
            var wanted: [Int] = []
            let near = try db.makeStatement(
                sql: "SELECT pkid FROM idx_commune_geometry WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ?")
            for box in boxes {
                near.setUncheckedArguments([box.east, box.west, box.north, box.south])
                try near.forEachRow { row in row.integer(0).map { wanted.append($0) } }
            }
            // The key of the table grows with the codes.
            wanted.sort()
            var communes: [NearCommune] = []
            let statement = try db.makeStatement(sql: "SELECT code, geometry, area_m2 FROM commune WHERE id = ?")
            for (place, id) in wanted.enumerated() where place == 0 || wanted[place - 1] != id {
                statement.setUncheckedArguments([id])
                try statement.forEachRow { row in
                    guard case .multiPolygon(let shape)? = SpatialiteBlob.decode(row.bytes(1)) else { return }
                    communes.append(
                        NearCommune(
                            code: row.text(0) ?? "", shape: shape,
                            areaInSquareMeters: row.double(2) ?? Ellipsoid.wgs84.areaInSquareMeters(of: shape)))
                }
            }
            return communes
        }
    }
}

extension [OverlayPiece] {
    public var csv: [UInt8] {
        var bytes: [UInt8] = []
        CSVWriter.append(["shape", "commune", "area_m2", "share_of_shape", "share_of_commune"], to: &bytes)
        for piece in self {
            CSVWriter.append(piece.shape, to: &bytes)
            bytes.append(0x2C)
            bytes.append(contentsOf: piece.commune.utf8)
            for (number, decimals) in [
                (piece.areaInSquareMeters, 1), (piece.shareOfShape, 6), (piece.shareOfCommune, 6),
            ] {
                bytes.append(0x2C)
                bytes.append(number, decimals: decimals)
            }
            bytes.append(0x0A)
        }
        return bytes
    }
}
