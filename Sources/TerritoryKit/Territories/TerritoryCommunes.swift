internal import GRDB

extension TerritoryDatabase {
    /// The communes of a territory, or of the whole scope of the file.
    ///
    /// - Returns: The codes in order; none for a territory that is not in the file.
    public func communes(in territory: TerritoryReference? = nil) throws -> [CommuneCode] {
        try read { db in
            let scope = "SELECT code FROM commune WHERE in_scope = 1 ORDER BY code"
            return try territory?.communes(db) ?? String.fetchAll(db, sql: scope)
        }.map(CommuneCode.init(unchecked:))
    }
}

extension TerritoryReference {
    /// The codes of its communes, in order.
    func communes(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT commune FROM territory_commune WHERE kind = ? AND code = ? ORDER BY commune",
            arguments: [kind.rawValue, code])
    }
}
