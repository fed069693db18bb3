internal import Foundation
internal import GRDB
internal import TerritoryFormats

/// A Shapefile: shapes, with the files beside them that bear the same name.
struct Shapefile {
    let path: String

    /// Codes are ASCII: read as ISO 8859-1, where every byte is a character, they come out right whatever the encoding
    /// of the names, which a missing `.cpg` leaves untold.
    private static let encoding = "ISO-8859-1"

    func layer(_ db: Database) throws -> VectorFile.Layer {
        let index = try SourceFile.storedBytes(of: beside("shx"))
        let table = try SourceFile.storedBytes(of: beside("dbf"))
        let structure = ShapefileStructure(shapes: try SourceFile.storedBytes(of: path), index: index, table: table)
        if let defect = structure.defect {
            throw ImportError([SourceProblem(file: beside(defect.part.rawValue), .structure(defect))])
        }
        let base = VectorFile.quoted(String(path.dropLast(4)))
        try db.execute(
            sql: "CREATE VIRTUAL TABLE temp.shapefile USING VirtualShape(\(base), '\(Self.encoding)', 4326)")
        let names = try db.columns(in: "shapefile", in: "temp").map(\.name)
        guard let code = VectorFile.match(names, ShapeFile.communeProperties) else {
            throw ImportError([SourceProblem(file: path, .missingProperty(oneOf: ShapeFile.communeProperties))])
        }
        let definition = try definition()
        var layer = VectorFile.Layer(
            table: "temp.shapefile", codeColumn: code, shape: "Geometry", system: .wgs84, missingSystemFile: nil)
        if let definition {
            layer.system = try VectorFile.known(
                [CoordinateSystem(wellKnownText: definition)], name: CoordinateSystem.name(in: definition), of: path, db
            )
        } else {
            layer.missingSystemFile = URL(fileURLWithPath: beside("prj")).lastPathComponent
        }
        return layer
    }

    /// What the `.prj` says of the system.
    ///
    /// - Returns: `nil` where there is none.
    private func definition() throws -> String? {
        guard FileManager.default.fileExists(atPath: beside("prj")) else { return nil }
        return String(decoding: try SourceFile.storedBytes(of: beside("prj")), as: UTF8.self)
    }

    private func beside(_ part: String) -> String { String(path.dropLast(3)) + part }
}
