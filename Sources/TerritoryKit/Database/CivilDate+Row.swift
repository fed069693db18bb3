internal import GRDB

extension CivilDate {
    /// The day that a column holds; `nil` where the column is empty.
    ///
    /// - Throws: `DatabaseError` for a text that is no day.
    init?(_ row: Row, _ column: String) throws {
        guard let text: String = try row.value(column) else { return nil }
        guard let day = CivilDate(text) else { throw DatabaseError.damaged }
        self = day
    }
}
