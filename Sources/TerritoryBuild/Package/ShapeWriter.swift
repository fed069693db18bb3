internal import TerritoryFormats
internal import TerritoryGeometry

enum ShapeWriter {
    /// Shapes as a GeoJSON collection (RFC 7946): one feature a line, in the order of the codes.
    static func bytes<Code>(_ shapes: [NamedShape<Code>]) -> [UInt8] {
        let boxes = shapes.compactMap(\.geometry.boundingBox)
        let features = shapes.lazy.map { shape in
            Feature(
                properties: [
                    JSONMember("code", .string(shape.code.rawValue)), JSONMember("name", .string(shape.name)),
                ],
                geometry: .multiPolygon(shape.geometry))
        }
        return GeoJSONWriter.bytes(
            of: features, boundingBox: boxes.dropFirst().reduce(boxes.first) { $0?.union($1) })
    }
}
