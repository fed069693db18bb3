internal import Foundation
internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// Finds the shapes of a package that are not valid (OGC Simple Features), with the line on which each stands.
struct ShapeValidity {
    let package: DataPackage

    /// Checks the shapes without a database.
    func problems() throws -> [SourceProblem] {
        try DatabaseQueue(configuration: SpatialiteConnection.configuration()).inDatabase { try problems($0) }
    }

    private func problems(_ db: Database) throws -> [SourceProblem] {
        try problems(db, package.communeShapes, file: "geo/communes.geojson")
            + problems(db, package.qpvShapes, file: "geo/qpv.geojson")
    }

    private func problems<Code: OfficialCode>(
        _ db: Database, _ shapes: [Code: DataPackage.Shape], file: String
    ) throws -> [SourceProblem] {
        let statement = try db.makeStatement(
            sql: "SELECT CASE WHEN ST_IsValid(?1) = 1 THEN NULL ELSE IFNULL(ST_IsValidReason(?1), '') END")
        return try shapes.sorted { $0.value.line < $1.value.line }.compactMap { code, shape in
            guard let blob = SpatialiteBlob.encode(shape.geometry),
                let reason = try String.fetchOne(statement, arguments: [Data(blob)])
            else { return nil }
            return SourceProblem(
                file: package.shown(file), line: shape.line, .invalidShape("\(code) \(shape.name)", reason: reason))
        }
    }
}

extension LocalizedText {
    /// GEOS gives its reason in English, with a place between square brackets.
    static func invalidShape(_ name: String, reason: String) -> LocalizedText {
        let place = reason.firstMatch(of: /\[([-0-9.]+) ([-0-9.]+)\]/).flatMap { match -> String? in
            guard let east = Double(match.1), let north = Double(match.2) else { return nil }
            return "\(Decimals.fixed(east, 6)) \(Decimals.fixed(north, 6))"
        }
        return LocalizedText(
            fr:
                "le contour de \(name) n’est pas valide\(place.map { ", près de \($0)" } ?? "")\u{202F}; des anneaux qui "
                + "ne se croisent pas sont attendus",
            en: "the shape of \(name) is not valid\(place.map { ", near \($0)" } ?? ""); rings that do not cross are "
                + "expected")
    }
}
