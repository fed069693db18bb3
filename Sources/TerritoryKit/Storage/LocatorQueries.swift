internal import Foundation
internal import GRDB
internal import Synchronization

/// The point locators of a database, made at the build and read once; the file never changes.
final class LocatorCache: Sendable {
    private let locators = Mutex<[TerritoryKind: TerritoryLocator]>([:])

    func value(_ kind: TerritoryKind, _ make: () throws -> TerritoryLocator) throws -> TerritoryLocator {
        try locators.withLock { cached in
            if let known = cached[kind] { return known }
            let made = try make()
            cached[kind] = made
            return made
        }
    }
}

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
    public func code(at position: Position) -> String? { locator.owner(of: position).map { codes[$0] } }
}

extension TerritoryDatabase {
    /// The locator of the communes or of the QPV; ask it in memory, from any number of threads.
    ///
    /// - Throws: ``StorageError`` if the file has none for the kind, or cannot be read.
    public func locator(_ kind: TerritoryKind) throws -> TerritoryLocator {
        try locators.value(kind) {
            try read { db in
                var found: TerritoryLocator?
                let statement = try db.makeStatement(sql: "SELECT codes, bytes FROM locator WHERE kind = ?")
                statement.arguments = [kind.rawValue]
                try statement.forEachRow { row in
                    guard let locator = try? PointLocator(bytes: row.bytes(1)) else { return }
                    let codes = (row.text(0) ?? "").split(separator: " ").map(String.init)
                    found = TerritoryLocator(locator: locator, codes: codes)
                }
                guard let found, found.locator.ownerCount == found.codes.count else {
                    throw StorageError.unreadable(path)
                }
                return found
            }
        }
    }
}
