internal import TerritoryFormats
internal import TerritoryGeometry
internal import TerritoryKit

/// What was repaired in the boundaries, as a table of the package.
enum RepairTable {
    static let schema = TableSchema(
        "repair", "Repairs made to the boundaries at import", key: [],
        [
            .required("kind", .text, "what was wrong"),
            .required("territories", .text, "codes of the communes, or of the QPV, concerned, separated by spaces"),
            .optional("count", .integer(1...Int(Int32.max)), "points or rings concerned"),
            .optional("kept_by", .text, "commune that the ground went to"),
            .optional("longitude", .number(Bounds.longitude), "degrees, EPSG:4326"),
            .optional("latitude", .number(Bounds.latitude), "degrees, EPSG:4326"),
            .required("area_m2", .number(Bounds.number), "square metres on the ground; 0 for repairs of points"),
        ])

    static func bytes(_ repairs: [CoverageRepair]) -> [UInt8] {
        CSVWriter.bytes(header: schema.fields.map(\.name), rows: repairs.map(row))
    }

    private static func row(_ repair: CoverageRepair) -> [String] {
        let (name, count, owner) = repair.kind.columns
        return [
            name, repair.codes.joined(separator: " "), count.map(String.init) ?? "", owner ?? "",
            repair.position.map { Decimals.fixed($0.longitude, 6) } ?? "",
            repair.position.map { Decimals.fixed($0.latitude, 6) } ?? "",
            Decimals.fixed(repair.areaInSquareMeters, 1),
        ]
    }
}

extension CoverageRepair.Kind {
    fileprivate var columns: (name: String, count: Int?, owner: String?) {
        switch self {
        case .repeatedPoints(let count): ("repeated_points", count, nil)
        case .spikes(let count): ("spikes", count, nil)
        case .degenerateRings(let count): ("degenerate_rings", count, nil)
        case .insertedVertex: ("inserted_vertex", nil, nil)
        case .invalidRing: ("invalid_ring", nil, nil)
        case .recutRings: ("recut_rings", nil, nil)
        case .overlap(let owner): ("overlap", nil, owner)
        case .gapFilled(let owner): ("gap_filled", nil, owner)
        case .gapLeft: ("gap_left", nil, nil)
        }
    }
}
