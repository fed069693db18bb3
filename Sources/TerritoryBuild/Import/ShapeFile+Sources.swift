internal import TerritoryFormats
internal import TerritoryKit
internal import TerritoryGeometry

extension ShapeFile {
    /// Reads the polygons of a publisher’s file, whose rings without ground are left out and told.
    static func features<Code: OfficialCode>(
        in source: RawSource, _ type: Code.Type, _ report: inout ImportReport
    ) -> [NamedShape<Code>] {
        do {
            let features = try GeoJSONReader.features(
                in: source.bytes, file: source.file, tellingDroppedRings: &report.notices)
            let shapes = shapes(features, in: source.file, type, problems: &report.problems)
            report.notices += empty(shapes, in: source.file)
            return shapes.filter { !$0.geometry.isEmpty }
        } catch {
            report.problems += error.problems
            return []
        }
    }
}
