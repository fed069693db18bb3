internal import Foundation
internal import GRDB
public import TerritoryGeometry

/// A locator, with the codes of its shapes.
public struct TerritoryLocator: Sendable {
    public let locator: PointLocator
    /// By owner number, in ascending order.
    public let codes: [String]

    /// The code of the territory that a position lies in.
    ///
    /// A position on a border lies in exactly one territory: the one to the east or, along a parallel, to the north.
    ///
    /// - Parameter position: Degrees, WGS 84 (EPSG:4326), longitude first.
    /// - Returns: `nil` outside every territory of the kind.
    public func code(at position: Position) -> String? { locator.index(containing: position).map { codes[$0] } }
}

extension TerritoryDatabase {
    /// The locator of the communes or of the QPV; ask it in memory, from any number of threads.
    ///
    /// - Throws: ``LookupError`` for another kind, ``StorageError`` if the file cannot be read.
    public func locator(_ kind: TerritoryKind) throws -> TerritoryLocator {
        guard kind == .commune || kind == .qpv else { throw LookupError.noSuchLayer(kind) }
        return try cached("locator \(kind.rawValue)") {
            try read { db in
                var found: TerritoryLocator?
                let statement = try db.makeStatement(sql: "SELECT codes, bytes FROM locator WHERE kind = ?")
                statement.arguments = [kind.rawValue]
                try statement.forEachRow { row in
                    guard let locator = try? PointLocator(bytes: row.bytes(1)) else { return }
                    let codes = (row.text(0) ?? "").split(separator: " ").map(String.init)
                    found = TerritoryLocator(locator: locator, codes: codes)
                }
                guard let found, found.locator.shapeCount == found.codes.count,
                    zip(found.codes, found.codes.dropFirst()).allSatisfy(<)
                else {
                    throw StorageError.damaged(path)
                }
                return found
            }
        }
    }
}
