internal import GRDB
internal import TerritoryFormats

extension CivilDate {
    /// The day that a column holds; `nil` where the column is empty.
    init?(_ row: Row, _ column: String) {
        guard let text: String = row[column], let day = CivilDate(text) else { return nil }
        self = day
    }
}
