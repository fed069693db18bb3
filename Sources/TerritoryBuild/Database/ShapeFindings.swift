internal import Foundation
internal import GRDB
internal import TerritoryGeometry
internal import TerritoryKit

/// What is wrong with the shapes made for a new database: found in memory, beside the writing of its tables.
struct ShapeFindings: Sendable {
    /// « epci 200039865 » for each of the larger territories whose shape is not valid (OGC Simple Features).
    let invalid: [String]
    /// Why the communes are no coverage; empty if they are one.
    let disputes: String

    init(_ shapes: DissolvedShapes) throws {
        (invalid, disputes) = try DatabaseQueue(configuration: SpatialiteConnection.configuration()).inDatabase { db in
            let isValid = try db.makeStatement(sql: "SELECT ST_IsValid(?) = 1")
            var invalid: [String] = []
            for (table, shapes) in shapes.shapes.sorted(by: { $0.key < $1.key }) {
                for (code, shape) in shapes.sorted(by: { $0.key < $1.key }) {
                    guard let blob = SpatialiteBlob.encode(shape) else { continue }
                    if try Bool.fetchOne(isValid, arguments: [Data(blob)]) != true {
                        invalid.append("\(table) \(code)")
                    }
                }
            }
            return try (invalid, Self.disputes(shapes.arcs, shapes.communes.map(\.rawValue), db))
        }
    }

    /// In the coverage of shared arcs, two communes that overlap either use a border on the same side, or leave borders
    /// that cross or lie within others in the outline of the whole, which is then not valid.
    static func disputes(_ arcs: CoverageTopology, _ codes: [String], _ db: Database) throws -> String {
        let disputed = Set(arcs.defects.flatMap(\.faces)).sorted().prefix(6).map { codes[$0] }
        let reason = try String.fetchOne(
            db, sql: "SELECT CASE WHEN ST_IsValid(?1) = 1 THEN '' ELSE ST_IsValidReason(?1) END",
            arguments: [SpatialiteBlob.encode(arcs.outline(of: codes.indices)).map { Data($0) }])
        return (disputed + [reason ?? ""]).filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
