internal import GRDB

extension TerritoryReference {
    /// The territory in the columns `kind`, `code` and `name` of a row.
    init(_ row: Row) throws {
        try self.init(kind: row.word("kind"), code: row.value("code"), name: row.value("name"))
    }
}
