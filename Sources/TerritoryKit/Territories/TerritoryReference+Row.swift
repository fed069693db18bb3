internal import GRDB

extension TerritoryReference {
    /// The territory in the columns `kind`, `code` and `name` of a row.
    init?(_ row: Row) {
        guard let kind = TerritoryKind(rawValue: row["kind"]) else { return nil }
        self.init(kind: kind, code: row["code"], name: row["name"])
    }
}
