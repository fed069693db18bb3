internal import GRDB
internal import TerritoryFormats
internal import TerritoryGeometry

extension TerritoryDatabase {
    /// The shapes of some territories, without those that have none.
    func shapes(of names: [TerritoryReference]) throws -> [TerritoryReference: MultiPolygon] {
        try read { db in
            var shapes: [TerritoryReference: MultiPolygon] = [:]
            for name in names where DatabaseFormat.spatialTables.contains(name.kind.rawValue) {
                // The table’s name is one of a list of ours.
                let row = try Row.fetchOne(
                    db, sql: "SELECT geometry FROM \(name.kind.rawValue) WHERE code = ?", arguments: [name.code])
                shapes[name] = try row?.shape("geometry")
            }
            return shapes
        }
    }

    /// A collection of features with what it is, what data it comes from, and the box around it.
    func collection(_ features: [Feature], _ members: [JSONMember]) throws -> [UInt8] {
        let boxes = features.compactMap { feature -> BoundingBox? in
            guard case .multiPolygon(let shape) = feature.geometry else { return nil }
            return shape.boundingBox
        }
        var writer = GeoJSONWriter(members: members + (try stampMembers()))
        for feature in features { writer.write(feature) }
        writer.finish(boundingBox: boxes.dropFirst().reduce(boxes.first) { $0?.union($1) })
        return writer.takeBytes()
    }

    /// What every GeoJSON collection says of its data; the licence asks for the publishers to be named.
    func stampMembers() throws -> [JSONMember] {
        let publishers = try read { db in
            try String.fetchAll(db, sql: "SELECT DISTINCT publisher FROM source ORDER BY publisher")
        }
        return [
            JSONMember("scope", .string(stamp.scope)), JSONMember("vintage", .string(stamp.vintage)),
            JSONMember("license", .string(stamp.license)),
            JSONMember("attribution", .string(publishers.joined(separator: ", "))),
            JSONMember("content_hash", .string(stamp.contentHash)),
        ]
    }
}
